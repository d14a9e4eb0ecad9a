package dev.stoa.basket.application;

import static dev.stoa.basket.application.port.BasketFixtures.ADA;
import static dev.stoa.basket.application.port.BasketFixtures.ADAS;
import static dev.stoa.basket.application.port.BasketFixtures.LAMP;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.euro;
import static dev.stoa.basket.application.port.BasketFixtures.former;
import static dev.stoa.basket.application.port.BasketFixtures.order;
import static dev.stoa.basket.application.port.BasketFixtures.payment;
import static dev.stoa.basket.application.port.BasketFixtures.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.InMemoryBaskets;
import dev.stoa.basket.application.port.InMemoryCheckouts;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.Generation;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.events.MoneyV1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettleCheckoutTest {
  private final InMemoryBaskets baskets = new InMemoryBaskets();
  private final InMemoryCheckouts checkouts = new InMemoryCheckouts();
  private final Signals signals = new Signals();
  private final SettleCheckout settle = new SettleCheckout(baskets, checkouts, signals, signals);
  private final Checkout.Pending started = pending("c");

  private final PaymentCreatedV1 paid =
      new PaymentCreatedV1(payment("p").value(), CheckoutSnapshots.of(started), "ref", NOW);
  private final OrderPlacedV1 ordered =
      new OrderPlacedV1(
          order("o").value(),
          started.id().value(),
          payment("p").value(),
          ADA.value(),
          MoneyV1.of(euro("25.50")),
          NOW);

  private final PaymentDeclinedV1 declined =
      new PaymentDeclinedV1(
          payment("p").value(), started.id().value(), ADA.value(), "insufficient-funds", NOW);

  private void fill() {
    baskets.add(ADAS, MUG, Quantity.of(3), Quantity.MAX, Optional.empty());
    baskets.add(ADAS, LAMP, Quantity.of(1), Quantity.MAX, Optional.empty());
  }

  @Test
  void takesOutWhatWasBoughtOnceInWhateverOrderItHears() {
    checkouts.save(started, List.of());
    fill();

    settle.on(ordered);
    settle.on(paid);
    settle.on(ordered);

    assertThat(checkouts.find(started.id()).orElseThrow()).isInstanceOf(Checkout.Completed.class);
    assertThat(baskets.find(ADAS).lines()).containsExactly(new BasketLine(MUG, Quantity.of(1)));
    assertThat(baskets.find(ADAS).generation()).isEqualTo(Generation.FIRST.next());
    assertThat(signals.announced).contains(started.id());
  }

  @Test
  void takesOutOnceWhatWasBoughtBeforeBasketsHadGenerations() {
    checkouts.save(former("c"), List.of());
    fill();

    settle.on(paid);
    settle.on(ordered);
    settle.on(paid);

    assertThat(baskets.find(ADAS).lines()).containsExactly(new BasketLine(MUG, Quantity.of(1)));
    assertThat(baskets.find(ADAS).generation()).isEqualTo(Generation.FIRST);
  }

  @Test
  void onlyTheNumberGrowsWhenNothingWasPaid() {
    checkouts.save(started, List.of());
    fill();

    settle.on(declined);
    settle.on(declined);

    assertThat(baskets.find(ADAS).lines())
        .containsExactly(new BasketLine(MUG, Quantity.of(3)), new BasketLine(LAMP, Quantity.of(1)));
    assertThat(baskets.find(ADAS).generation()).isEqualTo(Generation.FIRST.next());
  }

  @Test
  void leavesABasketAloneThatIsOfAnotherGeneration() {
    checkouts.save(started, List.of());
    fill();
    baskets.endGeneration(ADAS, Generation.FIRST, Map.of());

    settle.on(paid);
    settle.on(ordered);

    assertThat(baskets.find(ADAS).lines())
        .containsExactly(new BasketLine(MUG, Quantity.of(3)), new BasketLine(LAMP, Quantity.of(1)));
    assertThat(baskets.find(ADAS).generation()).isEqualTo(Generation.FIRST.next());
  }

  @Test
  void takesAnUnknownCheckoutForAMistake() {
    assertThatThrownBy(() -> settle.on(ordered))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(started.id().toString());
    assertThatThrownBy(() -> settle.on(declined)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> settle.on(paid)).isInstanceOf(IllegalStateException.class);
  }

  private static final class Signals implements CheckoutSignals, BasketSignals {
    private final List<CheckoutId> announced = new ArrayList<>();

    @Override
    public void announce(CheckoutId checkout) {
      announced.add(checkout);
    }

    @Override
    public Listening listen(CheckoutId checkout) {
      return new Listening() {
        @Override
        public boolean await(Duration atMost) {
          return announced.contains(checkout);
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };
    }

    @Override
    public void changed(BasketOwner owner) {
      assertThat(owner).isEqualTo(ADAS);
    }

    @Override
    public void wanted(BasketOwner owner, ProductId product) {
      throw new AssertionError("nobody puts anything into a basket");
    }
  }
}
