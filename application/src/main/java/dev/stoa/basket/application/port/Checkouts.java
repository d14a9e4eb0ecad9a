package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;

/**
 * All checkouts. They are kept where payments and orders are, in a store that never loses what it
 * acknowledged: a checkout is what keeps a basket from being bought twice.
 *
 * <ul>
 *   <li>1. What was saved is found, in every state, equal to what was saved but for the version.
 *   <li>2. State, version and events of a save appear together or not at all.
 *   <li>3. A save is accepted only from the stored version: a stale copy, and a second checkout
 *       under the same id, are refused and change nothing.
 *   <li>4. A second checkout of the same buyer under the same key is refused and changes nothing,
 *       whatever its id. Of many at once one is kept.
 *   <li>5. A checkout is found by its buyer and key in every state; one without an origin has no
 *       key.
 *   <li>6. A buyer's checkout that is pending is found as under way, one that has ended is not.
 *   <li>7. What was saved is there after a restart.
 * </ul>
 */
public interface Checkouts {
  Optional<Checkout> find(CheckoutId id);

  /** The checkout that this buyer started under this key. */
  Optional<Checkout> find(UserId user, IdempotencyKey key);

  /**
   * A checkout of this buyer that has not ended. There is one at most, unless a basket was lost
   * while it was bought: then any of them.
   */
  Optional<Checkout> underWay(UserId user);

  /**
   * Saves a checkout with the events of its change in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when the stored version is not the checkout's, or its buyer has another
   *     checkout under its key
   */
  Version save(Checkout checkout, List<? extends PublishedEvent> events);

  /** How many checkouts are in each state. */
  Tally tally();

  /** Checkouts counted by state. */
  record Tally(long pending, long completed, long refused, long declined, long refunded) {}
}
