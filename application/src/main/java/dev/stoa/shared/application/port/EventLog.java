package dev.stoa.shared.application.port;

import java.util.List;

/**
 * All published events in the order of their commits: the queue of the embedded shape.
 *
 * <ul>
 *   <li>The events of a commit are in the log exactly when the commit is durable, next to each
 *       other and in their order.
 *   <li>Positions begin at 1 and grow by one; reading after a position gives what follows without a
 *       gap, in order.
 *   <li>Who reads up to the end and then waits for the signal misses nothing: the signal comes
 *       after the events can be read.
 *   <li>An event of an unknown type or unreadable form is handed over as such, not left out.
 *   <li>What one reading gives is bounded by bytes as well as by number: beyond the first event it
 *       weighs at most {@value #HEAVIEST_READING} bytes.
 *   <li>What is in the log is there after a restart.
 * </ul>
 */
public interface EventLog {
  /** The most that the events of one reading weigh together, unless the first alone is heavier. */
  long HEAVIEST_READING = 4L << 20;

  /**
   * At most {@code limit} events that follow the position; fewer when they are heavy, but none only
   * when none follows.
   */
  List<LoggedEvent> after(long position, int limit);

  /** The position of the newest event; 0 when there is none. */
  long lastPosition();

  /** Calls the signal after each commit, from a thread that must not be held up. */
  void onAppend(Runnable signal);
}
