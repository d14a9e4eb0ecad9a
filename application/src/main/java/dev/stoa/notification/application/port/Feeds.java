package dev.stoa.notification.application.port;

import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What each user was told, in the order of telling.
 *
 * <ul>
 *   <li>The notices of one call are appended together and in their order; those that the feed has
 *       had before are left out, also when they are no longer kept because the feed was full.
 *   <li>Every reader sees the same order. An entry, once seen, never moves, and none appears before
 *       it.
 *   <li>What is appended is durable when the call returns, and there after a restart.
 *   <li>A feed keeps its newest {@value #KEPT} entries, none longer than seven days after it was
 *       appended ({@link #KEPT_FOR}).
 *   <li>Reading after a position gives everything that was appended after it, or says that this
 *       cannot be had: never a part of it. What the feed never gave as a position, as far as that
 *       can be told, counts as unknown; so does a position of before the feed was forgotten.
 *   <li>Of many who append to one feed at once, nothing is lost and nothing is doubled.
 *   <li>Feeds of other users are not touched.
 * </ul>
 *
 * Every method throws {@link dev.stoa.shared.application.StoreUnavailable} when the store is away.
 */
public interface Feeds {
  /** So many entries of a feed are kept. */
  int KEPT = 500;

  /** For so long an entry is kept, and a notice is known not to be appended again. */
  Duration KEPT_FOR = Duration.ofDays(7);

  /** Appends those of the notices that the feed has not had. */
  void append(UserId user, List<Notice> notices);

  /**
   * What follows the position, oldest first, but not more than the limit.
   *
   * @return empty when the position is unknown, or something that followed it is no longer kept
   */
  Optional<List<Entry>> after(UserId user, Position position, int limit);

  /**
   * The end of the feed at this moment.
   *
   * @param limit how many entries at most; may be 0
   */
  Newest newest(UserId user, int limit);

  /** Removes all that is known about the user. */
  void forget(UserId user);

  /** A notice at its place. */
  record Entry(Position position, Notice notice) {}

  /**
   * The last entries, oldest first.
   *
   * @param end the place after which comes whatever is appended later; never {@linkplain #after
   *     unknown} by itself, also in a feed without entries
   */
  record Newest(List<Entry> entries, Position end) {
    public Newest {
      entries = List.copyOf(entries);
    }
  }
}
