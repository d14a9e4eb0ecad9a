package dev.stoa.shared.application.port;

import java.util.Map;

/**
 * How far each group of reactions has come in the event log.
 *
 * <ul>
 *   <li>A group never heard of stands at 0: it begins with the first event there is.
 *   <li>What was stored is there after a restart.
 *   <li>A group moves alone: storing one leaves the others where they are.
 * </ul>
 */
public interface SubscriberOffsets {
  /** The position up to which the group has handled everything. */
  long of(String group);

  /** Stores the positions of these groups in one commit. */
  void store(Map<String, Long> positions);
}
