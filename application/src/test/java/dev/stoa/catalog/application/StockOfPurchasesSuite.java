package dev.stoa.catalog.application;

import static dev.stoa.catalog.application.port.CatalogFixtures.LATER;
import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static dev.stoa.catalog.application.port.CatalogFixtures.checkedOut;
import static dev.stoa.catalog.application.port.CatalogFixtures.checkout;
import static dev.stoa.catalog.application.port.CatalogFixtures.checkoutId;
import static dev.stoa.catalog.application.port.CatalogFixtures.declined;
import static dev.stoa.catalog.application.port.CatalogFixtures.details;
import static dev.stoa.catalog.application.port.CatalogFixtures.paid;
import static dev.stoa.catalog.application.port.CatalogFixtures.product;
import static dev.stoa.catalog.application.port.CatalogFixtures.productId;
import static dev.stoa.catalog.application.port.CatalogFixtures.receive;
import static dev.stoa.catalog.application.port.CatalogFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.catalog.application.CrashingStores.Crash;
import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockLedger;
import dev.stoa.catalog.events.RefusedLineV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReleasedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What the reactions do with the stock of purchases, on any stores: under redelivery, two at once,
 * crashes between any two commits, and late payments.
 */
public interface StockOfPurchasesSuite {
  Duration HOLD = Duration.between(NOW, LATER);
  Sku A = new Sku("A");
  Sku B = new Sku("B");

  /** Empty stores. */
  CatalogStores open();

  /** The reactions of one process at one time. */
  record Reactions(ReserveStock reserve, SettleReservation settle) {
    static Reactions at(
        Instant now, CatalogStores stores, Reservations reservations, Stocks stocks) {
      return new Reactions(
          new ReserveStock(reservations, stocks, stores.products(), HOLD, () -> now),
          new SettleReservation(reservations, stocks, () -> now));
    }

    static Reactions at(Instant now, CatalogStores stores) {
      return at(now, stores, stores.reservations(), stores.stocks());
    }
  }

  @Test
  default void reservesEveryLineOnceHoweverOftenItIsAsked() {
    try (CatalogStores stores = shop(5, 5)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
      Reactions now = Reactions.at(NOW, stores);
      now.reserve().on(checkedOut(checkout));
      now.reserve().on(checkedOut(checkout));
      Reactions.at(LATER.plusSeconds(5), stores).reserve().on(checkedOut(checkout));

      assertFigures(stores, new StockFigures(5, 2), new StockFigures(5, 1));
      assertThat(published(stores, StockReservedV1.class))
          .containsExactly(new StockReservedV1(checkout, LATER, NOW));
      assertThat(published(stores, StockRefusedV1.class)).isEmpty();
    }
  }

