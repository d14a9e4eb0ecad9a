package dev.stoa.shared.application;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something the process needs in order to do its work: a store, an index, a broker. It is asked
 * often, so it answers in milliseconds and leaves nothing behind.
 *
 * @param name such as {@code store}
 * @param effect what a problem means to the process
 * @param problem why it does not work at the moment, in a sentence; empty when it does
 */
public record ReadinessCheck(String name, Effect effect, Supplier<Optional<String>> problem) {
  /** What a problem means. */
  public enum Effect {
    /** Requests are to be sent elsewhere. */
    DOWN,
    /** Most requests can be answered; an operator has something to do. */
    DEGRADED
  }

  /** Something without which no request can be answered. */
  public ReadinessCheck(String name, Supplier<Optional<String>> problem) {
    this(name, Effect.DOWN, problem);
  }

  /** Something that is amiss for some requests only. */
  public static ReadinessCheck degrading(String name, Supplier<Optional<String>> problem) {
    return new ReadinessCheck(name, Effect.DEGRADED, problem);
  }
}
