package dev.stoa.shared.sqlite;

import java.util.List;

/** The table that readiness writes to: one row with nothing in it. */
final class ReadinessProbe {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "shared",
              4,
              """
              CREATE TABLE readiness_probe (
                number INTEGER PRIMARY KEY,
                room BLOB NOT NULL);
              """));

  private ReadinessProbe() {}
}
