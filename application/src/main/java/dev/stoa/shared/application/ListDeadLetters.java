package dev.stoa.shared.application;

import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;

/** Shows an operator the events that could not be handled, latest failure first. */
public final class ListDeadLetters {
  private final DeadLetters letters;

  public ListDeadLetters(DeadLetters letters) {
    this.letters = letters;
  }

  /** Which part of the list is wanted. */
  public record Query(PageRequest page) {}

  /**
   * A page of the letters.
   *
   * @throws InvalidCursor when no page gave out the cursor
   */
  public Page<DeadLetter> handle(Query query) {
    return letters.list(query.page());
  }
}
