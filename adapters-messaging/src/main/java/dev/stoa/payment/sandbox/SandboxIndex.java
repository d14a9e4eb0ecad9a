package dev.stoa.payment.sandbox;

import dev.stoa.payment.sandbox.JournalEntry.Kind;
import dev.stoa.shared.domain.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.sqlite.SQLiteConfig;

/**
 * Finds the entries of the journal by key, by reference and in order, in a file beside it: what the
 * gateway takes of the heap does not grow with its books. The journal is the truth. The index knows
 * how much of it it holds, and may be deleted: then it is made anew.
 *
 * <p>It is used by one thread at a time. Changes are seen at once, and are kept when {@link
 * #commit} returns; a power failure may take the last of them, which are then read from the journal
 * again.
 */
final class SandboxIndex implements AutoCloseable {
  /** Of a form of the index; another one is made anew. */
  private static final int FORM = 1;

  private static final String SCHEMA =
      """
      CREATE TABLE entry (
        book TEXT NOT NULL,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        amount INTEGER NOT NULL,
        currency TEXT NOT NULL,
        detail TEXT NOT NULL,
        settles_at INTEGER NOT NULL,
        PRIMARY KEY (book, key)) WITHOUT ROWID;
      CREATE INDEX charged ON entry (key) WHERE kind = 'CHARGED';
      CREATE INDEX reference ON entry (detail) WHERE kind = 'CHARGED';
      CREATE INDEX unsettled ON entry (settles_at) WHERE kind = 'CHARGED' AND settles_at > 0;
      CREATE TABLE refunded (
        reference TEXT PRIMARY KEY,
        amount INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE total (
        kind TEXT NOT NULL,
        currency TEXT NOT NULL,
        count INTEGER NOT NULL,
        sum INTEGER NOT NULL,
        PRIMARY KEY (kind, currency)) WITHOUT ROWID;
      CREATE TABLE journal (
        bytes INTEGER NOT NULL,
        checksum INTEGER NOT NULL);
      INSERT INTO journal VALUES (0, 0);
      """;

  private static final String ENTRY =
      "SELECT kind, key, amount, currency, detail, settles_at FROM entry WHERE ";

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private SandboxIndex(Connection connection) {
    this.connection = connection;
  }

  /** How much of the journal is in the index: so many bytes of this checksum. */
  record Indexed(long bytes, long checksum) {}

  /** How many entries there are, and what they amount to: one amount per currency. */
  record Total(long count, List<Money> sums) {}

