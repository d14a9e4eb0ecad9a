/**
 * What a payment is and what can happen to it. How a gateway is spoken to, and what others hear of
 * a payment, does not belong here.
 */
@NullMarked
package dev.stoa.payment.domain;

import org.jspecify.annotations.NullMarked;
