package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.shared.domain.CheckoutId;
import java.util.List;

/**
 * Moves the checkouts that a version before kept elsewhere to where checkouts are kept now. One
 * that is asked for is moved at once, by whoever finds it; this moves all others.
 */
public final class MoveCheckouts {
  private static final int AT_ONCE = 100;

  private final FormerCheckouts former;
  private final Checkouts checkouts;

  public MoveCheckouts(FormerCheckouts former, Checkouts checkouts) {
    this.former = former;
    this.checkouts = checkouts;
  }

  /** Moves all there are. */
  public void run() {
    List<CheckoutId> some = former.some(AT_ONCE);
    while (!some.isEmpty()) {
      some.forEach(this::move);
      some = former.some(AT_ONCE);
    }
  }

  private void move(CheckoutId id) {
    checkouts.find(id);
    // Whoever moved it may have been killed before this.
    former.remove(id);
  }
}
