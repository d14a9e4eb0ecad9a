package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.StoreFailed;
import dev.stoa.shared.application.StoreRefused;
import dev.stoa.shared.application.StoreUnavailable;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the failures of SQLite mean to those who read and write. */
final class SqliteFailures {
  /** The file or its disk does not allow it at the moment. */
  private static final Set<SQLiteErrorCode> AWAY =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_PERM,
          SQLiteErrorCode.SQLITE_AUTH,
          SQLiteErrorCode.SQLITE_NOMEM,
          SQLiteErrorCode.SQLITE_INTERRUPT,
          SQLiteErrorCode.SQLITE_PROTOCOL);

  /** The value does not fit, whenever it is written. */
  private static final Set<SQLiteErrorCode> REFUSED =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT,
          SQLiteErrorCode.SQLITE_MISMATCH,
          SQLiteErrorCode.SQLITE_TOOBIG);

  private static final Set<SQLiteErrorCode> DAMAGED =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

  private SqliteFailures() {}

  /**
   * The exception of the kind of fault that this is.
   *
   * @param what was tried, such as {@code cannot read stoa.db}
   */
  static RuntimeException of(String what, SQLException e) {
    String message = what + ": " + e.getMessage();
    SQLiteErrorCode code = primary(e);
    if (AWAY.contains(code)) {
      return new StoreUnavailable(message, e);
    }
    return REFUSED.contains(code) ? new StoreRefused(message, e) : new StoreFailed(message, e);
  }

  /** Whether a part of the file itself is damaged. */
  static boolean isDamage(SQLException e) {
    return DAMAGED.contains(primary(e));
  }

  private static SQLiteErrorCode primary(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)
        : SQLiteErrorCode.SQLITE_ERROR;
  }
}
