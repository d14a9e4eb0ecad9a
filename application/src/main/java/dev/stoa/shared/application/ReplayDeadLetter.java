package dev.stoa.shared.application;

import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventCodec;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Delivers a dead-lettered event once more, at once and only to the group that could not handle it.
 * Reactions are idempotent and look at versions, so it does no harm that later events of the same
 * subject were handled meanwhile, or that two operators do it at the same time.
 */
public final class ReplayDeadLetter {
  private final DeadLetters letters;
  private final EventCodec codec;
  private final InstantSource clock;
  private final Map<String, Subscription> groups = new HashMap<>();

  public ReplayDeadLetter(
      DeadLetters letters,
      EventCodec codec,
      Collection<Subscription> subscriptions,
      InstantSource clock) {
    this.letters = letters;
    this.codec = codec;
    this.clock = clock;
    subscriptions.forEach(subscription -> groups.put(subscription.group(), subscription));
  }

  /** The letter to deliver. */
  public record Command(UUID id) {}

  /** What came of it. */
  public sealed interface Result {
    /** The event was handled; the letter is gone. */
    record Replayed() implements Result {}

    /** The event could not be handled this time either; the letter stays, with the new cause. */
    record FailedAgain(DeadLetter letter) implements Result {}

    /** There is no such letter (any more). */
    record NotFound() implements Result {}
  }

  /**
   * Delivers the event.
   *
   * @throws StoreUnavailable when the letter cannot be read or removed; it may be replayed again
   */
  public Result handle(Command command) {
    Optional<DeadLetter> found = letters.find(command.id());
    if (found.isEmpty()) {
      return new Result.NotFound();
    }
    DeadLetter letter = found.get();
    try {
      deliver(letter);
    } catch (RuntimeException | Error failure) {
      DeadLetter again = letter.failedAgain(failure, clock.instant());
      letters.put(again);
      return new Result.FailedAgain(again);
    }
    letters.remove(letter.id());
    return new Result.Replayed();
  }

  private void deliver(DeadLetter letter) {
    Subscription subscription = groups.get(letter.group());
    if (subscription == null) {
      throw new IllegalStateException("there is no group " + letter.group() + " any more");
    }
    subscription.deliver(codec.decode(letter.type(), letter.data()));
  }
}
