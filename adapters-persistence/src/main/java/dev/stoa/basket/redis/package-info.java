/**
 * Keeps baskets and the basket's copy of product facts in Redis, and tells all processes that a
 * checkout has ended. Checkouts are not kept here any more; those of a version before are found
 * until they are moved. Only the Guice module is public.
 */
@NullMarked
package dev.stoa.basket.redis;

import org.jspecify.annotations.NullMarked;
