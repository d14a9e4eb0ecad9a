package dev.stoa.basket.application.port;

import static dev.stoa.basket.application.port.BasketFixtures.ADA;
import static dev.stoa.basket.application.port.BasketFixtures.BOB;
import static dev.stoa.basket.application.port.BasketFixtures.LAMP;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.checkout;
import static dev.stoa.basket.application.port.BasketFixtures.euro;
import static dev.stoa.basket.application.port.BasketFixtures.former;
import static dev.stoa.basket.application.port.BasketFixtures.order;
import static dev.stoa.basket.application.port.BasketFixtures.origin;
import static dev.stoa.basket.application.port.BasketFixtures.payment;
import static dev.stoa.basket.application.port.BasketFixtures.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.basket.application.CheckoutSnapshots;
import dev.stoa.basket.application.port.Checkouts.Tally;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.Generation;
import dev.stoa.basket.domain.RefusedLine;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.identity.application.port.Race;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Checkouts} must do: each test is a sentence of its contract. */
public interface CheckoutsContract {
  /** The checkouts under test; none at first, and the same ones during a test. */
  Checkouts checkouts();

  /** Ends them in order and starts them again on what they kept. */
  Checkouts restart();

  /**
   * The wire names and subjects of all events that were published, in order: {@code name subject}.
   */
  List<String> published();

  @Test
  default void findsNothingUnderAnUnknownId() {
    assertThat(checkouts().find(checkout("a"))).isEmpty();
  }

  @Test
  default void everyStateRoundTrips() {
    Checkout pending = saved(pending("a"));
    assertThat(pending)
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(pending("a"));
    assertThat(pending.version()).isEqualTo(new Version(1));
    for (Checkout closed : closedOnes(pending)) {
      assertThat(saved(closed, "a"))
          .isInstanceOf(closed.getClass())
          .usingRecursiveComparison()
          .ignoringFields("version")
          .isEqualTo(closed);
    }
  }

  @Test
  default void stateAndEventsAppearTogether() {
    Checkout.Pending pending = pending("a");
    checkouts().save(pending, List.of(started(pending)));
    assertThat(published())
        .containsExactly("dev.stoa.basket.basket-checked-out.v1 " + checkout("a"));
    assertThatThrownBy(() -> checkouts().save(pending, List.of(started(pending))))
        .isInstanceOf(StaleAggregate.class);
    assertThat(published()).hasSize(1);
  }

  @Test
  default void aStaleCopyIsRefused() {
    Checkout first = saved(pending("a"));
    checkouts().save(first.decline(payment("a"), "expired-card", NOW).orElseThrow(), List.of());
    Checkout late = first.complete(order("a"), payment("a"), NOW).orElseThrow();
    assertThatThrownBy(() -> checkouts().save(late, List.of())).isInstanceOf(StaleAggregate.class);
    assertThat(checkouts().find(checkout("a")).orElseThrow()).isInstanceOf(Checkout.Declined.class);
  }

  @Test
  default void ofManyUnderOneIdOneIsKept() {
    Checkout.Pending pending = pending("a");
    List<Object> outcomes = Race.of(16, () -> checkouts().save(pending, List.of(started(pending))));
    assertThat(outcomes).filteredOn(o -> o.equals(new Version(1))).hasSize(1);
    assertThat(outcomes).filteredOn(StaleAggregate.class::isInstance).hasSize(15);
    assertThat(published()).hasSize(1);
  }

  /** Law 1. */
  @Test
  default void oneWithoutAnOriginRoundTrips() {
    Checkout former = saved(former("a"));
    assertThat(former).usingRecursiveComparison().ignoringFields("version").isEqualTo(former("a"));
    assertThat(checkouts().find(ADA, new IdempotencyKey("a"))).isEmpty();
    checkouts().save(former("b"), List.of());
    assertThat(checkouts().find(checkout("b"))).isPresent();
  }

  /** Law 4. */
  @Test
  default void aSecondCheckoutUnderTheSameKeyIsRefused() {
    Checkout.Pending first = pending("a", ADA, origin(new Generation(1), "key"));
    Checkout.Pending second = pending("b", ADA, origin(new Generation(2), "key"));
    checkouts().save(first, List.of(started(first)));
    assertThatThrownBy(() -> checkouts().save(second, List.of(started(second))))
        .isInstanceOf(StaleAggregate.class);
    assertThat(checkouts().find(second.id())).isEmpty();
    assertThat(published()).hasSize(1);
    Checkout stored = checkouts().find(first.id()).orElseThrow();
    checkouts().save(stored.decline(payment("a"), "expired-card", NOW).orElseThrow(), List.of());
    assertThatThrownBy(() -> checkouts().save(second, List.of()))
        .isInstanceOf(StaleAggregate.class);
  }

  /** Law 4. */
  @Test
  default void anotherBuyerMayUseTheSameKey() {
    checkouts().save(pending("a", ADA, origin(Generation.FIRST, "key")), List.of());
    checkouts().save(pending("b", BOB, origin(Generation.FIRST, "key")), List.of());
    assertThat(checkouts().find(BOB, new IdempotencyKey("key")).map(Checkout::id))
        .contains(checkout("b"));
  }

