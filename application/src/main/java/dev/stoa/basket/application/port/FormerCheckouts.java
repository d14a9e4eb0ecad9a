package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.domain.CheckoutId;
import java.util.List;
import java.util.Optional;

/**
 * Checkouts that a version before kept in another store than {@link Checkouts}. Nobody adds to
 * them: each is moved to where all others are, and removed here.
 *
 * <ul>
 *   <li>1. What is there is found as it was stored.
 *   <li>2. Some of those that are there are listed, as long as there are any.
 *   <li>3. What was removed is neither found nor listed; removing it again does nothing. Events of
 *       it that are not published yet stay in the outbox.
 * </ul>
 */
public interface FormerCheckouts {
  Optional<Checkout> find(CheckoutId id);

  /** Some that are there, in no order; empty when there are none. */
  List<CheckoutId> some(int limit);

  /** Removes one that was moved. */
  void remove(CheckoutId id);
}
