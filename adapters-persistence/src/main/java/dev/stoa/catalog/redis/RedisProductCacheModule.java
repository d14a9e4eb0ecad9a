package dev.stoa.catalog.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.shared.redis.RedisStore;

/** Shows products from a cache in Redis, which all processes of the catalogue share. */
public final class RedisProductCacheModule extends AbstractModule {
  @Provides
  @Singleton
  static ShownProducts shownProducts(Products products, RedisStore store) {
    return new RedisProductCache(products, store);
  }
}
