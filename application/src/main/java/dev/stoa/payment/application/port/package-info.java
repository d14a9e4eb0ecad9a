/** What the payment context needs from outside: a store of payments and a payment gateway. */
@NullMarked
package dev.stoa.payment.application.port;

import org.jspecify.annotations.NullMarked;
