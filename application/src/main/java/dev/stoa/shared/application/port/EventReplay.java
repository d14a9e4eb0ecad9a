package dev.stoa.shared.application.port;

import dev.stoa.shared.application.StoreUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets groups of reactions back in the stream of events, so that what is still kept reaches them
 * again: for an operator, after a store was restored or a reaction was corrected. Reactions are
 * idempotent, so a replay repairs what was lost and changes nothing else.
 *
 * <ul>
 *   <li>Only groups that nobody reads for are moved: if any of those asked for is read for, none
 *       is.
 *   <li>A group is never moved forward: nothing that waits for it is left out.
 *   <li>Events, dead letters and all other groups stay as they are.
 *   <li>A group that has read nothing yet stays where it is: it begins with everything anyway.
 * </ul>
 */
public interface EventReplay {
  /**
   * A group of this process's services.
   *
   * @param waiting how many events of its stream it has still to read
   * @param read whether a process reads for it now
   */
  record Group(String name, long waiting, boolean read) {}

  /** What came of it. */
  sealed interface Result {
    /** How many events each group reads again, those that it has no interest in among them. */
    record Replayed(Map<String, Long> events) implements Result {}

    /** Somebody reads for these: end those processes first. Nothing was moved. */
    record StillRead(Set<String> groups) implements Result {}

    /** These are no groups of this process's services. Nothing was moved. */
    record UnknownGroups(Set<String> groups) implements Result {}
  }

  /**
   * The groups, by name.
   *
   * @throws StoreUnavailable when nobody can say
   */
  List<Group> groups();

  /**
   * Sets these groups back to what was published at that time, or to the oldest event that is kept.
   *
   * @param from {@link Instant#EPOCH} for all that is kept
   * @throws StoreUnavailable when the stream does not answer; some of the groups may have been
   *     moved, and doing it again does no harm
   */
  Result replay(Set<String> groups, Instant from);
}
