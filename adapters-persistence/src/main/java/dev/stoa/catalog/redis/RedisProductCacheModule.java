package dev.stoa.catalog.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.shared.redis.RedisStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows products from a cache in Redis, which all processes of the catalogue share. */
public final class RedisProductCacheModule extends AbstractModule {
  @Provides
  @Singleton
  static ShownProducts shownProducts(Products products, RedisStore store, MeterRegistry registry) {
    RedisProductCache cache = new RedisProductCache(products, store);
    measure(registry, "hit", cache, RedisProductCache::hits);
    measure(registry, "miss", cache, RedisProductCache::misses);
    return cache;
  }

  /** Under the name and the tags that Micrometer's own binders of caches use. */
  private static void measure(
      MeterRegistry registry,
      String result,
      RedisProductCache cache,
      ToDoubleFunction<RedisProductCache> count) {
    FunctionCounter.builder("cache.gets", cache, count)
        .description("Readings of products that the cache could answer, or not")
        .tag("cache", "products")
        .tag("result", result)
        .register(registry);
  }
}
