package dev.stoa.basket.application;

import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;

/** Waits, for a limited time, until a checkout of one's own has ended. */
public final class AwaitCheckout {
  /** The longest anyone may wait. */
  public static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * Which checkout, and who waits.
   *
   * @param atMost 0 to {@link #LONGEST}
   */
  public record Query(UserId userId, CheckoutId id, Duration atMost) {
    public Query {
      if (atMost.isNegative() || atMost.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "expected to wait 0 to 30 seconds, but was " + atMost.toSeconds());
      }
    }
  }

  private final ReadCheckout read;
  private final CheckoutSignals signals;

  public AwaitCheckout(ReadCheckout read, CheckoutSignals signals) {
    this.read = read;
    this.signals = signals;
  }

  /** The checkout when it has ended, or as it is when the time is over. */
  public ReadCheckout.Result handle(Query query) {
    ReadCheckout.Query which = new ReadCheckout.Query(query.userId(), query.id());
    try (CheckoutSignals.Listening listening = signals.listen(query.id())) {
      ReadCheckout.Result now = read.handle(which);
      boolean pending =
          now instanceof ReadCheckout.Result.Found found && !found.checkout().isClosed();
      return pending && listening.await(query.atMost()) ? read.handle(which) : now;
    }
  }
}
