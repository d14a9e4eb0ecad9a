/**
 * The use cases of payment and its reactions to the stock: charge what was reserved, give back what
 * cannot be delivered, find out what became of a call that was never answered.
 */
@NullMarked
package dev.stoa.payment.application;

import org.jspecify.annotations.NullMarked;
