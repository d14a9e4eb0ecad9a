package dev.stoa.basket.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.redis.RedisStore;
import java.time.InstantSource;

/** Keeps what the basket context has in Redis. */
public final class RedisBasketModule extends AbstractModule {
  @Provides
  @Singleton
  static Baskets baskets(RedisStore store) {
    return new RedisBaskets(store);
  }

  @Provides
  @Singleton
  static ProductReplica productReplica(RedisStore store) {
    return new RedisProductReplica(store);
  }

  @Provides
  @Singleton
  static RedisCheckouts redisCheckouts(
      RedisStore store, EventTypes types, EventCodec codec, InstantSource clock) {
    return new RedisCheckouts(store, types, codec, clock);
  }

  @Provides
  @Singleton
  static Checkouts checkouts(RedisCheckouts checkouts) {
    return checkouts;
  }

  @ProvidesIntoSet
  @Singleton
  static Outbox outbox(RedisCheckouts checkouts) {
    return checkouts;
  }

  @Provides
  @Singleton
  static CheckoutSignals checkoutSignals(RedisStore store) {
    return new RedisCheckoutSignals(store);
  }
}
