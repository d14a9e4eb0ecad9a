/** Keeps the payment context in MongoDB. Only the Guice module is public. */
@NullMarked
package dev.stoa.payment.mongo;

import org.jspecify.annotations.NullMarked;
