/**
 * What the basket context needs from outside: baskets, the replica of product facts, checkouts, and
 * the signal that a checkout has ended. The Javadoc of each port is its contract; the suite of the
 * same name checks every sentence of it.
 */
@NullMarked
package dev.stoa.basket.application.port;

import org.jspecify.annotations.NullMarked;
