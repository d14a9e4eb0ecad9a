package dev.stoa.catalog.mongo;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.elemMatch;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.document.StockDocument;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Stock as one document per SKU: figures, holds, version, pending events and the newest movements
 * of its ledger. A change reads it, decides, and writes all that came of it in one write, on the
 * condition that the version is still the one that was read; otherwise it begins again.
 *
 * <p><b>Where a movement is.</b> The document has the movements after the one numbered {@code
 * archived}; those up to it are in {@link OldMovements}. To make room, the oldest are first
 * inserted there and only then taken out of the document, so at every moment each movement is in at
 * least one of the two places. Whoever reads the document first and the other place afterwards
 * misses none, and who goes by the numbers counts none twice. Making room changes neither version
 * nor state, so it disturbs no change; done twice, or by two at once, it does the same once.
 *
 * <p><b>Why a key is never used twice.</b> A change at version v looks for the key in the document
 * and then among the old movements. Had the key been used up to version v, its movement was either
 * still in the document when that was read, or had been moved before, and is found by the second
 * look. Had it been used after v, the version is no longer v, and the write is refused. So a write
 * that is accepted is the first one with its key.
 */
final class MongoStocks implements Stocks {
  private static final String COLLECTION = "stock";
  private static final String LIST = "ledger";
  private static final String ID = "_id";
  private static final String MOVEMENTS = "movements";
  private static final String ARCHIVED = "archived";
  private static final String NEXT_EXPIRY = "nextExpiry";
  private static final String HELD = "held";
  private static final String ON_HAND = MongoDocuments.path("onHand");

  /** A document with so many movements makes room before it takes another. */
  static final int MOST_MOVEMENTS = 64;

  /** So many of them stay. */
  private static final int KEPT_MOVEMENTS = 16;

  /** Each refusal means that another change was accepted: only a flood gets that far. */
  private static final int ATTEMPTS = 200;

  private static final long SHORTEST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 20_000_000;

