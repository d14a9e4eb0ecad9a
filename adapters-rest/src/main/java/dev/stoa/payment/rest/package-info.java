/** Serves the payment context over HTTP. No rule of the business belongs here. */
@NullMarked
package dev.stoa.payment.rest;

import org.jspecify.annotations.NullMarked;
