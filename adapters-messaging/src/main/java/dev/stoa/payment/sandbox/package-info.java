/**
 * A payment gateway for trying the shop out: it moves no money, but keeps books as durable as a
 * real one. What it does is decided by the payment method. Only the Guice module and its options
 * are public.
 */
@NullMarked
package dev.stoa.payment.sandbox;

import org.jspecify.annotations.NullMarked;
