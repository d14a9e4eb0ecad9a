package dev.stoa.catalog.application.port;

import static dev.stoa.catalog.application.port.CatalogFixtures.LATER;
import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static dev.stoa.catalog.application.port.CatalogFixtures.checkoutId;
import static dev.stoa.catalog.application.port.CatalogFixtures.receive;
import static dev.stoa.catalog.application.port.CatalogFixtures.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.catalog.application.port.Stocks.Applied;
import dev.stoa.catalog.application.port.Stocks.Decision;
import dev.stoa.catalog.application.port.Stocks.Overdue;
import dev.stoa.catalog.application.port.Stocks.Repeated;
import dev.stoa.catalog.application.port.Stocks.StockAccount;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.Stock.HoldOutcome;
import dev.stoa.catalog.domain.Stock.RecordOutcome;
import dev.stoa.catalog.domain.Stock.ReturnOutcome;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockLedger;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Stocks} must do. */
public interface StocksContract {
  Sku A = new Sku("A");
  Sku B = new Sku("B");

  /** Empty stores of the adapter. */
  CatalogStores open();

  @Test
  default void hasNothingOfAnUnknownSku() {
    try (CatalogStores stores = open()) {
      Stock stock = stores.stocks().find(A);

      assertThat(stock.figures()).isEqualTo(StockFigures.NONE);
      assertThat(stock.version()).isEqualTo(Version.NEW);
      assertThat(stores.stocks().available(Set.of(A))).containsEntry(A, 0);
      assertThat(stores.stocks().available(Set.of())).isEmpty();
      assertThat(stores.stocks().ledger(A, PageRequest.first(5)).items()).isEmpty();
    }
  }

  @Test
  default void writesStockMovementAndEventsTogether() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      MovementKey key = MovementKey.recorded(Derivation.of("test", 1).with(1).id());
      StockChangedV1 event = new StockChangedV1("A", 5, 0, 1, NOW);
      var change =
          stocks.change(
              A,
              key,
              stock -> new Decision<>("done", received(stock, key, 5).movement(), List.of(event)));

