package dev.stoa.shared.sqlite;

/**
 * One step of a context's schema. Once released it never changes; a correction is a further step.
 *
 * @param context whose tables it makes
 * @param number 1, 2, 3, ... within the context
 * @param sql one or more statements, each ended by a semicolon at the end of its line
 */
public record SqliteMigration(String context, int number, String sql) {}
