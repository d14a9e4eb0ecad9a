package dev.stoa.shared.application;

import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;
import java.util.Optional;
import java.util.UUID;

/** Shows an operator one event that could not be handled, with its data and the cause. */
public final class InspectDeadLetter {
  private final DeadLetters letters;

  public InspectDeadLetter(DeadLetters letters) {
    this.letters = letters;
  }

  /** Which letter is wanted. */
  public record Query(UUID id) {}

  /** The letter; empty when there is none of that id (any more). */
  public Optional<DeadLetter> handle(Query query) {
    return letters.find(query.id());
  }
}
