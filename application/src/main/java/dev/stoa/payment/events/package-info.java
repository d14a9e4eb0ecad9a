/** The published events of the payment context. */
@NullMarked
package dev.stoa.payment.events;

import org.jspecify.annotations.NullMarked;
