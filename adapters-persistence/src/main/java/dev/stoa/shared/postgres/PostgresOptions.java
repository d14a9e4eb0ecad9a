package dev.stoa.shared.postgres;

/**
 * Where the database is.
 *
 * @param url as JDBC has it: {@code jdbc:postgresql://host/shop}; host lists and TLS as the driver
 *     documents them
 * @param user the role to log in as; empty when the address says it
 * @param password empty when the address says it, or none is needed
 * @param schema the schema that the tables are in; made when it is absent
 * @param connections at most so many connections at once
 */
public record PostgresOptions(
    String url, String user, String password, String schema, int connections) {
  public PostgresOptions {
    if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "expected a schema of small letters, digits and _, but was '" + schema + "'");
    }
    if (connections < 1) {
      throw new IllegalArgumentException(
          "expected at least one connection, but was " + connections);
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "PostgresOptions[%s, schema %s, %d connections]".formatted(url, schema, connections);
  }
}