  @Test
  default void sellsOnceAndNeverReservesAgain() {
    try (CatalogStores stores = shop(5, 5)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
      Reactions now = Reactions.at(NOW, stores);
      now.reserve().on(checkedOut(checkout));
      now.settle().on(paid(checkout));
      now.settle().on(paid(checkout));
      now.reserve().on(checkedOut(checkout));

      assertFigures(stores, new StockFigures(3, 0), new StockFigures(4, 0));
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Sold.class);
      assertThat(published(stores, StockReservedV1.class)).hasSize(1);
      assertThat(new TallyStock(stores.stocks()).handle())
          .isEqualTo(new TallyStock.Tally(2, 7, 0, 3, List.of()));
    }
  }

  @Test
  default void releasesOnceWhenThePaymentIsDeclined() {
    try (CatalogStores stores = shop(5, 5)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
      Reactions now = Reactions.at(NOW, stores);
      now.reserve().on(checkedOut(checkout));
      now.settle().on(declined(checkout));
      now.settle().on(declined(checkout));
      now.reserve().on(checkedOut(checkout));

      assertFigures(stores, new StockFigures(5, 0), new StockFigures(5, 0));
      assertThat(published(stores, StockReleasedV1.class)).hasSize(1);
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Released.class);
    }
  }

  @Test
  default void refusesWithWhatIsLeftAndGivesBackExactlyWhatItTook() {
    try (CatalogStores stores = shop(5, 1)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 3));
      Reactions now = Reactions.at(NOW, stores);
      now.reserve().on(checkedOut(checkout));
      now.reserve().on(checkedOut(checkout));

      assertFigures(stores, new StockFigures(5, 0), new StockFigures(1, 0));
      assertThat(published(stores, StockRefusedV1.class))
          .singleElement()
          .satisfies(e ->
              assertThat(e.refused())
                  .containsExactly(new RefusedLineV1("B", "out-of-stock", 3, 1, null)));
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Refused.class);
    }
  }

  @Test
  default void namesEveryLineThatIsTooFew() {
    try (CatalogStores stores = shop(1, 2)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 3));
      Reactions.at(NOW, stores).reserve().on(checkedOut(checkout));

      assertThat(published(stores, StockRefusedV1.class).getFirst().refused())
          .containsExactly(
              new RefusedLineV1("A", "out-of-stock", 2, 1, null),
              new RefusedLineV1("B", "out-of-stock", 3, 2, null));
    }
  }

  @Test
  default void refusesWhatIsGoneInactiveOrHasAnotherPrice() {
    try (CatalogStores stores = shop(5, 5)) {
      Product other = product(2, "other", "C");
      stores.products().save(other, List.of());
      receive(stores.stocks(), "C", 5);
      Product inactive = stores.products().find(productId(2)).orElseThrow();
      inactive.change(with(details("other", "C"), List.of(), false), NOW);
      stores.products().save(inactive, List.of());
      CheckoutV1 right = checkout(1, Map.of("A", 2, "C", 1, "NONE", 1));
      CheckoutV1 wrongPrice =
          withLines(
              right,
              line ->
                  new CheckoutLineV1(
                      line.sku(),
                      line.productId(),
                      line.title(),
                      line.quantity(),
                      new MoneyV1("19.89", "EUR"),
                      line.taxRate()));
      Reactions.at(NOW, stores).reserve().on(checkedOut(wrongPrice));

      assertThat(published(stores, StockRefusedV1.class).getFirst().refused())
          .containsExactly(
              new RefusedLineV1("A", "price-changed", 2, 5, new MoneyV1("19.90", "EUR")),
              new RefusedLineV1("C", "gone", 1, 0, null),
              new RefusedLineV1("NONE", "gone", 1, 0, null));
      assertFigures(stores, new StockFigures(5, 0), new StockFigures(5, 0));
    }
  }

  @Test
  default void refusesAnotherTaxRateAtTheSamePrice() {
    try (CatalogStores stores = shop(5, 5)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
      CheckoutV1 stale =
          withLines(
              checkout,
              line ->
                  new CheckoutLineV1(
                      line.sku(),
                      line.productId(),
                      line.title(),
                      line.quantity(),
                      line.unitPrice(),
                      line.sku().equals("A") ? "7" : "19.00"));
      Reactions.at(NOW, stores).reserve().on(checkedOut(stale));

      assertThat(published(stores, StockRefusedV1.class).getFirst().refused())
          .containsExactly(new RefusedLineV1("A", "tax-changed", 2, 5, null));
      assertFigures(stores, new StockFigures(5, 0), new StockFigures(5, 0));
    }
  }

  @Test
  default void refusesASkuThatMovedToAnotherProduct() {
    try (CatalogStores stores = shop(5, 5)) {
      CheckoutV1 checkout = checkout(1, Map.of("A", 2));
      CheckoutV1 stale =
          withLines(
              checkout,
              line ->
                  new CheckoutLineV1(
                      line.sku(),
                      productId(7).value(),
                      line.title(),
                      line.quantity(),
                      line.unitPrice(),
                      line.taxRate()));
      Reactions.at(NOW, stores).reserve().on(checkedOut(stale));

      assertThat(published(stores, StockRefusedV1.class).getFirst().refused())
          .containsExactly(new RefusedLineV1("A", "product-changed", 2, 5, null));
      assertFigures(stores, new StockFigures(5, 0), new StockFigures(5, 0));
    }
  }

  private static CheckoutV1 withLines(CheckoutV1 checkout, UnaryOperator<CheckoutLineV1> change) {
    return new CheckoutV1(
        checkout.checkoutId(),
        checkout.userId(),
        checkout.lines().stream().map(change).toList(),
        checkout.total(),
        checkout.paymentMethod(),
        checkout.startedAt(),
        checkout.buyer());
  }

  @Test
  default void refusesACheckoutThatIsTooOld() {
    try (CatalogStores stores = shop(5, 5)) {
      Reactions.at(LATER, stores).reserve().on(checkedOut(checkout(1, Map.of("A", 2))));

      assertThat(published(stores, StockRefusedV1.class).getFirst().refused())
          .containsExactly(new RefusedLineV1("A", "expired", 2, 5, null));
      assertFigures(stores, new StockFigures(5, 0), new StockFigures(5, 0));
    }
  }

  @Test
  default void givesTheLastPiecesToExactlyAsManyOfAHundredAtOnce() {
    try (CatalogStores stores = shop(7, 100)) {
      Reactions now = Reactions.at(NOW, stores);
      atOnce(100, i -> now.reserve().on(checkedOut(checkout(i, Map.of("A", 1, "B", 1)))));

      assertThat(published(stores, StockReservedV1.class)).hasSize(7);
      assertThat(published(stores, StockRefusedV1.class)).hasSize(93);
      assertFigures(stores, new StockFigures(7, 7), new StockFigures(100, 7));
      atOnce(
          100,
          i -> {
            if (state(stores, i) instanceof Reservation.Reserved) {
              now.settle().on(paid(checkout(i, Map.of("A", 1, "B", 1))));
            }
          });
      assertFigures(stores, new StockFigures(0, 0), new StockFigures(93, 0));
      assertThat(new TallyStock(stores.stocks()).handle())
          .isEqualTo(new TallyStock.Tally(2, 93, 0, 14, List.of()));
    }
  }

  @Test
  default void endsTheSameWhenManyWorkAtOneCheckout() {
    try (CatalogStores stores = shop(5, 1)) {
      Reactions now = Reactions.at(NOW, stores);
      CheckoutV1 good = checkout(1, Map.of("A", 2, "B", 1));
      CheckoutV1 bad = checkout(2, Map.of("A", 2, "B", 2));
      atOnce(20, i -> now.reserve().on(checkedOut(i % 2 == 0 ? good : bad)));

      assertThat(published(stores, StockReservedV1.class)).hasSize(1);
      assertThat(published(stores, StockRefusedV1.class)).hasSize(1);
      assertFigures(stores, new StockFigures(5, 2), new StockFigures(1, 1));
      atOnce(10, i -> now.settle().on(paid(good)));
      assertFigures(stores, new StockFigures(3, 0), new StockFigures(0, 0));
    }
  }

  @Test
  default void keepsWhatIsHeldUntilThePaymentHasDecidedHoweverLate() {
    try (CatalogStores stores = shop(2, 1)) {
      CheckoutV1 late = checkout(1, Map.of("A", 2, "B", 1));
      Reactions.at(NOW, stores).reserve().on(checkedOut(late));
      Reactions.at(NOW, stores).reserve().on(checkedOut(checkout(2, Map.of("B", 1))));
      assertThat(state(stores, 2)).isInstanceOf(Reservation.Refused.class);
      assertThat(stores.stocks().overdue(LATER)).isEqualTo(new Stocks.Overdue(2, 3, LATER));
      Reactions.at(LATER.plus(HOLD), stores).settle().on(paid(late));

      assertFigures(stores, new StockFigures(0, 0), new StockFigures(0, 0));
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Sold.class);
      assertThat(stores.stocks().overdue(LATER)).isEqualTo(Stocks.Overdue.NONE);
    }
  }

  @Test
  default void servesWhoPaysWithoutAHoldFromWhatIsLeft() {
    try (CatalogStores stores = shop(5, 5)) {
      CheckoutV1 late = checkout(1, Map.of("A", 2, "B", 1));
      Reactions.at(NOW, stores).reserve().on(checkedOut(late));
      endHolds(stores, late);
      Reactions later = Reactions.at(LATER, stores);
      later.settle().on(paid(late));
      later.settle().on(paid(late));

      assertFigures(stores, new StockFigures(3, 0), new StockFigures(4, 0));
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Sold.class);
    }
  }

  @Test
  default void fallsShortWhenOthersBoughtMeanwhileAndReturnsWhatItSold() {
    try (CatalogStores stores = shop(5, 1)) {
      CheckoutV1 late = checkout(1, Map.of("A", 2, "B", 1));
      soldOutMeanwhile(stores, late);
      Reactions later = Reactions.at(LATER, stores);
      later.settle().on(paid(late));
      later.settle().on(paid(late));
      later.reserve().on(checkedOut(late));

      assertShort(stores);
    }
  }

  @Test
  default void fallsShortWhenWhatIsHeldIsLostAndThePaymentWasTaken() {
    try (CatalogStores stores = shop(5, 3)) {
      CheckoutV1 first = checkout(1, Map.of("B", 2));
      CheckoutV1 hit = checkout(2, Map.of("A", 2, "B", 1));
      Reactions now = Reactions.at(NOW, stores);
      now.reserve().on(checkedOut(first));
      now.reserve().on(checkedOut(hit));
      lose(stores, B, 1);
      now.reserve().on(checkedOut(hit));
      now.settle().on(paid(hit));
      now.settle().on(paid(hit));
      now.settle().on(paid(first));

      assertFigures(stores, new StockFigures(5, 0), new StockFigures(0, 0));
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Sold.class);
      assertThat(state(stores, 2)).isInstanceOf(Reservation.FallenShort.class);
      assertThat(published(stores, StockShortV1.class))
          .singleElement()
          .satisfies(e -> assertThat(e.skus()).containsExactly("B"));
    }
  }

  @Test
  default void releasesTheRestWhenThePaymentDeclinesForALoss() {
    try (CatalogStores stores = shop(5, 1)) {
      CheckoutV1 hit = checkout(1, Map.of("A", 2, "B", 1));
      Reactions now = Reactions.at(NOW, stores);
      now.reserve().on(checkedOut(hit));
      lose(stores, B, 1);
      now.settle().on(declined(hit));
      now.settle().on(declined(hit));

      assertFigures(stores, new StockFigures(5, 0), new StockFigures(0, 0));
      assertThat(state(stores, 1)).isInstanceOf(Reservation.Released.class);
      assertThat(published(stores, StockShortV1.class)).isEmpty();
    }
  }

  @Test
  default void refusesWhatWasLostBeforeItWasReserved() {
    try (CatalogStores stores = shop(5, 1)) {
      CheckoutV1 hit = checkout(1, Map.of("A", 2, "B", 1));
      CrashingStores crashing = new CrashingStores(stores, 2);
      Reactions dying = Reactions.at(NOW, stores, crashing.reservations(), crashing.stocks());
      assertThatExceptionOfType(Crash.class).isThrownBy(() -> dying.reserve().on(checkedOut(hit)));
      lose(stores, B, 1);
      Reactions.at(NOW, stores).reserve().on(checkedOut(hit));

      assertThat(published(stores, StockRefusedV1.class).getFirst().refused())
          .containsExactly(new RefusedLineV1("B", "out-of-stock", 1, 0, null));
      assertFigures(stores, new StockFigures(5, 0), new StockFigures(0, 0));
    }
  }

  @Test
  default void fallsShortOnceWhenManySettleAtOnceWhileGoodsComeIn() {
    try (CatalogStores stores = shop(5, 1)) {
      CheckoutV1 late = checkout(1, Map.of("A", 2, "B", 1));
      soldOutMeanwhile(stores, late);
      Reactions later = Reactions.at(LATER, stores);
      atOnce(
          12,
          i -> {
            if (i == 5) {
              receive(stores.stocks(), "B", 2);
            } else {
              later.settle().on(paid(late));
            }
          });

      long onHandOfB = stores.stocks().find(B).onHand();
      if (state(stores, 1) instanceof Reservation.Sold) {
        assertThat(published(stores, StockShortV1.class)).isEmpty();
        assertThat(stores.stocks().find(A).onHand()).isEqualTo(3);
        assertThat(onHandOfB).isEqualTo(1);
      } else {
        assertThat(published(stores, StockShortV1.class)).hasSize(1);
        assertThat(stores.stocks().find(A).onHand()).isEqualTo(5);
        assertThat(onHandOfB).isEqualTo(2);
      }
      assertBooks(stores);
    }
  }

  @Test
  default void refusesAPaymentForWhatWasNeverReserved() {
    try (CatalogStores stores = shop(5, 1)) {
      Reactions now = Reactions.at(NOW, stores);
      CheckoutV1 refused = checkout(1, Map.of("B", 2));
      now.reserve().on(checkedOut(refused));

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> now.settle().on(paid(refused)));
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> now.settle().on(declined(refused)));
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> now.settle().on(paid(checkout(2, Map.of("A", 1)))));
      assertFigures(stores, new StockFigures(5, 0), new StockFigures(1, 0));
    }
  }

  @Test
  default void reservesTheSameAfterACrashAnywhere() {
    CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
    afterACrashAnywhere(
        3,
        () -> shop(5, 5),
        NOW,
        r -> r.reserve().on(checkedOut(checkout)),
        stores -> {
          assertFigures(stores, new StockFigures(5, 2), new StockFigures(5, 1));
          assertThat(published(stores, StockReservedV1.class)).hasSize(1);
        });
  }

  @Test
  default void refusesTheSameAfterACrashAnywhere() {
    CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 2));
    afterACrashAnywhere(
        5,
        () -> shop(5, 1),
        NOW,
        r -> r.reserve().on(checkedOut(checkout)),
        stores -> {
          assertFigures(stores, new StockFigures(5, 0), new StockFigures(1, 0));
          assertThat(published(stores, StockRefusedV1.class)).hasSize(1);
          assertThat(state(stores, 1)).isInstanceOf(Reservation.Refused.class);
        });
  }

  @Test
  default void sellsTheSameAfterACrashAnywhere() {
    CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
    afterACrashAnywhere(
        3,
        () -> {
          CatalogStores stores = shop(5, 1);
          Reactions.at(NOW, stores).reserve().on(checkedOut(checkout));
          return stores;
        },
        NOW,
        r -> r.settle().on(paid(checkout)),
        stores -> {
          assertFigures(stores, new StockFigures(3, 0), new StockFigures(0, 0));
          assertThat(state(stores, 1)).isInstanceOf(Reservation.Sold.class);
        });
  }

  @Test
  default void releasesTheSameAfterACrashAnywhere() {
    CheckoutV1 checkout = checkout(1, Map.of("A", 2, "B", 1));
    afterACrashAnywhere(
        3,
        () -> {
          CatalogStores stores = shop(5, 1);
          Reactions.at(NOW, stores).reserve().on(checkedOut(checkout));
          return stores;
        },
        NOW,
        r -> r.settle().on(declined(checkout)),
        stores -> {
          assertFigures(stores, new StockFigures(5, 0), new StockFigures(1, 0));
          assertThat(published(stores, StockReleasedV1.class)).hasSize(1);
        });
  }

  @Test
  default void fallsShortTheSameAfterACrashAnywhere() {
    CheckoutV1 late = checkout(1, Map.of("A", 2, "B", 1));
    afterACrashAnywhere(
        4,
        () -> {
          CatalogStores stores = shop(5, 1);
          soldOutMeanwhile(stores, late);
          return stores;
        },
        LATER,
        r -> r.settle().on(paid(late)),
        StockOfPurchasesSuite::assertShort);
  }

  /** Crashes after the first commit, after the second, ..., each time on new stores. */
  private static void afterACrashAnywhere(
      int commits,
      java.util.function.Supplier<CatalogStores> shop,
      Instant now,
      Consumer<Reactions> reaction,
      Consumer<CatalogStores> expected) {
    for (int n = 1; n <= commits + 1; n++) {
      CatalogStores before = shop.get();
      CrashingStores crashing = new CrashingStores(before, n);
      Reactions dying = Reactions.at(now, before, crashing.reservations(), crashing.stocks());
      if (n <= commits) {
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> reaction.accept(dying));
      } else {
        reaction.accept(dying);
      }
      try (CatalogStores after = before.restart()) {
        reaction.accept(Reactions.at(now, after));
        expected.accept(after);
        assertBooks(after);
        reaction.accept(Reactions.at(now, after));
        expected.accept(after);
      }
    }
  }

  /** Ends the holds of a checkout, as earlier versions of the shop did by the clock. */
  private static void endHolds(CatalogStores stores, CheckoutV1 checkout) {
    CheckoutId id = new CheckoutId(checkout.checkoutId());
    for (Sku sku : List.of(A, B)) {
      stores
          .stocks()
          .change(
              sku,
              MovementKey.released(id),
              stock ->
                  stock.release(id, LATER) instanceof Stock.ReleaseOutcome.Freed freed
                      ? new Stocks.Decision<>(true, freed.movement(), List.of())
                      : new Stocks.Decision<>(false, null, List.of()));
    }
  }

  /** The holds of the checkout have ended, and another buyer gets the last of B. */
  private static void soldOutMeanwhile(CatalogStores stores, CheckoutV1 late) {
    Reactions.at(NOW, stores).reserve().on(checkedOut(late));
    endHolds(stores, late);
    CheckoutV1 other = checkout(2, Map.of("B", 1));
    Reactions.at(NOW, stores).reserve().on(checkedOut(other));
    Reactions.at(NOW, stores).settle().on(paid(other));
  }

  /** Pieces are found broken, held or not. */
  private static void lose(CatalogStores stores, Sku sku, int quantity) {
    MovementKey key = MovementKey.recorded(Derivation.of("test-loss", 1).with(sku.value()).id());
    stores
        .stocks()
        .change(
            sku,
            key,
            stock -> {
              Stock.RecordOutcome.Recorded loss =
                  (Stock.RecordOutcome.Recorded)
                      stock.recordMovement(key, -quantity, "broken", NOW);
              return new Stocks.Decision<>(loss.lost(), loss.movement(), List.of());
            });
  }

  private static void assertShort(CatalogStores stores) {
    assertFigures(stores, new StockFigures(5, 0), new StockFigures(0, 0));
    assertThat(published(stores, StockShortV1.class))
        .singleElement()
        .satisfies(e -> assertThat(e.skus()).containsExactly("B"));
    assertThat(state(stores, 1)).isInstanceOf(Reservation.FallenShort.class);
    assertThat(new TallyStock(stores.stocks()).handle().sold()).isEqualTo(1);
  }

  private CatalogStores shop(int ofA, int ofB) {
    CatalogStores stores = open();
    stores.products().save(product(1, "product", "A", "B"), List.of());
    receive(stores.stocks(), "A", ofA);
    receive(stores.stocks(), "B", ofB);
    return stores;
  }

  private static Reservation.State state(CatalogStores stores, int checkout) {
    return stores.reservations().find(checkoutId(checkout)).orElseThrow().state();
  }

  private static <E> List<E> published(CatalogStores stores, Class<E> type) {
    return stores.events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static void assertFigures(CatalogStores stores, StockFigures ofA, StockFigures ofB) {
    assertThat(stores.stocks().find(A).figures()).isEqualTo(ofA);
    assertThat(stores.stocks().find(B).figures()).isEqualTo(ofB);
    assertBooks(stores);
  }

  private static void assertBooks(CatalogStores stores) {
    assertThat(new TallyStock(stores.stocks()).handle().mismatches()).isEmpty();
    for (Sku sku : List.of(A, B)) {
      var ledger = stores.stocks().ledger(sku, PageRequest.first(100));
      if (ledger.next().isEmpty()) {
        assertThat(StockLedger.fold(ledger.items())).isEqualTo(stores.stocks().find(sku).figures());
      }
    }
  }
}
