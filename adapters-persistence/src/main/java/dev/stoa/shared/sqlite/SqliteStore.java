package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.document.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite database in WAL mode. A single thread takes all writes that wait, runs each in a
 * savepoint of its own and commits them together, so that one fsync serves many; {@link #write}
 * returns when that commit is on disk. Reads run beside it on a few connections and see the last
 * commit.
 */
public final class SqliteStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
  private static final int READERS = 4;
  private static final int GROUP = 256;

  /** Pages in the write-ahead log before SQLite moves them to the database: 16 MB. */
  private static final int CHECKPOINT_PAGES = 4_000;

  /** Where the write-ahead log is cut, whatever the readers do. */
  private static final long LONGEST_WAL = 64L << 20;

  private static final WriteTask<?> END = new WriteTask<>(tx -> "");

  private final Path file;
  private final Path wal;
  private final SqliteTransaction writer;
  private final BlockingQueue<SqliteSession> readers = new ArrayBlockingQueue<>(READERS);
  private final BlockingQueue<WriteTask<?>> waiting = new LinkedBlockingQueue<>();
  private final List<Runnable> commitListeners = new CopyOnWriteArrayList<>();
  private final Thread writerThread;
  private final long longestWal;
  private final Damage damage = new Damage();
  private volatile boolean closed;
  private volatile @Nullable String damaged;

  private SqliteStore(Path file, SqliteTransaction writer, long longestWal) throws SQLException {
    this.file = file;
    this.wal = file.resolveSibling(file.getFileName() + "-wal");
    this.writer = writer;
    this.longestWal = longestWal;
    for (int i = 0; i < READERS; i++) {
      SqliteSession reader = new SqliteSession(connect(file));
      reader.execute("PRAGMA query_only = ON");
      readers.add(reader);
    }
    writerThread = Thread.ofPlatform().name("stoa-sqlite-writer").daemon().unstarted(this::run);
  }

  /** Work on a transaction; what it throws undoes its changes and reaches the caller of write. */
  @FunctionalInterface
  public interface Write<R> {
    R apply(SqliteTransaction transaction) throws SQLException;
  }

  /** Work on a reading connection. */
  @FunctionalInterface
  public interface Read<R> {
    R apply(SqliteSession session) throws SQLException;
  }

  /**
   * Opens the database, creating it if need be, and brings its schema up to date. What a crash left
   * in the write-ahead log is recovered. The whole file is not checked, for that would take minutes
   * with a big one: SQLite reports a damaged page when it is read, and nothing is written then.
   *
   * @throws StoreUnavailable when it cannot be opened, or was written by a newer version
   */
  public static SqliteStore open(Path file, List<SqliteMigration> migrations) {
    return open(file, migrations, LONGEST_WAL);
  }

  static SqliteStore open(Path file, List<SqliteMigration> migrations, long longestWal) {
    SqliteTransaction writer = null;
    try {
      makeForItsOwner(file);
      writer = new SqliteTransaction(connect(file));
      writer.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      SqliteSchema.migrate(writer, migrations);
      SqliteStore store = new SqliteStore(file, writer, longestWal);
      store.writerThread.start();
      return store;
    } catch (SQLException | IOException e) {
      StoreUnavailable unavailable =
          new StoreUnavailable("cannot open the database " + file + ": " + e.getMessage(), e);
      if (writer != null) {
        try {
          writer.close();
        } catch (SQLException second) {
          unavailable.addSuppressed(second);
        }
      }
      throw unavailable;
    }
  }

  /**
   * Runs the work in a transaction and returns its result when the commit is durable. The work may
   * run together with others in one commit, but succeeds or fails alone. It runs on the writer's
   * thread: it must be short and must not call {@link #write} itself.
   *
   * @throws StoreUnavailable when the commit failed: nothing was changed
   */
  public <R> R write(Write<R> work) {
    WriteTask<R> task = new WriteTask<>(work);
    if (closed) {
      throw closedStore();
    }
    waiting.add(task);
    if (closed && waiting.remove(task)) {
      throw closedStore();
    }
    try {
      return task.result.get();
    } catch (InterruptedException e) {
      boolean withdrawn = waiting.remove(task);
      Thread.currentThread().interrupt();
      throw new StoreUnavailable(
          withdrawn
              ? "interrupted before the write began: nothing was changed"
              : "interrupted while waiting for a commit; its outcome is unknown",
          e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  /** Runs the work on a reading connection. */
  public <R> R read(Read<R> work) {
    SqliteSession session;
    try {
      session = reader();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for a reader", e);
    }
    try {
      if (closed) {
        throw closedStore();
      }
      return work.apply(session);
    } catch (SQLException e) {
      throw failure("cannot read " + file, e);
    } finally {
      readers.add(session);
    }
  }

  /** A free connection; a store that is closed meanwhile gives none. */
  private SqliteSession reader() throws InterruptedException {
    SqliteSession session = readers.poll();
    while (session == null) {
      if (closed) {
        throw closedStore();
      }
      session = readers.poll(100, TimeUnit.MILLISECONDS);
    }
    return session;
  }

  /**
   * Writes a few bytes that need room in the file, and returns when they are durable.
   *
   * @throws StoreUnavailable when the disk is full or the file is read-only
   */
  public void writeProbe() {
    write(tx -> {
      // First the new one, for which there must be room, then away with the one before.
      tx.update(
          "INSERT INTO readiness_probe (number, room)"
              + " SELECT coalesce(max(number), 0) + 1, zeroblob(8192) FROM readiness_probe");
      return tx.update(
          "DELETE FROM readiness_probe"
              + " WHERE number < (SELECT max(number) FROM readiness_probe)");
    });
  }

  /** What is known of damage to the file: of its pages, or of single rows. */
  public Optional<String> damageFound() {
    String page = damaged;
    return page == null
        ? damage.problem()
        : Optional.of("the file is damaged; restore it from a backup: " + page);
  }

  /** What of this store was found unreadable of late. */
  public Damage damage() {
    return damage;
  }

  /**
   * Calls the listener after each group of commits, on the writer's thread: it must only signal.
   */
  public void onCommit(Runnable listener) {
    commitListeners.add(listener);
  }

  /** Finishes the writes that wait and closes all connections. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    waiting.add(END);
    try {
      writerThread.join(TimeUnit.SECONDS.toMillis(30));
      for (int i = 0; i < READERS; i++) {
        SqliteSession reader = readers.poll(5, TimeUnit.SECONDS);
        if (reader != null) {
          reader.close();
        }
      }
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.warn("{} did not close cleanly", file, e);
    }
  }

  private void run() {
    List<WriteTask<?>> group = new ArrayList<>(GROUP);
    boolean ended = false;
    while (!ended) {
      group.clear();
      try {
        group.add(waiting.take());
      } catch (InterruptedException e) {
        LOG.warn("the writer of {} ignores an interrupt; close() ends it", file);
        continue;
      }
      waiting.drainTo(group, GROUP - 1);
      ended = group.remove(END);
      commit(group);
      try {
        cutWriteAheadLog();
      } catch (IOException | SQLException | RuntimeException e) {
        LOG.warn("the write-ahead log of {} cannot be shortened", file, e);
      } catch (InterruptedException e) {
        LOG.warn("the writer of {} ignores an interrupt; close() ends it", file);
      }
    }
  }

  /**
   * SQLite begins the write-ahead log anew only when no reader is in it, and under constant reading
   * there always is one: then it would grow for ever. Past the limit the readers are kept out for
   * the moment it takes.
   */
  private void cutWriteAheadLog() throws IOException, SQLException, InterruptedException {
    if (Files.size(wal) < longestWal) {
      return;
    }
    List<SqliteSession> idle = new ArrayList<>(READERS);
    try {
      while (idle.size() < READERS) {
        // A reader that waits for a write of its own must not wait for us: try again next time.
        SqliteSession session = readers.poll(50, TimeUnit.MILLISECONDS);
        if (session == null) {
          return;
        }
        idle.add(session);
      }
      writer.query("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
    } finally {
      readers.addAll(idle);
    }
  }

  private void commit(List<WriteTask<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      writer.execute("BEGIN IMMEDIATE");
      for (WriteTask<?> task : group) {
        task.runIn(writer);
      }
      writer.execute("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      rollback();
      String what = "cannot write " + file;
      RuntimeException failure =
          e instanceof SQLException sql
              ? failure(what, sql)
              : new StoreUnavailable(what + ": " + e.getMessage(), e);
      LOG.error("a commit of {} writes to {} failed", group.size(), file, e);
      group.forEach(task -> task.fail(failure));
      return;
    }
    group.forEach(WriteTask::succeed);
    for (Runnable listener : commitListeners) {
      try {
        listener.run();
      } catch (RuntimeException | Error e) {
        // The writer must live; whoever missed a signal reads on at the next one.
        LOG.error("a listener to the commits of {} failed", file, e);
      }
    }
  }

  private void rollback() {
    try {
      writer.execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has already rolled back by itself after a full disk or an I/O error.
      LOG.debug("nothing to roll back in {}", file, e);
    }
  }

  /**
   * Makes the file of a new database so that only its owner may read it, from the first moment on.
   * SQLite gives its log and shared memory the rights of the database.
   */
  private static void makeForItsOwner(Path file) throws IOException {
    if (!Files.exists(file)
        && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.enforceForeignKeys(true);
    config.setCacheSize(-32_000);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private StoreUnavailable closedStore() {
    return new StoreUnavailable(file + " is closed", new IllegalStateException("closed"));
  }

  private RuntimeException failure(String what, SQLException e) {
    if (SqliteFailures.isDamage(e)) {
      damaged = e.getMessage();
    }
    return SqliteFailures.of(what, e);
  }

  private RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof SQLException e) {
      return failure("a write was refused", e);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private static final class WriteTask<R> {
    private final Write<R> work;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private @Nullable R value;
    private @Nullable Throwable refusal;

    WriteTask(Write<R> work) {
      this.work = work;
    }

    void runIn(SqliteTransaction transaction) throws SQLException {
      transaction.execute("SAVEPOINT task");
      try {
        value = work.apply(transaction);
      } catch (SQLException | RuntimeException | Error e) {
        if (endsTheTransaction(e)) {
          throw e;
        }
        refusal = e;
        transaction.execute("ROLLBACK TO task");
      }
      transaction.execute("RELEASE task");
    }

    void succeed() {
      if (refusal != null) {
        result.completeExceptionally(refusal);
      } else {
        result.complete(value);
      }
    }

    void fail(RuntimeException failure) {
      result.completeExceptionally(refusal != null ? refusal : failure);
    }

    private static boolean endsTheTransaction(Throwable e) {
      // An Error is the work's own: it fails alone, and its caller gets it.
      if (!(e instanceof SQLiteException sqlite)) {
        return false;
      }
      int primary = sqlite.getResultCode().code & 0xFF;
      return primary == SQLiteErrorCode.SQLITE_FULL.code
          || primary == SQLiteErrorCode.SQLITE_IOERR.code
          || primary == SQLiteErrorCode.SQLITE_NOMEM.code
          || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
          || primary == SQLiteErrorCode.SQLITE_BUSY.code;
    }
  }
}
