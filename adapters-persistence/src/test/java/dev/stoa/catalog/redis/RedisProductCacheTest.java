package dev.stoa.catalog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.InMemoryCatalogStores;
import dev.stoa.catalog.application.port.CatalogFixtures;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.redis.RedisServerProcess;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestRedis.Kind.class)
class RedisProductCacheTest {
  private static final Slug LAMP = new Slug("lamp");

  private final InMemoryCatalogStores stored = new InMemoryCatalogStores();
  private final AtomicInteger loads = new AtomicInteger();
  private final RedisStore store;
  private final ProductId id = save(CatalogFixtures.product(1, "lamp", "L-1"));

  RedisProductCacheTest(TestRedis.Kind kind) {
    store = RedisStore.open(TestRedis.fresh(kind));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ProductId save(Product product) {
    stored.save(product, List.of());
    return product.id();
  }

  /** The stored products; counts and may hold up what is read. */
  private Products counted(Runnable afterReading) {
    return (Products)
        Proxy.newProxyInstance(
            Products.class.getClassLoader(),
            new Class<?>[] {Products.class},
            (proxy, method, arguments) -> {
              Object found = method.invoke(stored, arguments);
              loads.incrementAndGet();
              afterReading.run();
              return found;
            });
  }

  private RedisProductCache cache() {
    return new RedisProductCache(counted(() -> {}), store);
  }

  /** Changes the product in the store; gives its version. */
  private Version change() {
    Product product = stored.find(id).orElseThrow();
    return stored.save(product, List.of());
  }

  @Test
  void readsTheStoreOnceForAllProcesses() {
    Product first = cache().find(id).orElseThrow();
    Product again = cache().find(id).orElseThrow();

    assertThat(loads).hasValue(1);
    assertThat(again.version()).isEqualTo(first.version());
    assertThat(again.details()).isEqualTo(first.details());
  }

  @Test
  void countsHitsAndMisses() {
    RedisProductCache cache = cache();
    cache.find(id);
    cache.find(id);
    cache.find(id);

    assertThat(cache.hits()).isEqualTo(2);
    assertThat(cache.misses()).isEqualTo(1);
  }

  @Test
  void findsByHandleAndNoticesThatAHandleWasGivenAway() {
    RedisProductCache cache = cache();
    assertThat(cache.findByHandle(LAMP).orElseThrow().id()).isEqualTo(id);
    assertThat(cache.findByHandle(LAMP).orElseThrow().id()).isEqualTo(id);
    assertThat(cache.findByHandle(new Slug("none"))).isEmpty();

    stored.delete(stored.find(id).orElseThrow(), List.of());
    cache.changed(id, new Version(2));

    assertThat(cache.findByHandle(LAMP)).isEmpty();
    assertThat(cache.find(id)).isEmpty();
  }

  @Test
  void showsAChangeOnceItWasTold() {
    RedisProductCache cache = cache();
    cache.find(id);
    Version changed = change();

    cache.changed(id, changed);

    assertThat(cache.find(id).orElseThrow().version()).isEqualTo(changed);
    cache.changed(id, new Version(1));
    assertThat(cache.find(id).orElseThrow().version()).isEqualTo(changed);
    assertThat(loads).hasValue(2);
  }

  @Test
  void aSlowReaderCannotPutBackWhatWasBeforeAChange() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger readings = new AtomicInteger();
    RedisProductCache slow =
        new RedisProductCache(
            counted(() -> {
              if (readings.incrementAndGet() == 1) {
                read.countDown();
                await(goOn);
              }
            }),
            store);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Product>> reading = threads.submit(() -> slow.find(id));
      await(read);
      Version changed = change();
      cache().changed(id, changed);
      goOn.countDown();

      assertThat(reading.get().orElseThrow().version()).isEqualTo(changed);
      assertThat(cache().find(id).orElseThrow().version()).isEqualTo(changed);
    }
  }

  @Test
  void oneOfManyLoads() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    RedisProductCache one = new RedisProductCache(counted(() -> await(goOn)), store);
    List<Future<Optional<Product>>> readings = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++) {
        readings.add(threads.submit(() -> one.find(id)));
      }
      while (loads.get() == 0) {
        Thread.onSpinWait();
      }
      goOn.countDown();
      for (Future<Optional<Product>> reading : readings) {
        assertThat(reading.get()).isPresent();
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void readsWithoutRedisAndUsesItAgainWhenItIsBack(@TempDir Path folder) {
    try (ServerProcess redis =
            RealServers.required("redis", () -> RedisServerProcess.start(folder));
        RedisStore own = RedisStore.open(new RedisOptions("redis://" + redis.address(), "t"))) {
      RedisProductCache cache = new RedisProductCache(counted(() -> {}), own);
      assertThat(cache.find(id)).isPresent();
      redis.kill();

      assertThat(cache.find(id)).isPresent();
      assertThat(cache.findByHandle(LAMP)).isPresent();

      redis.restart();
      int before;
      do {
        before = loads.get();
        assertThat(cache.find(id)).isPresent();
      } while (loads.get() > before);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