      assertThat(change).isEqualTo(new Applied<>("done"));
      assertThat(stocks.find(A).onHand()).isEqualTo(5);
      assertThat(stocks.find(A).version()).isEqualTo(new Version(1));
      assertThat(stocks.find(A).sequence()).isEqualTo(1);
      assertThat(stocks.movements(key))
          .singleElement()
          .extracting(StockMovement::onHand)
          .isEqualTo(5);
      assertThat(stores.events()).containsExactly(event);
      receive(stocks, "B", 2);
      assertThat(stocks.available(Set.of(A, B, new Sku("C"))))
          .containsEntry(A, 5)
          .containsEntry(B, 2)
          .containsEntry(new Sku("C"), 0);
    }
  }

  @Test
  default void keepsEveryStateOfAStock() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "A", 10);
      hold(stocks, 1, 3, LATER);
      hold(stocks, 2, 4, LATER.plusSeconds(1));

      Stock stock = stocks.find(A);
      assertThat(stock.figures()).isEqualTo(new StockFigures(10, 7));
      assertThat(stock.holdOf(checkoutId(1)).orElseThrow().quantity()).isEqualTo(Quantity.of(3));
      assertThat(stock.holdOf(checkoutId(2)).orElseThrow().deadline())
          .isEqualTo(LATER.plusSeconds(1));
      assertThat(stock.earliestDeadline()).contains(LATER);
      assertThat(stock.version()).isEqualTo(new Version(3));
      assertThat(stocks.available(Set.of(A))).containsEntry(A, 3);
    }
  }

  @Test
  default void changesNothingWhenTheDecisionThrowsOrHasNoMovement() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "A", 1);
      MovementKey key = MovementKey.recorded(Derivation.of("test", 1).with(2).id());

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              stocks.change(
                  A,
                  key,
                  stock -> {
                    received(stock, key, 9);
                    throw new IllegalStateException("no");
                  }))
          .withMessage("no");
      var refused =
          stocks.change(
              A,
              key,
              stock -> {
                received(stock, key, 9);
                return new Decision<>("refused", null, List.of());
              });

      assertThat(refused).isEqualTo(new Applied<>("refused"));
      assertThat(stocks.find(A).figures()).isEqualTo(new StockFigures(1, 0));
      assertThat(stocks.find(A).version()).isEqualTo(new Version(1));
      assertThat(stocks.movements(key)).isEmpty();
    }
  }

  @Test
  default void decidesOnceForAKeyOfASku() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      MovementKey key = MovementKey.recorded(Derivation.of("test", 1).with(3).id());
      AtomicInteger applied = new AtomicInteger();
      atOnce(
          20,
          i -> {
            if (stocks.change(A, key, stock -> received(stock, key, 7)) instanceof Applied) {
              applied.incrementAndGet();
            }
          });

      assertThat(applied).hasValue(1);
      assertThat(stocks.change(A, key, stock -> received(stock, key, 7)))
          .isInstanceOfSatisfying(Repeated.class, r -> assertThat(r.stock().onHand()).isEqualTo(7));
      assertThat(stocks.change(B, key, stock -> received(stock, key, 8)))
          .isInstanceOf(Applied.class);
      assertThat(stocks.movements(key)).extracting(StockMovement::sku).containsExactly(A, B);
    }
  }

  @Test
  default void refusesAMovementOfAnotherKey() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      MovementKey one = MovementKey.recorded(Derivation.of("test", 1).with(4).id());
      MovementKey other = MovementKey.recorded(Derivation.of("test", 1).with(5).id());

      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> stocks.change(A, one, stock -> received(stock, other, 1)));
      assertThat(stocks.find(A).onHand()).isZero();
    }
  }

  @Test
  default void losesNoneOfManyChangesAtOnceAndTheLedgerAddsUp() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "A", 60);
      AtomicInteger held = new AtomicInteger();
      atOnce(
          100,
          i -> {
            if (hold(stocks, i, 1, LATER) instanceof HoldOutcome.Held) {
              held.incrementAndGet();
            }
          });

      assertThat(held).hasValue(60);
      Stock stock = stocks.find(A);
      assertThat(stock.figures()).isEqualTo(new StockFigures(60, 60));
      assertThat(stock.version()).isEqualTo(new Version(61));
      List<StockMovement> ledger = stocks.ledger(A, PageRequest.first(100)).items();
      assertThat(ledger).extracting(StockMovement::sequence).doesNotHaveDuplicates().hasSize(61);
      assertThat(StockLedger.fold(ledger)).isEqualTo(stock.figures());
    }
  }

  @Test
  default void tellsFiguresAndLedgerOfEverySku() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "A", 10);
      receive(stocks, "B", 5);
      hold(stocks, 1, 3, LATER);
      hold(stocks, 2, 2, LATER);
      sell(stocks, 1, 3);
      giveBack(stocks, 1, 3);
      sell(stocks, 3, 4);

      assertThat(stocks.accounts())
          .containsExactly(
              new StockAccount(A, new StockFigures(6, 2), new StockFigures(6, 2), 4),
              new StockAccount(B, new StockFigures(5, 0), new StockFigures(5, 0), 0));
    }
  }

  @Test
  default void losesTheNewestHoldsAlsoAfterARestart() {
    CatalogStores before = open();
    receive(before.stocks(), "A", 6);
    hold(before.stocks(), 3, 2, LATER.plusSeconds(9));
    hold(before.stocks(), 1, 3, LATER);
    hold(before.stocks(), 2, 1, LATER.plusSeconds(5));
    try (CatalogStores after = before.restart()) {
      Stocks stocks = after.stocks();
      MovementKey key = MovementKey.recorded(Derivation.of("test", 1).with("loss").id());
      assertThat(
              stocks.change(
                  A,
                  key,
                  stock -> {
                    RecordOutcome.Recorded done =
                        (RecordOutcome.Recorded) stock.recordMovement(key, -2, "broken", NOW);
                    List<CheckoutId> lost = done.lost().stream().map(StockHold::checkout).toList();
                    return new Decision<>(lost, done.movement(), List.of());
                  }))
          .isEqualTo(new Applied<>(List.of(checkoutId(2), checkoutId(1))));
      assertThat(stocks.find(A).figures()).isEqualTo(new StockFigures(4, 2));
      assertThat(stocks.find(A).holdOf(checkoutId(3))).isPresent();
      assertThat(stocks.find(A).holdOf(checkoutId(1))).isEmpty();
      assertThat(stocks.overdue(LATER.plusSeconds(60)))
          .isEqualTo(new Overdue(1, 2, LATER.plusSeconds(9)));
      assertThat(stocks.movements(key))
          .singleElement()
          .satisfies(m -> assertThat(m.held()).isEqualTo(-4));
      assertThat(stocks.accounts())
          .containsExactly(new StockAccount(A, new StockFigures(4, 2), new StockFigures(4, 2), 0));
    }
  }

  @Test
  default void takesBackWhatWasSoldOnceAndStaysReadable() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "A", 10);
      hold(stocks, 1, 3, LATER);

      assertThat(giveBack(stocks, 1, 3)).isEqualTo(new Applied<>(new ReturnOutcome.NotSold()));
      sell(stocks, 1, 3);
      assertThat(giveBack(stocks, 2, 3)).isEqualTo(new Applied<>(new ReturnOutcome.NotSold()));
      assertThat(giveBack(stocks, 1, 4))
          .isEqualTo(new Applied<>(new ReturnOutcome.MoreThanSold(3)));
      receive(stocks, "A", Stock.MAX - 7);
      assertThat(giveBack(stocks, 1, 3))
          .isEqualTo(new Applied<>(new ReturnOutcome.NoRoom(Stock.MAX)));
      assertThat(stocks.find(A).figures()).isEqualTo(new StockFigures(Stock.MAX, 0));
      sell(stocks, 3, 3);
      assertThat(giveBack(stocks, 1, 3))
          .isInstanceOfSatisfying(
              Applied.class,
              applied -> assertThat(applied.outcome()).isInstanceOf(ReturnOutcome.Returned.class));
      assertThat(giveBack(stocks, 1, 3)).isInstanceOf(Repeated.class);
      assertThat(stocks.find(A).figures()).isEqualTo(new StockFigures(Stock.MAX, 0));
      assertThat(stocks.movements(MovementKey.returned(checkoutId(1)))).hasSize(1);
    }
  }

  @Test
  default void listsALedgerNewestFirstInPages() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "B", 1);
      for (int i = 1; i <= 7; i++) {
        receive(stocks, "A", i);
      }
      List<Long> seen = new ArrayList<>();
      Optional<Cursor> next = Optional.empty();
      do {
        Page<StockMovement> page = stocks.ledger(A, new PageRequest(3, next));
        page.items().forEach(m -> seen.add(m.sequence()));
        next = page.next();
      } while (next.isPresent());

      assertThat(seen).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
      Optional<Cursor> ofA = stocks.ledger(A, PageRequest.first(3)).next();
      assertThatExceptionOfType(InvalidCursor.class)
          .isThrownBy(() -> stocks.ledger(B, new PageRequest(3, ofA)));
      assertThatExceptionOfType(InvalidCursor.class)
          .isThrownBy(() -> stocks.ledger(A, new PageRequest(3, Optional.of(new Cursor("xyz")))));
    }
  }

  @Test
  default void tellsWhatIsHeldBeyondTheDeadlineOfItsPayment() {
    try (CatalogStores stores = open()) {
      Stocks stocks = stores.stocks();
      receive(stocks, "A", 10);
      hold(stocks, 1, 3, LATER.plusMillis(2));
      hold(stocks, 2, 2, LATER);
      hold(stocks, 3, 1, LATER.plusMillis(50));

      assertThat(stocks.overdue(LATER.minusMillis(1))).isEqualTo(Overdue.NONE);
      assertThat(stocks.overdue(LATER)).isEqualTo(new Overdue(1, 2, LATER));
      assertThat(stocks.overdue(LATER.plusMillis(10))).isEqualTo(new Overdue(2, 5, LATER));
      sell(stocks, 2, 2);
      assertThat(stocks.overdue(LATER.plusMillis(10)))
          .isEqualTo(new Overdue(1, 3, LATER.plusMillis(2)));
    }
  }

  @Test
  default void keepsWhatWasChangedOverARestart() {
    CatalogStores before = open();
    receive(before.stocks(), "A", 10);
    hold(before.stocks(), 1, 3, LATER);
    try (CatalogStores after = before.restart()) {
      assertThat(after.stocks().find(A).figures()).isEqualTo(new StockFigures(10, 3));
      assertThat(after.stocks().overdue(LATER)).isEqualTo(new Overdue(1, 3, LATER));
      assertThat(hold(after.stocks(), 1, 3, LATER)).isNull();
    }
  }

  private static @org.jspecify.annotations.Nullable HoldOutcome hold(
      Stocks stocks, int checkout, int quantity, Instant until) {
    CheckoutId id = checkoutId(checkout);
    return stocks.<HoldOutcome>change(
                A,
                MovementKey.held(id),
                stock -> {
                  HoldOutcome outcome = stock.hold(id, Quantity.of(quantity), until, NOW);
                  return new Decision<>(
                      outcome,
                      outcome instanceof HoldOutcome.Held held ? held.movement() : null,
                      List.of());
                })
            instanceof Applied<HoldOutcome> applied
        ? applied.outcome()
        : null;
  }

  private static Stocks.Change<ReturnOutcome> giveBack(Stocks stocks, int checkout, int quantity) {
    CheckoutId id = checkoutId(checkout);
    List<StockMovement> sale = stocks.movements(MovementKey.sold(id));
    return stocks.change(
        A,
        MovementKey.returned(id),
        stock -> {
          ReturnOutcome outcome = stock.returned(id, Quantity.of(quantity), sale, NOW);
          return new Decision<>(
              outcome,
              outcome instanceof ReturnOutcome.Returned returned ? returned.movement() : null,
              List.of());
        });
  }

  private static void sell(Stocks stocks, int checkout, int quantity) {
    CheckoutId id = checkoutId(checkout);
    stocks.change(
        A,
        MovementKey.sold(id),
        stock ->
            stock.sell(id, Quantity.of(quantity), NOW) instanceof Stock.SaleOutcome.Sold sold
                ? new Decision<>(true, sold.movement(), List.of())
                : new Decision<>(false, null, List.of()));
  }
}
