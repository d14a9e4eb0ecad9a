package dev.stoa.catalog.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.document.StockDocument;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteSession;
import dev.stoa.shared.sqlite.SqliteStore;
import dev.stoa.shared.sqlite.SqliteTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stock as one small JSON document per SKU, its figures beside it for reading, and the ledger as
 * rows. A change is read, decided and written on the writer's thread: there is no second writer, so
 * it is never tried twice.
 */
final class SqliteStocks implements Stocks {
  private static final String LIST = "ledger";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final ObjectReader READER = JSON.readerFor(StockDocument.class);
  private static final ObjectWriter WRITER = JSON.writerFor(StockDocument.class);
  private static final String MOVEMENT =
      "SELECT sku, sequence, key, kind, on_hand, held, reason, time FROM stock_movement WHERE ";

  private final SqliteStore store;
  private final SqliteEvents events;

  SqliteStocks(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.events = events;
  }

  @Override
  public <R> Change<R> change(
      Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
    return store.write(tx -> change(tx, sku, key, decision));
  }

  private <R> Change<R> change(
      SqliteTransaction tx, Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision)
      throws SQLException {
    Stock stock = find(tx, sku);
    if (tx.first(
            "SELECT 1 FROM stock_movement WHERE key = ? AND sku = ?",
            row -> true,
            key.value(),
            sku.value())
        .isPresent()) {
      return new Repeated<>(stock);
    }
    Decision<R> decided = decision.apply(stock);
    StockMovement movement = decided.movement();
    if (movement != null) {
      if (!movement.key().equals(key) || !movement.sku().equals(sku)) {
        throw new IllegalArgumentException(
            "expected a movement " + key + " of " + sku + ", but was " + movement);
      }
      write(tx, stock);
      append(tx, movement);
      events.append(tx, events.encode(sku.value(), stock.version().next(), decided.events()));
    }
    return new Applied<>(decided.outcome());
  }

  @Override
  public Stock find(Sku sku) {
    return store.read(session -> find(session, sku));
  }

  @Override
  public Map<Sku, Integer> available(Collection<Sku> skus) {
    Map<Sku, Integer> available = new HashMap<>();
    skus.forEach(sku -> available.put(sku, 0));
    if (!available.isEmpty()) {
      String wanted = String.join("\",\"", available.keySet().stream().map(Sku::value).toList());
      store
          .read(session ->
              session.query(
                  """
                  SELECT sku, on_hand - held FROM stock
                  WHERE sku IN (SELECT value FROM json_each(?))\
                  """,
                  row -> Map.entry(new Sku(row.getString(1)), row.getInt(2)),
                  "[\"" + wanted + "\"]"))
          .forEach(entry -> available.put(entry.getKey(), entry.getValue()));
    }
    return available;
  }

  @Override
  public Overdue overdue(Instant now) {
    List<Stock> stocks = new ArrayList<>();
    store.read(session ->
        session.forEach(
            "SELECT sku, version, state FROM stock WHERE next_expiry <= ?",
            row -> {
              try {
                stocks.add(stock(row));
              } catch (UnreadableState told) {
                // The readiness and the log name it; the others are counted.
              }
              return true;
            },
            now.toEpochMilli()));
    Overdue overdue = Overdue.NONE;
    for (Stock stock : stocks) {
      for (StockHold hold : stock.holds()) {
        overdue = hold.isOverdue(now) ? overdue.plus(hold) : overdue;
      }
    }
    return overdue;
  }

  @Override
  public Page<StockMovement> ledger(Sku sku, PageRequest page) {
    // The cursor carries the SKU, so that it means nothing to another ledger.
    long before =
        page.after()
            .map(cursor -> KeysetCursor.decode(LIST + ':' + sku, cursor).number())
            .orElse(Long.MAX_VALUE);
    List<StockMovement> movements =
        store.read(session ->
            session.query(
                MOVEMENT + "sku = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
                SqliteStocks::movement,
                sku.value(),
                before,
                page.limit() + 1));
    if (movements.size() <= page.limit()) {
      return new Page<>(movements, Optional.empty());
    }
    List<StockMovement> shown = movements.subList(0, page.limit());
    return new Page<>(
        shown,
        Optional.of(new KeysetCursor(shown.getLast().sequence(), "").encode(LIST + ':' + sku)));
  }

  @Override
  public List<StockMovement> movements(MovementKey key) {
    return store.read(session ->
        session.query(MOVEMENT + "key = ? ORDER BY sku", SqliteStocks::movement, key.value()));
  }

  @Override
  public List<StockAccount> accounts() {
    return store.read(session ->
        session.query(
            """
            SELECT s.sku, s.on_hand, s.held,
              COALESCE(SUM(m.on_hand), 0), COALESCE(SUM(m.held), 0),
              COALESCE(SUM(CASE WHEN m.kind IN ('SOLD', 'RETURNED')
                THEN -m.on_hand ELSE 0 END), 0)
            FROM stock s LEFT JOIN stock_movement m ON m.sku = s.sku
            GROUP BY s.sku ORDER BY s.sku\
            """,
            row ->
                new StockAccount(
                    new Sku(row.getString(1)),
                    new StockFigures(row.getLong(2), row.getLong(3)),
                    new StockFigures(row.getLong(4), row.getLong(5)),
                    row.getLong(6))));
  }

  private Stock find(SqliteSession session, Sku sku) throws SQLException {
    return session
        .first("SELECT sku, version, state FROM stock WHERE sku = ?", this::stock, sku.value())
        .orElseGet(() -> Stock.none(sku));
  }

  private static void write(SqliteTransaction tx, Stock stock) throws SQLException {
    tx.update(
        """
        INSERT INTO stock (sku, version, on_hand, held, next_expiry, state)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (sku) DO UPDATE SET version = excluded.version, on_hand = excluded.on_hand,
          held = excluded.held, next_expiry = excluded.next_expiry, state = excluded.state\
        """,
        stock.id().value(),
        stock.version().next().value(),
        stock.onHand(),
        stock.held(),
        stock.earliestDeadline().map(Instant::toEpochMilli).orElse(null),
        encode(stock));
  }

  private static void append(SqliteTransaction tx, StockMovement m) throws SQLException {
    tx.update(
        """
        INSERT INTO stock_movement (sku, sequence, key, kind, on_hand, held, reason, time)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        m.sku().value(),
        m.sequence(),
        m.key().value(),
        m.kind().name(),
        m.onHand(),
        m.held(),
        m.reason(),
        m.at().toString());
  }

  private static String encode(Stock stock) {
    try {
      return WRITER.writeValueAsString(StockDocument.of(stock));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot store " + stock, e);
    }
  }

  private Stock stock(ResultSet row) throws SQLException {
    String state = row.getString("state");
    Version version = new Version(row.getLong("version"));
    return store
        .damage()
        .reading("stock " + row.getString("sku"), () -> document(state).toStock(version));
  }

  private static StockDocument document(String state) {
    try {
      return READER.readValue(state);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static StockMovement movement(ResultSet row) throws SQLException {
    return new StockMovement(
        new Sku(row.getString("sku")),
        row.getLong("sequence"),
        new MovementKey(row.getString("key")),
        StockMovement.Kind.valueOf(row.getString("kind")),
        row.getInt("on_hand"),
        row.getInt("held"),
        row.getString("reason"),
        Instant.parse(row.getString("time")));
  }
}
