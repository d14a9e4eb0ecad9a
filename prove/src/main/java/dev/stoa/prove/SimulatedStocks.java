package dev.stoa.prove;

import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockLedger;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stocks with their ledgers. A change reads, decides, and writes only if nobody else has written
 * meanwhile, as a document store does it.
 */
class SimulatedStocks implements Stocks {
  private final Gate gate;
  private final Journal journal;
  private final Map<Sku, Stock> stocks = new TreeMap<>();
  private final Map<Sku, List<StockMovement>> ledgers = new TreeMap<>();

  SimulatedStocks(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** As they are, without a call. */
  Collection<Stock> stored() {
    return stocks.values();
  }

  /** As it is, without a call. */
  Stock stored(Sku sku) {
    Stock stock = stocks.get(sku);
    return stock == null ? Stock.none(sku) : stock;
  }

  /** The ledger, oldest first, without a call. */
  List<StockMovement> storedLedger(Sku sku) {
    return ledgers.getOrDefault(sku, List.of());
  }

  @Override
  public <R> Change<R> change(
      Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
    while (true) {
      Change<R> change = attempt(sku, key, decision);
      if (change != null) {
        return change;
      }
    }
  }

  private <R> @Nullable Change<R> attempt(
      Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
    Loaded loaded =
        gate.read("stocks.load", sku, () -> new Loaded(copy(stored(sku)), isThere(sku, key)));
    if (loaded.repeated) {
      return new Repeated<>(loaded.stock);
    }
    Stock stock = loaded.stock;
    Decision<R> decided = decision.apply(stock);
    StockMovement movement = decided.movement();
    if (movement == null) {
      return new Applied<>(decided.outcome());
    }
    if (!movement.key().equals(key) || !movement.sku().equals(sku)) {
      throw new IllegalArgumentException("not a movement " + key + ": " + movement);
    }
    boolean written =
        gate.write(
            "stocks.change",
            movement,
            () -> {
              if (!isCurrent(stock) || isThere(sku, key)) {
                return false;
              }
              stocks.put(sku, kept(stored(sku), stock, movement));
              if (isRecorded(movement)) {
                ledgers.computeIfAbsent(sku, s -> new ArrayList<>()).add(movement);
              }
              journal.commit("stocks", sku, decided.events());
              return true;
            });
    return written ? new Applied<>(decided.outcome()) : null;
  }

  /** Whether nobody else has written since this stock was loaded. */
  boolean isCurrent(Stock loaded) {
    return stored(loaded.id()).version().equals(loaded.version());
  }

  /** What is stored of a decided stock. */
  Stock kept(Stock before, Stock decided, StockMovement movement) {
    return copy(decided, decided.version().next());
  }

  /** Whether a movement goes into the ledger. */
  boolean isRecorded(StockMovement movement) {
    return true;
  }

  private record Loaded(Stock stock, boolean repeated) {
    @Override
    public String toString() {
      return repeated ? stock + ", repeated" : stock.toString();
    }
  }

  @Override
  public Stock find(Sku sku) {
    return gate.read("stocks.find", sku, () -> copy(stored(sku)));
  }

  @Override
  public Map<Sku, Integer> available(Collection<Sku> skus) {
    return gate.read(
        "stocks.available",
        skus,
        () -> {
          Map<Sku, Integer> available = new LinkedHashMap<>();
          skus.forEach(sku -> available.put(sku, stored(sku).available()));
          return available;
        });
  }

  @Override
  public Overdue overdue(Instant now) {
    return gate.read(
        "stocks.overdue",
        now,
        () -> {
          Overdue overdue = Overdue.NONE;
          for (Stock stock : stocks.values()) {
            for (StockHold hold : stock.holds()) {
              overdue = hold.isOverdue(now) ? overdue.plus(hold) : overdue;
            }
          }
          return overdue;
        });
  }

  @Override
  public Page<StockMovement> ledger(Sku sku, PageRequest page) {
    return gate.read(
        "stocks.ledger",
        sku,
        () -> {
          List<StockMovement> ledger = storedLedger(sku);
          page.after()
              .filter(cursor -> !cursor.token().startsWith(sku + "|"))
              .ifPresent(cursor -> {
                throw new InvalidCursor();
              });
          return Pages.of(
              ledger,
              page,
              movement -> "%s|%020d".formatted(sku, movement.sequence()),
              Comparator.reverseOrder(),
              ".*\\|[0-9]{20}");
        });
  }

  @Override
  public List<StockMovement> movements(MovementKey key) {
    return gate.read(
        "stocks.movements",
        key,
        () -> {
          List<StockMovement> found = new ArrayList<>();
          for (List<StockMovement> ledger : ledgers.values()) {
            for (StockMovement movement : ledger) {
              if (movement.key().equals(key)) {
                found.add(movement);
              }
            }
          }
          return found;
        });
  }

  @Override
  public List<StockAccount> accounts() {
    return gate.read(
        "stocks.accounts",
        "",
        () -> {
          List<StockAccount> accounts = new ArrayList<>();
          for (Stock stock : stocks.values()) {
            List<StockMovement> ledger = storedLedger(stock.id());
            StockFigures fold = StockLedger.fold(ledger);
            accounts.add(new StockAccount(stock.id(), stock.figures(), fold, sold(ledger)));
          }
          return accounts;
        });
  }

  private static long sold(List<StockMovement> ledger) {
    long sold = 0;
    for (StockMovement movement : ledger) {
      switch (movement.kind()) {
        case SOLD, RETURNED -> sold -= movement.onHand();
        case RECEIVED, ADJUSTED, HELD, RELEASED, EXPIRED -> {}
      }
    }
    return sold;
  }

  /** Whether the ledger of the SKU has that movement already. */
  boolean isThere(Sku sku, MovementKey key) {
    for (StockMovement movement : storedLedger(sku)) {
      if (movement.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static Stock copy(Stock stock) {
    return copy(stock, stock.version());
  }

  private static Stock copy(Stock s, Version version) {
    return Stock.reconstitute(s.id(), version, s.onHand(), List.copyOf(s.holds()), s.sequence());
  }
}
