package dev.stoa.shared.application.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Committed events on their way to the broker. A store that is not itself the queue keeps them with
 * the aggregates that raised them, in the same write, until they are known to be published.
 *
 * <ul>
 *   <li>An event is pending exactly from the moment its commit is durable until it is cleared.
 *   <li>After each commit the relay is handed <em>all</em> events pending at that aggregate, oldest
 *       first: a later commit never overtakes an earlier one of the same aggregate. The same event
 *       may be handed over more than once.
 *   <li>What was committed before a moment and is still pending is found, however its process
 *       ended; events of one aggregate come oldest first.
 *   <li>What was cleared is found no more; clearing it again, from anywhere, does nothing, and
 *       touches no other event.
 *   <li>Clearing an event changes neither state nor version of its aggregate.
 *   <li>What is pending is there after a restart.
 * </ul>
 *
 * All methods but the registration throw {@link dev.stoa.shared.application.StoreUnavailable} when
 * the store cannot be reached.
 */
public interface Outbox {
  /** What is kept there: {@code orders}, {@code checkouts}. */
  String name();

  /** Who is handed the pending events of an aggregate after each of its commits; one at most. */
  void onCommit(Consumer<List<PendingEvent>> relay);

  /**
   * What is left behind.
   *
   * @param before only events committed before that moment
   * @param limit about so many at most; never only a part of what one commit raised
   */
  List<PendingEvent> left(Instant before, int limit);

  /** Clears events that the broker has acknowledged. */
  void published(Collection<PendingEvent> events);
}
