package dev.stoa.shared.application.port;

import java.util.List;

/**
 * Brings published events to the groups of reactions in this process.
 *
 * <ul>
 *   <li>Every event reaches each group at least once, in the order of its subject.
 *   <li>A place in the stream is stored only after the reactions up to it are done.
 *   <li>A reaction that fails is repeated with growing pauses, then the event becomes a dead
 *       letter; only events of the same subject wait meanwhile.
 *   <li>Closing takes no further events, waits for the reactions that run, and stores the places.
 * </ul>
 */
public interface EventDelivery extends AutoCloseable {
  /** Begins to deliver, from where each group had come. */
  void start();

  /** What each group has to do still; for measurements. */
  List<GroupState> states();

  @Override
  void close();

  /**
   * A group as it is now.
   *
   * @param lag how many events of the stream it has not handled
   * @param inFlight how many events it is handling or waiting to repeat
   * @param retries how many attempts were repetitions, since the start
   * @param deadLetters how many events became dead letters, since the start
   */
  record GroupState(String group, long lag, int inFlight, long retries, long deadLetters) {}
}
