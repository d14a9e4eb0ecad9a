package dev.stoa.shared.application;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a failure says about trying again. This is the one place that tells the kinds apart; the
 * adapters of every store throw the exceptions that are named here.
 */
public enum Fault {
  /** A store is away. The work says nothing about it: repeat it for as long as that takes. */
  TRANSIENT,

  /** It will end in the same way each time: give up at once, and say so. */
  PERMANENT,

  /** Nobody knows: repeat it some times, then treat it as permanent. */
  UNKNOWN;

  private static final int DEEPEST_CAUSE = 10;

  /**
   * The kind of a failure: that of the first exception in its chain of causes that says one.
   *
   * <ul>
   *   <li>{@link StoreUnavailable} is transient.
   *   <li>{@link UnreadableState} and {@link StoreRefused} are permanent.
   *   <li>Everything else is unknown, {@link StoreFailed} among it.
   * </ul>
   */
  public static Fault of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .flatMap(cause -> said(cause).stream())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Optional<Fault> said(Throwable failure) {
    return switch (failure) {
      case StoreUnavailable away -> Optional.of(TRANSIENT);
      case UnreadableState damaged -> Optional.of(PERMANENT);
      case StoreRefused refused -> Optional.of(PERMANENT);
      case StoreFailed failed -> Optional.of(UNKNOWN);
      default -> Optional.empty();
    };
  }
}
