package dev.stoa.ordering.application.port;

import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;

/**
 * All orders.
 *
 * <ul>
 *   <li>What was saved is found again, in every state, also after a restart.
 *   <li>A save is accepted only from the version it was loaded at: one of several wins, the others
 *       get {@link StaleAggregate} and change nothing.
 *   <li>State and events of a save appear together or not at all.
 *   <li>A list is newest first and goes through all its orders, each once, however many share a
 *       time and whatever is placed meanwhile; a user's list holds only that user's.
 *   <li>A cursor that the list did not give out is {@link InvalidCursor}.
 *   <li>The tally counts placed and cancelled orders and adds up each.
 *   <li>A store that cannot be reached is {@link StoreUnavailable}.
 * </ul>
 */
public interface Orders {
  Optional<Order> find(OrderId id);

  /**
   * Stores the order with its events in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when another save came first
   */
  Version save(Order order, List<? extends PublishedEvent> events);

  /** The orders of a user, newest first. */
  Page<Order> list(UserId user, PageRequest page);

  /** All orders, newest first. */
  Page<Order> listAll(PageRequest page);

  Tally tally();

  /**
   * How many orders there are, and what they amount to.
   *
   * @param placedSums of those not cancelled, one amount per currency
   * @param cancelledSums one amount per currency
   */
  record Tally(long placed, List<Money> placedSums, long cancelled, List<Money> cancelledSums) {
    public Tally {
      placedSums = List.copyOf(placedSums);
      cancelledSums = List.copyOf(cancelledSums);
    }
  }
}
