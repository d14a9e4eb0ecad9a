/** Keeps the feeds of users in SQLite. */
@NullMarked
package dev.stoa.notification.sqlite;

import org.jspecify.annotations.NullMarked;
