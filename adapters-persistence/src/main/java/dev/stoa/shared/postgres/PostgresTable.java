package dev.stoa.shared.postgres;

import java.util.List;

/**
 * A table or an index that an adapter needs. It is made at start when it was not made before; one
 * that was made by another statement is left alone and reported, for only a person can tell what to
 * do. A change is a further part with a name of its own.
 *
 * @param name written once, and unique in the schema
 * @param statements what makes it, each in one transaction with the others
 */
public record PostgresTable(String name, List<String> statements) {
  public PostgresTable {
    statements = List.copyOf(statements);
  }
}
