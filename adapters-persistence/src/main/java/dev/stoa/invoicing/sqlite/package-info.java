/** Keeps the invoicing context in SQLite. Only the Guice module is public. */
@NullMarked
package dev.stoa.invoicing.sqlite;

import org.jspecify.annotations.NullMarked;