  /** Opens the index, creating it if need be. */
  static SandboxIndex open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return anew(file);
    }
    try {
      SandboxIndex index = new SandboxIndex(connect(file));
      int form = (int) index.number("PRAGMA user_version");
      if (form == FORM) {
        return index;
      }
      index.close();
    } catch (SQLException | IndexFailed damaged) {
      // Nothing is lost with it: the journal has it all.
    }
    return anew(file);
  }

  /** An empty index in place of what is there. */
  static SandboxIndex anew(Path file) throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
    // SQLite would make it readable by others.
    Files.createFile(file, SandboxJournal.forItsOwner(file));
    try {
      SandboxIndex index = new SandboxIndex(connect(file));
      for (String statement : SCHEMA.split(";", -1)) {
        if (!statement.isBlank()) {
          index.execute(statement);
        }
      }
      index.execute("PRAGMA user_version = " + FORM);
      index.commit();
      return index;
    } catch (SQLException e) {
      throw new IOException("cannot make the sandbox gateway's index " + file, e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // The journal is forced to disk; the index follows it, and may be some entries behind.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setCacheSize(-8_000);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    connection.setAutoCommit(false);
    return connection;
  }

  Indexed indexed() {
    return first(
            "SELECT bytes, checksum FROM journal",
            row -> new Indexed(row.getLong(1), row.getLong(2)))
        .orElse(new Indexed(0, 0));
  }

  void add(JournalEntry entry) {
    if (entry.kind() == Kind.CANCELLED) {
      // A charge that was under way takes its part of the total along.
      charge(entry.key())
          .filter(charge -> charge.kind() == Kind.CHARGED)
          .ifPresent(charge ->
              update(
                  "UPDATE total SET count = count - 1, sum = sum - ?"
                      + " WHERE kind = ? AND currency = ?",
                  charge.amount(),
                  charge.kind().name(),
                  charge.currency()));
    }
    update(
        "INSERT OR REPLACE INTO entry (kind, key, amount, currency, detail, settles_at, book)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        entry.kind().name(),
        entry.key(),
        entry.amount(),
        entry.currency(),
        entry.detail(),
        entry.settlesAt(),
        Book.of(entry.kind()).name());
    if (entry.kind() == Kind.REFUNDED) {
      update(
          "INSERT INTO refunded (reference, amount) VALUES (?, ?)"
              + " ON CONFLICT (reference) DO UPDATE SET amount = amount + excluded.amount",
          entry.detail(),
          entry.amount());
    }
    if (entry.kind() == Kind.REFUNDED || entry.kind() == Kind.CHARGED) {
      update(
          "INSERT INTO total (kind, currency, count, sum) VALUES (?, ?, 1, ?)"
              + " ON CONFLICT (kind, currency)"
              + " DO UPDATE SET count = count + 1, sum = sum + excluded.sum",
          entry.kind().name(),
          entry.currency(),
          entry.amount());
    }
  }

  /** Keeps what was added; the journal has it up to here. */
  void commit(long bytes, long checksum) {
    update("UPDATE journal SET bytes = ?, checksum = ?", bytes, checksum);
    commit();
  }

  private void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The charge of this key, whether made or refused. */
  Optional<JournalEntry> charge(String key) {
    return first(ENTRY + "book = 'CHARGES' AND key = ?", SandboxIndex::entry, key);
  }

  Optional<JournalEntry> refund(String key) {
    return first(ENTRY + "book = 'REFUNDS' AND key = ?", SandboxIndex::entry, key);
  }

  /** Whether a call with this key was left without an answer. */
  boolean wasLost(String key) {
    return first(ENTRY + "book = 'LOST' AND key = ?", SandboxIndex::entry, key).isPresent();
  }

  Optional<JournalEntry> byReference(String reference) {
    return first(ENTRY + "kind = 'CHARGED' AND detail = ?", SandboxIndex::entry, reference);
  }

  /** What was given back of a charge. */
  long refundedOf(String reference) {
    return first(
            "SELECT amount FROM refunded WHERE reference = ?", row -> row.getLong(1), reference)
        .orElse(0L);
  }

  /** Charges that are made by now, in the order of their keys. */
  List<JournalEntry> chargedAfter(String key, long now, int limit) {
    return all(
        ENTRY + "kind = 'CHARGED' AND key > ? AND settles_at <= ? ORDER BY key LIMIT ?",
        SandboxIndex::entry,
        key,
        now,
        limit);
  }

  /** All charges that are made by now. */
  Total charged(long now) {
    record Sum(String currency, long count, long sum) {}
    // Counted as they come, less the few that are not decided yet.
    return total(
        all(
            """
            SELECT currency, sum(count), sum(sum) FROM (
              SELECT currency, count, sum FROM total WHERE kind = 'CHARGED'
              UNION ALL
              SELECT currency, -1, -amount FROM entry
                WHERE kind = 'CHARGED' AND settles_at > 0 AND settles_at > ?)
            GROUP BY currency HAVING sum(count) > 0 ORDER BY currency\
            """,
            row -> new Sum(row.getString(1), row.getLong(2), row.getLong(3)),
            now),
        Sum::count,
        sum -> Money.ofMinor(sum.sum(), sum.currency()));
  }

  /** All refunds. */
  Total refunded() {
    record Sum(String currency, long count, long sum) {}
    return total(
        all(
            "SELECT currency, count, sum FROM total WHERE kind = 'REFUNDED' ORDER BY currency",
            row -> new Sum(row.getString(1), row.getLong(2), row.getLong(3))),
        Sum::count,
        sum -> Money.ofMinor(sum.sum(), sum.currency()));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Entries of the same key that do not meet. */
  private enum Book {
    CHARGES,
    REFUNDS,
    LOST;

    static Book of(Kind kind) {
      return switch (kind) {
        case CHARGED, REFUSED, CANCELLED -> CHARGES;
        case REFUNDED -> REFUNDS;
        case LOST -> LOST;
      };
    }
  }

  @FunctionalInterface
  private interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  private static <S> Total total(List<S> sums, ToLongFunction<S> count, Function<S, Money> money) {
    return new Total(sums.stream().mapToLong(count).sum(), sums.stream().map(money).toList());
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        Kind.valueOf(row.getString(1)),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6));
  }

  private <T> Optional<T> first(String sql, Row<T> mapper, Object... parameters) {
    return all(sql, mapper, parameters).stream().findFirst();
  }

  private long number(String sql) {
    return first(sql, row -> row.getLong(1)).orElse(0L);
  }

  private <T> List<T> all(String sql, Row<T> mapper, Object... parameters) {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(mapper.map(rows));
      }
      return found;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void update(String sql, Object... parameters) {
    try {
      bound(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static IndexFailed failed(SQLException e) {
    return new IndexFailed(e);
  }

  /** The index cannot be read or written; the journal is not touched by that. */
  static final class IndexFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexFailed(SQLException cause) {
      super("the sandbox gateway's index failed: " + cause.getMessage(), cause);
    }
  }
}
