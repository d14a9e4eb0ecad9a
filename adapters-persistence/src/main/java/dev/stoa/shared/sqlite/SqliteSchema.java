package dev.stoa.shared.sqlite;

import dev.stoa.shared.domain.Fingerprint;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings a database to the schema that this version needs. */
final class SqliteSchema {
  private SqliteSchema() {}

  static void migrate(SqliteTransaction tx, List<SqliteMigration> migrations) throws SQLException {
    tx.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_history (
          context TEXT NOT NULL, number INTEGER NOT NULL, fingerprint TEXT NOT NULL,
          PRIMARY KEY (context, number))\
        """);
    Map<String, String> done = new TreeMap<>();
    tx.query(
            "SELECT context, number, fingerprint FROM schema_history",
            row -> Map.entry(row.getString(1) + " " + row.getInt(2), row.getString(3)))
        .forEach(entry -> done.put(entry.getKey(), entry.getValue()));
    List<SqliteMigration> ordered =
        migrations.stream()
            .sorted(
                Comparator.comparing(SqliteMigration::context)
                    .thenComparingInt(SqliteMigration::number))
            .toList();
    for (SqliteMigration migration : ordered) {
      String fingerprint = fingerprint(migration);
      String name = migration.context() + " " + migration.number();
      String before = done.remove(name);
      if (before == null) {
        apply(tx, migration, fingerprint);
      } else if (!before.equals(fingerprint)) {
        throw new SQLException(
            "the database was made with another form of the migration '" + name + "'");
      }
    }
    if (!done.isEmpty()) {
      throw new SQLException(
          "the database was written by a newer version: it has " + done.keySet());
    }
  }

  private static String fingerprint(SqliteMigration migration) {
    return Fingerprint.of(migration.sql()).hex();
  }

  private static void apply(SqliteTransaction tx, SqliteMigration migration, String fingerprint)
      throws SQLException {
    tx.execute("BEGIN IMMEDIATE");
    try {
      for (String statement : migration.sql().split(";\\s*(\\R|$)", -1)) {
        if (!statement.isBlank()) {
          tx.execute(statement);
        }
      }
      tx.update(
          "INSERT INTO schema_history VALUES (?, ?, ?)",
          migration.context(),
          migration.number(),
          fingerprint);
      tx.execute("COMMIT");
    } catch (SQLException e) {
      tx.execute("ROLLBACK");
      throw new SQLException(
          "migration %s %d: %s".formatted(migration.context(), migration.number(), e.getMessage()),
          e);
    }
  }
}
