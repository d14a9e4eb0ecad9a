package dev.stoa.catalog.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stoa.catalog.domain.Stock.HoldOutcome;
import dev.stoa.catalog.domain.Stock.RecordOutcome;
import dev.stoa.catalog.domain.Stock.ReleaseOutcome;
import dev.stoa.catalog.domain.Stock.ReturnOutcome;
import dev.stoa.catalog.domain.Stock.SaleOutcome;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StockTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(900);
  private static final CheckoutId ADA =
      new CheckoutId(Derivation.of("checkout", 1).with("ada").id());
  private static final CheckoutId BOB =
      new CheckoutId(Derivation.of("checkout", 1).with("bob").id());

  private final Stock stock = Stock.none(new Sku("A"));
  private final List<StockMovement> ledger = new ArrayList<>();

  @Test
  void holdsWhatIsAvailableAndNoMore() {
    receive(5);

    assertThat(hold(ADA, 3)).isTrue();
    assertThat(stock.hold(BOB, Quantity.of(3), UNTIL, NOW)).isEqualTo(new HoldOutcome.NotEnough(2));
    assertThat(hold(BOB, 2)).isTrue();
    assertThat(stock.available()).isZero();
    assertThat(stock.onHand()).isEqualTo(5);
    assertThat(stock.held()).isEqualTo(5);
  }

  @Test
  void refusesASecondHold() {
    receive(5);
    hold(ADA, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stock.hold(ADA, Quantity.of(1), UNTIL, NOW));
  }

  @Test
  void endsAHoldExactlyOnce() {
    receive(5);
    hold(ADA, 3);

    assertThat(stock.release(ADA, NOW)).isInstanceOf(ReleaseOutcome.Freed.class);
    assertThat(stock.release(ADA, UNTIL)).isEqualTo(new ReleaseOutcome.NothingToFree());
    assertThat(stock.available()).isEqualTo(5);
  }

  @Test
  void sellsWhatIsHeldHoweverLate() {
    receive(5);
    hold(ADA, 5);

    assertThat(stock.sell(ADA, Quantity.of(5), UNTIL.plusSeconds(1)))
        .isInstanceOf(SaleOutcome.Sold.class);
    assertThat(stock.figures()).isEqualTo(StockFigures.NONE);
  }

  @Test
  void sellsWithoutAHoldOnlyWhatNobodyElseHolds() {
    receive(5);
    hold(ADA, 3);

    assertThat(stock.sell(BOB, Quantity.of(3), NOW)).isEqualTo(new SaleOutcome.NotEnough(2));
    assertThat(stock.sell(BOB, Quantity.of(2), NOW)).isInstanceOf(SaleOutcome.Sold.class);
    assertThat(stock.figures()).isEqualTo(new StockFigures(3, 3));
  }

  @Test
  void refusesToSellAnotherQuantityThanIsHeld() {
    receive(5);
    hold(ADA, 3);

    assertThatIllegalArgumentException().isThrownBy(() -> stock.sell(ADA, Quantity.of(2), NOW));
  }

  @Test
  void losesWhatIsFreeBeforeWhatIsHeldAndNeverMoreThanIsThere() {
    receive(5);
    hold(ADA, 3);

    assertThat(adjust(-6)).isEqualTo(new RecordOutcome.Impossible(5, 2));
    assertThat(adjust(Stock.MAX)).isEqualTo(new RecordOutcome.Impossible(5, 2));
    assertThat(adjust(-2))
        .isInstanceOfSatisfying(
            RecordOutcome.Recorded.class, done -> assertThat(done.lost()).isEmpty());
    assertThat(stock.holdOf(ADA)).isPresent();
    assertThatIllegalArgumentException().isThrownBy(() -> adjust(0));
  }

  @Test
  void isTheSumOfItsLedger() {
    receive(10);
    hold(ADA, 3);
    hold(BOB, 2);
    if (stock.sell(ADA, Quantity.of(3), NOW) instanceof SaleOutcome.Sold sold) {
      ledger.add(sold.movement());
    }
    if (stock.release(BOB, NOW) instanceof ReleaseOutcome.Freed freed) {
      ledger.add(freed.movement());
    }
    if (giveBack(ADA, 3) instanceof ReturnOutcome.Returned returned) {
      ledger.add(returned.movement());
    }

    assertThat(StockLedger.fold(ledger)).isEqualTo(stock.figures());
    assertThat(stock.figures()).isEqualTo(new StockFigures(10, 0));
    assertThat(ledger).extracting(StockMovement::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(stock.sequence()).isEqualTo(6);
  }

  @Test
  void aLossEndsTheNewestHoldsAsAWhole() {
    CheckoutId eve = new CheckoutId(Derivation.of("checkout", 1).with("eve").id());
    receive(7);
    hold(ADA, 2);
    hold(BOB, 3);
    hold(eve, 1);

    assertThat(adjust(-4))
        .isInstanceOfSatisfying(
            RecordOutcome.Recorded.class,
            done -> {
              ledger.add(done.movement());
              assertThat(done.lost()).extracting(StockHold::checkout).containsExactly(eve, BOB);
            });
    assertThat(stock.figures()).isEqualTo(new StockFigures(3, 2));
    assertThat(stock.holds()).extracting(StockHold::checkout).containsExactly(ADA);
    assertThat(StockLedger.fold(ledger)).isEqualTo(stock.figures());
    assertThat(stock.release(BOB, NOW)).isEqualTo(new ReleaseOutcome.NothingToFree());
    assertThat(stock.sell(BOB, Quantity.of(3), NOW)).isEqualTo(new SaleOutcome.NotEnough(1));
    assertThat(stock.sell(ADA, Quantity.of(2), NOW)).isInstanceOf(SaleOutcome.Sold.class);
  }

  @Test
  void takesBackOnlyWhatWasSoldToTheCheckout() {
    receive(5);
    hold(ADA, 3);
    assertThat(giveBack(ADA, 3)).isEqualTo(new ReturnOutcome.NotSold());
    sell(ADA, 3);

    assertThat(giveBack(BOB, 3)).isEqualTo(new ReturnOutcome.NotSold());
    assertThat(giveBack(ADA, 4)).isEqualTo(new ReturnOutcome.MoreThanSold(3));
    assertThat(stock.figures()).isEqualTo(new StockFigures(2, 0));
    assertThat(giveBack(ADA, 2))
        .isInstanceOfSatisfying(
            ReturnOutcome.Returned.class, returned -> ledger.add(returned.movement()));
    assertThat(giveBack(ADA, 1)).isEqualTo(new ReturnOutcome.ReturnedBefore());
    assertThat(stock.figures()).isEqualTo(new StockFigures(4, 0));
    assertThat(StockLedger.fold(ledger)).isEqualTo(stock.figures());
  }

  @Test
  void takesBackNoMoreThanItCanCount() {
    receive(3);
    sell(ADA, 3);
    receive(Stock.MAX - 2);

    assertThat(giveBack(ADA, 3)).isEqualTo(new ReturnOutcome.NoRoom(Stock.MAX - 2));
    assertThat(stock.onHand()).isEqualTo(Stock.MAX - 2);
    assertThat(giveBack(ADA, 2)).isInstanceOf(ReturnOutcome.Returned.class);
    assertThat(
            Stock.reconstitute(
                    stock.id(), stock.version(), stock.onHand(), stock.holds(), stock.sequence())
                .onHand())
        .isEqualTo(Stock.MAX);
  }

  @Test
  void refusesTheLedgerOfAnotherSku() {
    receive(3);
    sell(ADA, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stock.none(new Sku("B")).returned(ADA, Quantity.of(3), ledger, NOW));
  }

  private ReturnOutcome giveBack(CheckoutId checkout, int quantity) {
    return stock.returned(checkout, Quantity.of(quantity), ledger, NOW);
  }

  private void sell(CheckoutId checkout, int quantity) {
    if (stock.sell(checkout, Quantity.of(quantity), NOW) instanceof SaleOutcome.Sold sold) {
      ledger.add(sold.movement());
    }
  }

  private void receive(int quantity) {
    if (adjust(quantity) instanceof RecordOutcome.Recorded recorded) {
      ledger.add(recorded.movement());
    }
  }

  private RecordOutcome adjust(int delta) {
    return stock.recordMovement(
        MovementKey.recorded(Derivation.of("movement", 1).with(delta).id()), delta, "counted", NOW);
  }

  private boolean hold(CheckoutId checkout, int quantity) {
    if (stock.hold(checkout, Quantity.of(quantity), UNTIL, NOW) instanceof HoldOutcome.Held held) {
      ledger.add(held.movement());
      return true;
    }
    return false;
  }
}
