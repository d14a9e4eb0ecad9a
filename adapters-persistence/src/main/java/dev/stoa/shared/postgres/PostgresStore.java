package dev.stoa.shared.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.StoreFailed;
import dev.stoa.shared.application.StoreRefused;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.document.Damage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database. Opening it does not wait for the server: the schema is made and checked in
 * the background, again and again with growing pauses, and until that is done every operation is
 * refused at once. A server that goes away later makes operations fail within about three seconds;
 * they work again by themselves when it is back.
 *
 * <p>Every commit is synchronous ({@code synchronous_commit=on}): it is on disk, and with
 * synchronous standbys on theirs, before it is acknowledged.
 */
public final class PostgresStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int CONNECT_SECONDS = 2;
  private static final long ANSWER_MILLIS = 2_500;

  /** Instances that start at once make the schema one after the other. */
  private static final long SCHEMA_LOCK = 0x73746f61L;

  private final HikariDataSource pool;
  private final Damage damage = new Damage();
  private final String schema;
  private final List<PostgresTable> tables;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread preparation;

  /** Why the store cannot be used yet; null when it is prepared. */
  private volatile @Nullable Throwable unprepared =
      new IllegalStateException("the schema is not checked yet");

  private PostgresStore(PostgresOptions options, Collection<PostgresTable> tables) {
    this.pool = new HikariDataSource(settings(options));
    this.schema = options.schema();
    this.tables = tables.stream().sorted(Comparator.comparing(PostgresTable::name)).toList();
    this.preparation = Thread.ofVirtual().name("stoa-postgres-schema").unstarted(this::prepare);
  }

  /** Connects in the background and sees to the schema. */
  public static PostgresStore open(PostgresOptions options, Collection<PostgresTable> tables) {
    PostgresStore store = new PostgresStore(options, tables);
    store.preparation.start();
    return store;
  }

  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<R> {
    R apply(Connection connection) throws SQLException;
  }

  /**
   * Runs statements, each of which is a commit of its own.
   *
   * @throws UniqueKeyTaken when a unique index refused one
   * @throws StoreUnavailable when the server is away, or the schema is not there yet
   */
  public <R> R run(Work<R> work) {
    requirePrepared();
    try (Connection connection = pool.getConnection()) {
      return work.apply(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Runs statements in one transaction that is committed when the work returns, and undone when it
   * throws.
   *
   * @throws UniqueKeyTaken when a unique index refused a statement: nothing was changed
   * @throws StoreUnavailable when the server is away: nothing was changed, or it is not known
   *     whether it was
   */
  public <R> R inTransaction(Work<R> work) {
    requirePrepared();
    return inTransaction(pool, work);
  }

  private static <R> R inTransaction(HikariDataSource pool, Work<R> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        R result = work.apply(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        undo(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static void undo(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      cause.addSuppressed(second);
    }
  }

  private void requirePrepared() {
    Throwable why = unprepared;
    if (why != null) {
      throw new StoreUnavailable("PostgreSQL is not ready: " + sentence(why), why);
    }
  }

  /** A unique index refused a write. */
  public static final class UniqueKeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String index;

    UniqueKeyTaken(String index, SQLException cause) {
      super("the unique index " + index + " refused a row", cause);
      this.index = index;
    }

    /** Its name in the schema. */
    public String index() {
      return index;
    }
  }

  private static RuntimeException failure(SQLException e) {
    if (e instanceof PSQLException refused
        && PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
      ServerErrorMessage message = refused.getServerErrorMessage();
      String index = message == null ? null : message.getConstraint();
      return new UniqueKeyTaken(index == null ? "" : index, e);
    }
    String message = "PostgreSQL: " + sentence(e);
    String state = String.valueOf(e.getSQLState());
    // Class 22 is a value that does not fit, 23 a constraint (PostgreSQL, appendix A).
    if (state.startsWith("22") || state.startsWith("23")) {
      return new StoreRefused(message, e);
    }
    // XX is damage or a defect, 42 a statement that it does not understand.
    return state.startsWith("XX") || state.startsWith("42")
        ? new StoreFailed(message, e)
        : new StoreUnavailable(message, e);
  }

  /** What of this database was found unreadable of late. */
  public Damage damage() {
    return damage;
  }

  /** Whether the server takes writes now; asks it, at most once a second. */
  public ReadinessCheck readiness() {
    return new ReadinessCheck("postgres", new Readiness()::problem);
  }

  private final class Readiness {
    private static final long KEPT_NANOS = 1_000_000_000;
    private long askedAt = System.nanoTime() - KEPT_NANOS;
    private Optional<String> known = Optional.empty();

    synchronized Optional<String> problem() {
      Throwable why = unprepared;
      if (why != null) {
        return Optional.of("PostgreSQL is not ready: " + sentence(why));
      }
      if (System.nanoTime() - askedAt >= KEPT_NANOS) {
        known = ask();
        askedAt = System.nanoTime();
      }
      return known;
    }

    private Optional<String> ask() {
      try {
        run(connection -> execute(connection, "UPDATE stoa_ready SET asked = now()"));
        return Optional.empty();
      } catch (StoreUnavailable | StoreFailed | StoreRefused e) {
        return Optional.of("PostgreSQL takes no write: " + sentence(e));
      }
    }
  }

  /** Ends the connections; operations that run may fail. */
  @Override
  public void close() {
    closing.countDown();
    preparation.interrupt();
    pool.close();
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void prepare() {
    Duration pause = FIRST_PAUSE;
    while (!isClosed()) {
      try {
        inTransaction(pool, this::makeSchema);
        LOG.info("PostgreSQL is ready: the schema {} has what is needed", schema);
        unprepared = null;
        return;
      } catch (RuntimeException e) {
        if (isClosed()) {
          return;
        }
        LOG.warn("PostgreSQL is not ready, trying again: {}", sentence(e));
        unprepared = e;
      }
      try {
        if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private boolean makeSchema(Connection connection) throws SQLException {
    execute(connection, "SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    execute(connection, "CREATE SCHEMA IF NOT EXISTS " + schema);
    execute(
        connection,
        "CREATE TABLE IF NOT EXISTS stoa_schema (name TEXT PRIMARY KEY, made_by TEXT NOT NULL)");
    execute(
        connection,
        "CREATE TABLE IF NOT EXISTS stoa_ready (one INTEGER PRIMARY KEY, asked TIMESTAMPTZ)");
    execute(connection, "INSERT INTO stoa_ready VALUES (1, now()) ON CONFLICT DO NOTHING");
    for (PostgresTable table : tables) {
      make(connection, table);
    }
    return true;
  }

  private void make(Connection connection, PostgresTable table) throws SQLException {
    String wanted = String.join(";\n", table.statements());
    Optional<String> found = madeBy(connection, table.name());
    if (found.isEmpty()) {
      for (String statement : table.statements()) {
        execute(connection, statement);
      }
      try (PreparedStatement note =
          connection.prepareStatement("INSERT INTO stoa_schema VALUES (?, ?)")) {
        note.setString(1, table.name());
        note.setString(2, wanted);
        note.executeUpdate();
      }
    } else if (!found.get().equals(wanted)) {
      throw new IllegalStateException(
          "%s of the schema %s was made by other statements than this version has"
              .formatted(table.name(), schema));
    }
  }

  private static Optional<String> madeBy(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT made_by FROM stoa_schema WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static String sentence(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static HikariConfig settings(PostgresOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("stoa-postgres");
    config.setJdbcUrl(options.url());
    if (!options.user().isEmpty()) {
      config.setUsername(options.user());
    }
    if (!options.password().isEmpty()) {
      config.setPassword(options.password());
    }
    config.setMaximumPoolSize(options.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(ANSWER_MILLIS);
    // The pool is there at once, whether the server is or not.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
    config.addDataSourceProperty("socketTimeout", 10);
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty("ApplicationName", "stoa");
    config.addDataSourceProperty("reWriteBatchedInserts", true);
    config.addDataSourceProperty(
        "options",
        "-c synchronous_commit=on -c statement_timeout=%d -c search_path=%s"
            .formatted(3 * ANSWER_MILLIS, options.schema()));
    return config;
  }
}
