package dev.stoa.notification.application;

import dev.stoa.notification.application.port.BasketContents;
import dev.stoa.notification.application.port.InMemoryFeeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.NoticeType;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An audience with everything around it in memory, for the tests of transports. */
public final class LiveWorld implements AutoCloseable {
  private final List<NoticeSignals.Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<? super PublishedEvent>> ears = new CopyOnWriteArrayList<>();
  private final Map<UserId, List<BasketContents.Line>> baskets = new ConcurrentHashMap<>();
  private final Map<ProductId, Set<Sku>> variants = new ConcurrentHashMap<>();
  private final InMemoryFeeds feeds;
  private final Audience audience;

  private LiveWorld(InstantSource clock, Audience.Limits limits) {
    feeds = new InMemoryFeeds(clock);
    audience =
        new Audience(
            feeds,
            signals(),
            tap(),
            user -> baskets.getOrDefault(user, List.of()),
            product -> variants.getOrDefault(product, Set.of()),
            clock,
            limits);
  }

  /** A world whose audience has started. */
  public static LiveWorld open(InstantSource clock, Audience.Limits limits) {
    LiveWorld world = new LiveWorld(clock, limits);
    world.audience.start();
    return world;
  }

  /** The audience. */
  public Audience audience() {
    return audience;
  }

  /** A user of that name. */
  public static UserId user(String name) {
    return new UserId(Derivation.of("test-user", 1).with(name).id());
  }

  /** A product of that name. */
  public static ProductId product(String name) {
    return new ProductId(Derivation.of("test-product", 1).with(name).id());
  }

  /** Tells the user something of that name. */
  public void tell(UserId user, String name) {
    feeds.append(
        user,
        List.of(
            Notice.of(
                NoticeType.ORDER_PLACED,
                Derivation.of("test-order", 1).with(user.value()).with(name).id(),
                Instant.EPOCH,
                Map.of("orderId", name))));
    announce(new NoticeSignals.Signal.FeedGrew(user));
  }

  /** Lets a product have these SKUs. */
  public void sell(ProductId product, Sku... skus) {
    variants.put(product, Set.of(skus));
  }

  /** Puts a SKU into a user's basket. */
  public void fill(UserId user, ProductId product, Sku sku) {
    baskets.put(user, List.of(new BasketContents.Line(sku, product)));
    announce(new NoticeSignals.Signal.BasketChanged(user));
  }

  /** Announces a signal. */
  public void announce(NoticeSignals.Signal signal) {
    listeners.forEach(listener -> listener.heard(signal));
  }

  /** Publishes an event. */
  public void publish(PublishedEvent event) {
    ears.forEach(ear -> ear.accept(event));
  }

  @Override
  public void close() {
    audience.close();
  }

  private NoticeSignals signals() {
    return new NoticeSignals() {
      @Override
      public void announce(Signal signal) {
        LiveWorld.this.announce(signal);
      }

      @Override
      public Listening listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
      }
    };
  }

  private EventTap tap() {
    return (types, listener) -> {
      ears.add(listener);
      return () -> ears.remove(listener);
    };
  }
}
