package dev.stoa.basket.application.port;

import static dev.stoa.basket.application.port.BasketFixtures.former;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.domain.CheckoutId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link FormerCheckouts} must do: each test is a sentence of its contract. */
public interface FormerCheckoutsContract {
  /** The checkouts under test; none at first, and the same ones during a test. */
  FormerCheckouts checkouts();

  /** Stores a pending checkout as the version before did. */
  void store(Checkout checkout);

  /** Law 1. */
  @Test
  default void areFoundAsTheyWereStored() {
    assertThat(checkouts().find(former("a").id())).isEmpty();
    store(former("a"));
    assertThat(checkouts().find(former("a").id()))
        .get()
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(former("a"));
  }

  /** Laws 2 and 3. */
  @Test
  default void areListedUntilTheyAreRemoved() {
    List<CheckoutId> stored = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Checkout.Pending made = former("c" + i);
      stored.add(made.id());
      store(made);
    }
    assertThat(checkouts().some(100)).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(checkouts().some(7)).hasSize(7).isSubsetOf(stored);
    for (CheckoutId id : stored) {
      checkouts().remove(id);
      checkouts().remove(id);
      assertThat(checkouts().find(id)).isEmpty();
    }
    assertThat(checkouts().some(100)).isEmpty();
  }
}
