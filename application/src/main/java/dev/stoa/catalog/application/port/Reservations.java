package dev.stoa.catalog.application.port;

import dev.stoa.catalog.domain.Reservation;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;

/**
 * What each checkout got of the stock.
 *
 * <ul>
 *   <li>What was saved is found by its id, in every state, with the version that the save returned.
 *   <li>Changing a loaded reservation changes nothing until it is saved.
 *   <li>A save from any other version than the stored one is refused with {@link StaleAggregate};
 *       of many saved at once from one version, exactly one is accepted.
 *   <li>State and events appear together or not at all.
 *   <li>What was saved is there after a restart.
 * </ul>
 */
public interface Reservations {
  /** The reservation of that checkout. */
  Optional<Reservation> find(CheckoutId id);

  /**
   * Saves the reservation and its events in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when it was saved by somebody else meanwhile
   */
  Version save(Reservation reservation, List<? extends PublishedEvent> events);
}
