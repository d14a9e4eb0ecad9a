/**
 * The technical base of all SQLite adapters: one database file in WAL mode, one writer that commits
 * waiting writes as a group, many readers, versioned migrations, tables of versioned JSON
 * documents, and the event log. It knows no context.
 */
@NullMarked
package dev.stoa.shared.sqlite;

import org.jspecify.annotations.NullMarked;
