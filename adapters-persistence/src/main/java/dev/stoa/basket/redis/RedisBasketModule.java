package dev.stoa.basket.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.redis.RedisStore;

/** Keeps baskets and what the basket knows of products in Redis. */
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
  static FormerRedisCheckouts formerRedisCheckouts(RedisStore store) {
    return new FormerRedisCheckouts(store);
  }

  @Provides
  static FormerCheckouts formerCheckouts(FormerRedisCheckouts checkouts) {
    return checkouts;
  }

  @ProvidesIntoSet
  static Outbox outbox(FormerRedisCheckouts checkouts) {
    return checkouts;
  }

  @Provides
  @Singleton
  static CheckoutSignals checkoutSignals(RedisStore store) {
    return new RedisCheckoutSignals(store);
  }
}
