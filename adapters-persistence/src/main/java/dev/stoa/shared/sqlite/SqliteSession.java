package dev.stoa.shared.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection, used by one thread at a time. Statements are prepared once and kept, the most
 * recently used 256 of them. Parameters are strings, integers, longs, byte arrays or null.
 */
public sealed class SqliteSession permits SqliteTransaction {
  private static final int KEPT_STATEMENTS = 256;

  private final Connection connection;
  private final Map<String, Prepared> statements = new LinkedHashMap<>(16, 0.75f, true);

  SqliteSession(Connection connection) {
    this.connection = connection;
  }

  /** Makes an object of the current row. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Looks at one row after the other. */
  @FunctionalInterface
  public interface RowVisitor {
    /** Returns whether it wants the next one. */
    boolean visit(ResultSet row) throws SQLException;
  }

  /**
   * Shows the rows of a query one by one, so that nobody holds all of them.
   *
   * @return how many were shown
   */
  public long forEach(String sql, RowVisitor visitor, @Nullable Object... parameters)
      throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      long shown = 0;
      boolean wanted = true;
      while (wanted && rows.next()) {
        wanted = visitor.visit(rows);
        shown++;
      }
      return shown;
    } catch (SQLException e) {
      forget(sql, e);
      throw e;
    }
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(mapper.map(rows));
      }
      return result;
    } catch (SQLException e) {
      forget(sql, e);
      throw e;
    }
  }

  /** The first row of a query, if it has any. */
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    } catch (SQLException e) {
      forget(sql, e);
      throw e;
    }
  }

  PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
    Prepared prepared = statements.get(sql);
    if (prepared == null) {
      prepared = prepare(sql);
    }
    if (parameters.length != prepared.parameters()) {
      // SQLite would silently take those of the last call for the missing ones.
      throw new IllegalArgumentException(
          "expected %d parameters, but were %d: %s"
              .formatted(prepared.parameters(), parameters.length, sql));
    }
    PreparedStatement statement = prepared.statement();
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      switch (parameter) {
        case null -> statement.setObject(i + 1, null);
        case String text -> statement.setString(i + 1, text);
        case Integer number -> statement.setInt(i + 1, number);
        case Long number -> statement.setLong(i + 1, number);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        default ->
            throw new IllegalArgumentException(
                "cannot bind a " + parameter.getClass().getName() + " to: " + sql);
      }
    }
    return statement;
  }

  private Prepared prepare(String sql) throws SQLException {
    if (statements.size() >= KEPT_STATEMENTS) {
      Iterator<Prepared> leastRecentlyUsedFirst = statements.values().iterator();
      leastRecentlyUsedFirst.next().statement().close();
      leastRecentlyUsedFirst.remove();
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    Prepared prepared =
        new Prepared(statement, statement.getParameterMetaData().getParameterCount());
    statements.put(sql, prepared);
    return prepared;
  }

  /** Prepares it anew next time: after a full disk SQLite has left the statement half executed. */
  final void forget(String sql, SQLException failure) {
    Prepared prepared = statements.remove(sql);
    if (prepared != null) {
      try {
        prepared.statement().close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private record Prepared(PreparedStatement statement, int parameters) {}

  /** The statements that are kept, for those who want to know how SQLite runs them. */
  final Set<String> preparedSql() {
    return Set.copyOf(statements.keySet());
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void close() throws SQLException {
    connection.close();
  }
}