  /** Law 4. */
  @Test
  default void ofManyUnderOneKeyOneIsKept() {
    AtomicInteger number = new AtomicInteger();
    List<Object> outcomes =
        Race.of(
            16,
            () -> {
              int mine = number.incrementAndGet();
              Checkout.Pending made = pending("c" + mine, ADA, origin(new Generation(mine), "key"));
              return checkouts().save(made, List.of(started(made)));
            });
    assertThat(outcomes).filteredOn(o -> o.equals(new Version(1))).hasSize(1);
    assertThat(outcomes).filteredOn(StaleAggregate.class::isInstance).hasSize(15);
    assertThat(published()).hasSize(1);
  }

  /** Law 5. */
  @Test
  default void isFoundByBuyerAndKeyInEveryState() {
    IdempotencyKey key = new IdempotencyKey("a");
    assertThat(checkouts().find(ADA, key)).isEmpty();
    Checkout pending = saved(pending("a"));
    assertThat(checkouts().find(ADA, key)).contains(pending);
    assertThat(checkouts().find(BOB, key)).isEmpty();
    for (Checkout closed : closedOnes(pending)) {
      Checkout stored = saved(closed, "a");
      assertThat(checkouts().find(ADA, key)).contains(stored);
    }
  }

  /** Law 6. */
  @Test
  default void aPendingOneIsUnderWayAndOneThatHasEndedIsNot() {
    assertThat(checkouts().underWay(ADA)).isEmpty();
    Checkout pending = saved(pending("a"));
    assertThat(checkouts().underWay(ADA)).contains(pending);
    assertThat(checkouts().underWay(BOB)).isEmpty();
    for (Checkout closed : closedOnes(pending)) {
      saved(closed, "a");
      assertThat(checkouts().underWay(ADA)).isEmpty();
    }
    Checkout former = saved(former("b"));
    assertThat(checkouts().underWay(ADA)).contains(former);
  }

  @Test
  default void countsByState() {
    int n = 0;
    for (Checkout closed : closedOnes(pending("x"))) {
      Checkout.Pending fresh = pending("c" + n++);
      checkouts().save(fresh, List.of());
      Checkout loaded = checkouts().find(fresh.id()).orElseThrow();
      checkouts().save(closedLike(closed, loaded), List.of());
    }
    checkouts().save(pending("p1"), List.of());
    assertThat(checkouts().tally()).isEqualTo(new Tally(1, 1, 1, 1, 2));
  }

  @Test
  default void keepsAllOverARestart() {
    Checkout before = saved(pending("a"));
    Checkouts again = restart();
    assertThat(again.find(checkout("a"))).contains(before);
    assertThat(again.find(ADA, new IdempotencyKey("a"))).contains(before);
    assertThat(again.underWay(ADA)).contains(before);
  }

  private Checkout saved(Checkout checkout) {
    checkouts().save(checkout, List.of());
    return checkouts().find(checkout.id()).orElseThrow();
  }

  /** Saves the state over whatever is stored. */
  private Checkout saved(Checkout closed, String name) {
    Checkout current = checkouts().find(checkout(name)).orElseThrow();
    checkouts().save(closedLike(closed, current), List.of());
    return checkouts().find(checkout(name)).orElseThrow();
  }

  private static PublishedEvent started(Checkout.Pending pending) {
    return new BasketCheckedOutV1(CheckoutSnapshots.of(pending), NOW);
  }

  private static List<Checkout> closedOnes(Checkout pending) {
    Checkout completed = pending.complete(order("o"), payment("p"), NOW).orElseThrow();
    return List.of(
        completed,
        pending
            .refuse(
                List.of(
                    new RefusedLine(MUG, "out-of-stock", 2, 1, null),
                    new RefusedLine(LAMP, "price-changed", 1, 9, euro("6.00"))),
                NOW)
            .orElseThrow(),
        pending.decline(payment("p"), "insufficient-funds", NOW).orElseThrow(),
        completed.refund(payment("p"), "stock-short", NOW).orElseThrow(),
        pending.refund(payment("p"), "stock-short", NOW).orElseThrow());
  }

  /** The same state at the version and with the content of another copy. */
  private static Checkout closedLike(Checkout state, Checkout at) {
    return switch (state) {
      case Checkout.Pending c -> c;
      case Checkout.Completed c ->
          new Checkout.Completed(
              at.content(), at.version(), c.orderId(), c.paymentId(), c.closedAt());
      case Checkout.Refused c ->
          new Checkout.Refused(at.content(), at.version(), c.refused(), c.closedAt());
      case Checkout.Declined c ->
          new Checkout.Declined(
              at.content(), at.version(), c.paymentId(), c.reason(), c.closedAt());
      case Checkout.Refunded c ->
          new Checkout.Refunded(
              at.content(), at.version(), c.paymentId(), c.orderId(), c.reason(), c.closedAt());
    };
  }
}
