package dev.stoa.basket.application.port;

import dev.stoa.shared.domain.CheckoutId;
import java.time.Duration;

/**
 * Tells those who wait that a checkout has ended. It is a hint, not the truth: who is woken, or has
 * waited long enough, looks at the checkout itself. To miss nothing: listen, then look, then wait.
 *
 * <ul>
 *   <li>An announcement wakes all who listen to that checkout, also those who begin to wait only
 *       after it; nobody who listens to another one.
 *   <li>An announcement made before the listening began is not heard.
 *   <li>Waiting ends without a signal when the time is over, or when the thread is interrupted; it
 *       then stays interrupted.
 *   <li>An announcement that nobody listens to does nothing and is not kept.
 *   <li>Who has closed the listening is forgotten.
 * </ul>
 */
public interface CheckoutSignals {
  /** Announces that the checkout has ended. Never blocks. */
  void announce(CheckoutId checkout);

  /** Begins to listen; to be closed by the caller. */
  Listening listen(CheckoutId checkout);

  /** One who listens to one checkout. */
  interface Listening extends AutoCloseable {
    /**
     * Waits for an announcement.
     *
     * @return whether there was one since the listening began
     */
    boolean await(Duration atMost);

    @Override
    void close();
  }
}
