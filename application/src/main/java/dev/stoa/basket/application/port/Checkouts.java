package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;

/**
 * All checkouts.
 *
 * <ul>
 *   <li>What was saved is found, in every state, equal to what was saved but for the version.
 *   <li>State, version and events of a save appear together or not at all.
 *   <li>A save is accepted only from the stored version: a stale copy, and a second checkout under
 *       the same id, are refused and change nothing.
 *   <li>What was saved is there after a restart.
 * </ul>
 */
public interface Checkouts {
  Optional<Checkout> find(CheckoutId id);

  /**
   * Saves a checkout with the events of its change in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when the stored version is not the checkout's
   */
  Version save(Checkout checkout, List<? extends PublishedEvent> events);

  /**
   * Whether this store may lose checkouts while payments and orders that followed from them are
   * kept elsewhere. Whoever hears of a checkout that is not here then hears of a lost one; where
   * nothing is ever lost, that is a mistake.
   */
  default boolean mayForget() {
    return false;
  }

  /** How many checkouts are in each state. */
  Tally tally();

  /**
   * Checkouts counted by state.
   *
   * @param all whether that is every checkout there ever was; false when the store may have lost or
   *     forgotten some that orders tell of
   */
  record Tally(
      boolean all, long pending, long completed, long refused, long declined, long refunded) {}
}
