/** Keeps the ordering context in SQLite. Only the Guice module is public. */
@NullMarked
package dev.stoa.ordering.sqlite;

import org.jspecify.annotations.NullMarked;
