package dev.stoa.shared.application.port;

import java.util.Map;
import java.util.Set;

/**
 * How far each group of reactions has come in the event log.
 *
 * <ul>
 *   <li>A group never heard of stands at 0: it begins with the first event there is.
 *   <li>What was stored is there after a restart.
 *   <li>A group moves alone: storing one leaves the others where they are.
 *   <li>A group that is retired is gone as if it had never been: it stands at 0, holds no event
 *       back from pruning, and the others stand where they stood.
 * </ul>
 */
public interface SubscriberOffsets {
  /** The position up to which the group has handled everything. */
  long of(String group);

  /** Stores the positions of these groups in one commit. */
  void store(Map<String, Long> positions);

  /**
   * Forgets every group but these, which are all that this version has. The log is kept for groups
   * that read it: one that nobody runs any more would hold every event back for ever, personal data
   * included.
   *
   * @return the groups that were forgotten, with the position each of them had
   */
  Map<String, Long> retireOthers(Set<String> groups);
}