  /** So many accounts are added up by one query. */
  private static final int ACCOUNTS = 200;

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.sparse(COLLECTION, "next_expiry", NEXT_EXPIRY),
          MongoIndex.sparse(COLLECTION, "movement_key", MOVEMENTS + "." + MovementFields.KEY));

  private final MongoStore store;
  private final MongoDocuments<StockDocument> documents;
  private final OldMovements old;
  private final SkuLocks locks = new SkuLocks();

  MongoStocks(MongoStore store, MongoEvents events) {
    this.store = store;
    this.documents = new MongoDocuments<>(store, events, COLLECTION, "stocks", StockDocument.class);
    this.old = new OldMovements(store);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  /** What came of a change, and what is to be done once the lock is free. */
  private record Done<R>(Change<R> change, Runnable afterwards) {
    static <R> Done<R> without(Change<R> change) {
      return new Done<>(change, () -> {});
    }
  }

  @Override
  public <R> Change<R> change(
      Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
    Done<R> done = locks.locked(sku, () -> changeAlone(sku, key, decision));
    done.afterwards().run();
    return done.change();
  }

  private <R> Done<R> changeAlone(
      Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
    for (int attempt = 1; ; attempt++) {
      Document found = withMovement(sku, key);
      Stock stock = stock(sku, found);
      long archived = found == null ? 0 : MovementFields.number(found, ARCHIVED);
      if (found != null && !movements(found).isEmpty()) {
        return Done.without(new Repeated<>(stock));
      }
      if (archived > 0 && old.has(sku, key)) {
        // It may have been made and moved since the first look: that stock is too old to show.
        return Done.without(new Repeated<>(find(sku)));
      }
      long inDocument = stock.sequence() - archived;
      Decision<R> decided = decision.apply(stock);
      StockMovement movement = decided.movement();
      if (movement == null) {
        return Done.without(new Applied<>(decided.outcome()));
      }
      if (!movement.key().equals(key) || !movement.sku().equals(sku)) {
        throw new IllegalArgumentException(
            "expected a movement " + key + " of " + sku + ", but was " + movement);
      }
      if (inDocument >= MOST_MOVEMENTS) {
        makeRoom(sku);
      }
      try {
        return new Done<>(new Applied<>(decided.outcome()), write(stock, decided, movement));
      } catch (StaleAggregate stale) {
        if (attempt == ATTEMPTS) {
          throw new StoreUnavailable("too many change the stock of " + sku + " at once", stale);
        }
        pause(attempt);
      }
    }
  }

  private Runnable write(Stock stock, Decision<?> decided, StockMovement movement) {
    Bson expiry =
        stock
            .earliestDeadline()
            .map(next -> Updates.set(NEXT_EXPIRY, next.toEpochMilli()))
            .orElseGet(() -> Updates.unset(NEXT_EXPIRY));
    return documents.write(
        stock.id().value(),
        stock.version(),
        StockDocument.of(stock),
        decided.events(),
        Updates.set(HELD, stock.held()),
        expiry,
        Updates.push(MOVEMENTS, MovementFields.of(movement)));
  }

  /** Moves all but the newest movements of the document to where the old ones are. */
  void makeRoom(Sku sku) {
    Document found = first(sku, include(MOVEMENTS));
    List<Document> movements = found == null ? List.of() : movements(found);
    List<Document> oldest = movements.subList(0, Math.max(0, movements.size() - KEPT_MOVEMENTS));
    if (!oldest.isEmpty() && old.take(sku, oldest)) {
      forget(sku, MovementFields.number(oldest.getLast(), MovementFields.SEQUENCE));
    }
  }

  private void forget(Sku sku, long last) {
    store.run(() ->
        store
            .collection(COLLECTION)
            .updateOne(
                eq(ID, sku.value()),
                Updates.combine(
                    Updates.pull(
                        MOVEMENTS,
                        new Document(MovementFields.SEQUENCE, new Document("$lte", last))),
                    Updates.max(ARCHIVED, last))));
  }

  @Override
  public Stock find(Sku sku) {
    return stock(sku, first(sku, include(MongoDocuments.VERSION, MongoDocuments.STATE)));
  }

  @Override
  public Map<Sku, Integer> available(Collection<Sku> skus) {
    Map<Sku, Integer> available = new HashMap<>();
    skus.forEach(sku -> available.put(sku, 0));
    if (!available.isEmpty()) {
      List<String> wanted = available.keySet().stream().map(Sku::value).toList();
      found(in(ID, wanted), include(ON_HAND, HELD), wanted.size())
          .forEach(document -> {
            StockFigures figures = figures(document);
            available.put(sku(document), Math.toIntExact(figures.available()));
          });
    }
    return available;
  }

  @Override
  public Overdue overdue(Instant now) {
    List<Document> found =
        store.run(() ->
            store
                .collection(COLLECTION)
                .find(lte(NEXT_EXPIRY, now.toEpochMilli()))
                .projection(include(MongoDocuments.VERSION, MongoDocuments.STATE))
                .into(new ArrayList<>()));
    Overdue overdue = Overdue.NONE;
    for (Document document : found) {
      for (StockHold hold : stock(sku(document), document).holds()) {
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
    int wanted = page.limit() + 1;
    List<StockMovement> ledger = new ArrayList<>();
    Document found = first(sku, include(ARCHIVED, MOVEMENTS));
    if (found != null) {
      movements(found).reversed().stream()
          .map(movement -> MovementFields.movement(sku, movement))
          .filter(movement -> movement.sequence() < before)
          .limit(wanted)
          .forEach(ledger::add);
      long archived = MovementFields.number(found, ARCHIVED);
      if (ledger.size() < wanted && archived > 0) {
        long upTo = Math.min(before, archived + 1);
        ledger.addAll(old.before(sku, upTo, wanted - ledger.size()));
      }
    }
    if (ledger.size() < wanted) {
      return new Page<>(ledger, Optional.empty());
    }
    List<StockMovement> shown = ledger.subList(0, page.limit());
    return new Page<>(
        shown,
        Optional.of(new KeysetCursor(shown.getLast().sequence(), "").encode(LIST + ':' + sku)));
  }

  @Override
  public List<StockMovement> movements(MovementKey key) {
    Map<String, StockMovement> bySku = new TreeMap<>();
    store
        .run(() ->
            store
                .collection(COLLECTION)
                .find(eq(MOVEMENTS + "." + MovementFields.KEY, key.value()))
                .projection(elemMatch(MOVEMENTS, eq(MovementFields.KEY, key.value())))
                .into(new ArrayList<>()))
        .forEach(document -> {
          Sku sku = sku(document);
          movements(document).forEach(m -> bySku.put(sku.value(), MovementFields.movement(sku, m)));
        });
    old.of(key).forEach(movement -> bySku.put(movement.sku().value(), movement));
    return List.copyOf(bySku.values());
  }

  /** Each account is that of one moment of its document; different SKUs may be read in turn. */
  @Override
  public List<StockAccount> accounts() {
    List<StockAccount> accounts = new ArrayList<>();
    String after = "";
    List<Document> batch;
    do {
      Bson rest = after.isEmpty() ? empty() : gt(ID, after);
      batch = found(rest, include(ON_HAND, HELD, ARCHIVED, MOVEMENTS), ACCOUNTS);
      accounts.addAll(accounts(batch));
      if (!batch.isEmpty()) {
        after = batch.getLast().getString(ID);
      }
    } while (batch.size() == ACCOUNTS);
    return accounts;
  }

  private List<StockAccount> accounts(List<Document> batch) {
    Map<Sku, Sum> sums = new LinkedHashMap<>();
    Map<Sku, Long> archived = new HashMap<>();
    for (Document document : batch) {
      Sku sku = sku(document);
      Sum sum = new Sum();
      movements(document).forEach(sum::add);
      sums.put(sku, sum);
      long last = MovementFields.number(document, ARCHIVED);
      if (last > 0) {
        archived.put(sku, last);
      }
    }
    old.sums(
        archived,
        (sku, part) -> {
          Sum sum = sums.get(sku);
          if (sum != null) {
            sum.add(part);
          }
        });
    return batch.stream()
        .map(document -> {
          Sku sku = sku(document);
          return sums.getOrDefault(sku, new Sum()).account(sku, figures(document));
        })
        .toList();
  }

  /** What movements add up to. */
  private static final class Sum {
    private long onHand;
    private long held;
    private long sold;

    /** Adds a movement, or a sum of movements of one kind. */
    void add(Document part) {
      long pieces = MovementFields.number(part, MovementFields.ON_HAND);
      onHand += pieces;
      held += MovementFields.number(part, MovementFields.HELD);
      sold +=
          switch (StockMovement.Kind.valueOf(part.getString(MovementFields.KIND))) {
            case SOLD, RETURNED -> -pieces;
            case RECEIVED, ADJUSTED, HELD, RELEASED, EXPIRED -> 0;
          };
    }

    StockAccount account(Sku sku, StockFigures figures) {
      return new StockAccount(sku, figures, new StockFigures(onHand, held), sold);
    }
  }

  /** The stock with the movement of that key, if its document has that. */
  private @Nullable Document withMovement(Sku sku, MovementKey key) {
    return first(
        sku,
        fields(
            include(MongoDocuments.VERSION, MongoDocuments.STATE, ARCHIVED),
            elemMatch(MOVEMENTS, eq(MovementFields.KEY, key.value()))));
  }

  private @Nullable Document first(Sku sku, Bson projection) {
    List<Document> found = found(eq(ID, sku.value()), projection, 1);
    return found.isEmpty() ? null : found.getFirst();
  }

  private List<Document> found(Bson filter, Bson projection, int limit) {
    return store.run(() ->
        store
            .collection(COLLECTION)
            .find(filter)
            .projection(projection)
            .sort(Sorts.ascending(ID))
            .limit(limit)
            .into(new ArrayList<>()));
  }

  private Stock stock(Sku sku, @Nullable Document found) {
    if (found == null) {
      return Stock.none(sku);
    }
    Stored<StockDocument> stored = documents.read(found);
    return stored.as(StockDocument::toStock);
  }

  private static Sku sku(Document document) {
    return new Sku(document.getString(ID));
  }

  private static StockFigures figures(Document document) {
    Document state = document.get(MongoDocuments.STATE, new Document());
    return new StockFigures(
        MovementFields.number(state, "onHand"), MovementFields.number(document, HELD));
  }

  private static List<Document> movements(Document document) {
    return document.getList(MOVEMENTS, Document.class, List.of());
  }

  /** Grows with the attempts, and differs from thread to thread, so that rivals part. */
  private static void pause(int attempt) {
    if (attempt <= 2) {
      return;
    }
    long longest = Math.min(SHORTEST_PAUSE_NANOS << Math.min(attempt, 10), LONGEST_PAUSE_NANOS);
    long sixteenth = longest / 16;
    LockSupport.parkNanos(8 * sixteenth + Thread.currentThread().threadId() % 8 * sixteenth);
  }
}
