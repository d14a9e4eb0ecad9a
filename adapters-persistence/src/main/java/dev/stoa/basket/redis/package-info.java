/**
 * Keeps baskets, checkouts and the basket's copy of product facts in Redis, and tells all processes
 * that a checkout has ended. Only the Guice module is public.
 */
@NullMarked
package dev.stoa.basket.redis;

import org.jspecify.annotations.NullMarked;
