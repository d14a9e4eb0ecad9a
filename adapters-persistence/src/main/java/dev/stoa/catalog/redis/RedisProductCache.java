package dev.stoa.catalog.redis;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.document.ProductDocument;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisJson;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.params.SetParams;

/**
 * A cache beside the products (cache-aside): who misses loads and puts in.
 *
 * <p>An entry is a hash with the product, its version, and the least version that may be put in. A
 * change raises that and takes out what is older, so a slow reader that loaded the product before
 * the change cannot put it back. Entries go by themselves after some ten minutes.
 *
 * <p>Of many who miss the same product at once, one in this process asks; of the processes, the one
 * that has the lease. The others wait a moment for it, then load for themselves: a lease whose
 * holder died delays, and blocks nobody.
 *
 * <p>With Redis away, everything is read from the store, and Redis is asked again a second later.
 */
final class RedisProductCache implements ShownProducts {
  private static final Logger LOG = LoggerFactory.getLogger(RedisProductCache.class);
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration LEASE = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
  private static final int LOOKS = 20;
  private static final int LOADS = 3;
  private static final long AWAY_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * What is there, or who is to load it: {@code {version, product}}, {@code {'load'}}, {@code
   * {'wait'}}.
   */
  private static final RedisScript GET =
      new RedisScript(
          """
          local entry = redis.call('HMGET', KEYS[1], 'version', 'product')
          if entry[1] and entry[2] then return entry end
          if redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1]) then return {'load'} end
          return {'wait'}
          """);

  /** 1 when it was put in or something newer is there; 0 when it is older than a change. */
  private static final RedisScript PUT =
      new RedisScript(
          """
          redis.call('DEL', KEYS[2])
          local version = tonumber(ARGV[1])
          local least = tonumber(redis.call('HGET', KEYS[1], 'least') or '0')
          if version < least then return 0 end
          local there = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
          if version > there then
            redis.call('HSET', KEYS[1], 'version', ARGV[1], 'product', ARGV[2])
          end
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          return 1
          """);

  private static final RedisScript CHANGED =
      new RedisScript(
          """
          local version = tonumber(ARGV[1])
          local least = tonumber(redis.call('HGET', KEYS[1], 'least') or '0')
          if version > least then redis.call('HSET', KEYS[1], 'least', ARGV[1]) end
          local there = redis.call('HGET', KEYS[1], 'version')
          if there and tonumber(there) < version then
            redis.call('HDEL', KEYS[1], 'version', 'product')
          end
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """);

  private final Products products;
  private final RedisStore store;
  private final Map<ProductId, CompletableFuture<Optional<Product>>> loading =
      new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private volatile long awayUntil = System.nanoTime();

  RedisProductCache(Products products, RedisStore store) {
    this.products = products;
    this.store = store;
  }

  /** How many readings needed no reading of the store by themselves. */
  long hits() {
    return hits.sum();
  }

  /** How many readings asked the store, be it because Redis was away. */
  long misses() {
    return misses.sum();
  }

  @Override
  public Optional<Product> find(ProductId id) {
    CompletableFuture<Optional<Product>> own = new CompletableFuture<>();
    CompletableFuture<Optional<Product>> other = loading.putIfAbsent(id, own);
    if (other != null) {
      hits.increment();
      return result(other);
    }
    try {
      own.complete(read(id));
    } catch (RuntimeException e) {
      own.completeExceptionally(e);
    } finally {
      loading.remove(id, own);
    }
    return result(own);
  }

  @Override
  public Optional<Product> findByHandle(Slug handle) {
    Optional<String> id =
        tried(() -> Optional.ofNullable(store.call(redis -> redis.get(handleKey(handle)))))
            .flatMap(found -> found);
    if (id.isPresent()) {
      // The handle may belong to another product by now.
      Optional<Product> product =
          find(ProductId.parse(id.get())).filter(p -> p.details().handle().equals(handle));
      if (product.isPresent()) {
        return product;
      }
    }
    Optional<Product> loaded = products.findByHandle(handle);
    loaded.ifPresent(product ->
        tried(() ->
            store.call(redis ->
                redis.set(
                    handleKey(handle),
                    product.id().toString(),
                    SetParams.setParams().px(KEPT.toMillis())))));
    return loaded;
  }

  @Override
  public void changed(ProductId id, Version version) {
    store.run(CHANGED, keys(id), List.of(Long.toString(version.value()), kept(id)));
    // Who comes from now on shall not join a reading that began before.
    loading.remove(id);
  }

  private static Optional<Product> result(CompletableFuture<Optional<Product>> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Optional<Product> read(ProductId id) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<List<?>> answer = tried(() -> answer(id));
      if (answer.isEmpty() || "load".equals(answer.get().getFirst())) {
        return load(id);
      }
      if (!"wait".equals(answer.get().getFirst())) {
        String version = String.valueOf(answer.get().get(0));
        String state = String.valueOf(answer.get().get(1));
        Optional<Product> cached =
            store
                .damage()
                .readable(() ->
                    store
                        .damage()
                        .reading(
                            "the cached product " + id,
                            () ->
                                RedisJson.decode(state, ProductDocument.class)
                                    .toProduct(new Version(Long.parseLong(version)))));
        if (cached.isEmpty()) {
          return load(id);
        }
        hits.increment();
        return cached;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return load(id);
  }

  private List<?> answer(ProductId id) {
    if (store.run(GET, keys(id), List.of(Long.toString(LEASE.toMillis())))
        instanceof List<?> parts) {
      return parts;
    }
    throw new IllegalStateException("the cache's script did not answer a list");
  }

  /** Reads it from the store until it is not older than the last change that was told. */
  private Optional<Product> load(ProductId id) {
    misses.increment();
    Optional<Product> loaded = products.find(id);
    for (int again = 1; again < LOADS && loaded.isPresent() && !put(loaded.get()); again++) {
      loaded = products.find(id);
    }
    return loaded;
  }

  private boolean put(Product product) {
    return tried(() ->
            store.run(
                PUT,
                keys(product.id()),
                List.of(
                    Long.toString(product.version().value()),
                    RedisJson.encode(ProductDocument.of(product)),
                    kept(product.id()))))
        .map(kept -> !"0".equals(String.valueOf(kept)))
        .orElse(true);
  }

  /** Empty when Redis is away, or was a moment ago. */
  private <T> Optional<T> tried(Supplier<T> command) {
    if (System.nanoTime() - awayUntil < 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(command.get());
    } catch (StoreUnavailable e) {
      awayUntil = System.nanoTime() + AWAY_NANOS;
      LOG.debug("products are read without their cache", e);
      return Optional.empty();
    }
  }

  private List<String> keys(ProductId id) {
    String tag = "product:" + id;
    return List.of(store.key(tag, "shown"), store.key(tag, "loading"));
  }

  private String handleKey(Slug handle) {
    return store.key("handle:" + handle.value(), "product");
  }

  /** Not all at once: products that came in together must not be loaded together again. */
  private static String kept(ProductId id) {
    return Long.toString(KEPT.toMillis() + Math.floorMod(id.hashCode(), 120_000));
  }
}
