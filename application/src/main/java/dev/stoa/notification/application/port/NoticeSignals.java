package dev.stoa.notification.application.port;

import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.UserId;

/**
 * Hints from whichever node something happened on to all nodes, for the sake of the clients that
 * are connected to them. A hint is never the truth: it may be lost or come twice.
 *
 * <ul>
 *   <li>A signal is heard by every listener of every node, the announcing one included.
 *   <li>Signals of one announcer about one user are heard in their order.
 *   <li>Announcing never waits for a listener, and fails for no reason: what cannot be announced is
 *       lost, and every listener is told {@link Listener#missed} as soon as that is known.
 *   <li>A listener that throws hurts no other; one that was closed hears nothing further.
 *   <li>What was announced before the listening began is not heard.
 * </ul>
 */
public interface NoticeSignals {
  /** Announces something that has happened and is durable. */
  void announce(Signal signal);

  /** Begins to listen; the listener returns quickly. */
  Listening listen(Listener listener);

  /** What a node may want to know. */
  sealed interface Signal {
    /** There is something new in a user's feed. */
    record FeedGrew(UserId user) implements Signal {}

    /** A user's basket holds other things than before. */
    record BasketChanged(UserId user) implements Signal {}

    /**
     * Somebody put a product into a basket.
     *
     * @param somebody tells one buyer of this product from another and nothing else about them
     */
    record ProductWanted(ProductId product, long somebody) implements Signal {}
  }

  /** Hears signals. */
  interface Listener {
    void heard(Signal signal);

    /** Signals may have been lost; whoever depends on them looks for itself. */
    void missed();
  }

  /** One who listens. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
