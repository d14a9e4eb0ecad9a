package dev.stoa.shared.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ReadinessCheck;

/** The connection to Redis. Whoever uses it closes the store. */
public final class RedisStoreModule extends AbstractModule {
  private final RedisOptions options;

  public RedisStoreModule(RedisOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  RedisStore store() {
    return RedisStore.open(options);
  }

  @ProvidesIntoSet
  @Singleton
  static ReadinessCheck readiness(RedisStore store) {
    return new ReadinessCheck("redis", store::problem);
  }

  @ProvidesIntoSet
  @Singleton
  static ReadinessCheck intactness(RedisStore store) {
    return ReadinessCheck.degrading("redis-data", store.damage()::problem);
  }
}
