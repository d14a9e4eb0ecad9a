/**
 * Baskets, checkouts and the replica of product facts in SQLite. A basket is a row per line, so a
 * change touches a few rows however full it is. Only the Guice module is public.
 */
@NullMarked
package dev.stoa.basket.sqlite;

import org.jspecify.annotations.NullMarked;
