package dev.stoa.shared.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A write in progress: seen by nobody until it is committed, and then by all at once. */
public final class SqliteTransaction extends SqliteSession {
  SqliteTransaction(Connection connection) {
    super(connection);
  }

  /**
   * Runs an INSERT, UPDATE or DELETE.
   *
   * @return how many rows it touched
   */
  public int update(String sql, @Nullable Object... parameters) throws SQLException {
    try {
      return bound(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      forget(sql, e);
      throw e;
    }
  }
}
