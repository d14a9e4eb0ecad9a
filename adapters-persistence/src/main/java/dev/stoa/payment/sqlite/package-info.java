/** Keeps the payment context in SQLite. Only the Guice module is public. */
@NullMarked
package dev.stoa.payment.sqlite;

import org.jspecify.annotations.NullMarked;
