/**
 * The use cases of ordering and its reactions to payments: a paid checkout becomes an order, a
 * refunded one a cancelled order.
 */
@NullMarked
package dev.stoa.ordering.application;

import org.jspecify.annotations.NullMarked;
