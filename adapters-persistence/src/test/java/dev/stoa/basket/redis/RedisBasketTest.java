package dev.stoa.basket.redis;

import static dev.stoa.basket.application.port.BasketFixtures.ADAS;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.former;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.BasketsContract;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.CheckoutSignalsContract;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.basket.application.port.FormerCheckoutsContract;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.application.port.ProductReplicaContract;
import dev.stoa.basket.document.CheckoutDocument;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.Generation;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisJson;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestRedis.Kind.class)
class RedisBasketTest {
  private final RedisOptions options;
  private RedisStore store;

  RedisBasketTest(TestRedis.Kind kind) {
    options = TestRedis.fresh(kind);
    store = RedisStore.open(options);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    store = RedisStore.open(options);
  }

  @Nested
  class OfBaskets implements BasketsContract {
    OfBaskets() {}

    @Override
    public Baskets baskets() {
      return new RedisBaskets(store);
    }

    @Override
    public Baskets restart() {
      reopen();
      return baskets();
    }

    /** Law 10. */
    @Test
    void aBasketThatWasLostBeginsWithAGenerationItNeverHad() {
      baskets().set(ADAS, MUG, Quantity.of(1));
      Generation lost = baskets().find(ADAS).generation();
      for (int i = 0; i < 3; i++) {
        assertThat(baskets().endGeneration(ADAS, lost, Map.of())).isTrue();
        lost = lost.next();
      }
      store.call(redis -> redis.del(store.key(ADAS.key(), "basket")));
      store.call(redis -> redis.del(store.key(ADAS.key(), "basket-order")));
      baskets().add(ADAS, MUG, Quantity.of(1), 9, Optional.empty());
      assertThat(baskets().find(ADAS).generation().value()).isGreaterThan(lost.value());
    }

    @Test
    void aBasketOfTheVersionBeforeIsOfTheFirstGeneration() {
      store.call(
          redis -> redis.hset(store.key(ADAS.key(), "basket"), Map.of("v", "7", "q:MUG-1", "2")));
      store.call(redis -> redis.zadd(store.key(ADAS.key(), "basket-order"), 7, "MUG-1"));
      assertThat(baskets().find(ADAS))
          .isEqualTo(
              new Basket(
                  new Version(7), Generation.FIRST, List.of(new BasketLine(MUG, Quantity.of(2)))));
      baskets().add(ADAS, MUG, Quantity.of(1), 9, Optional.empty());
      assertThat(baskets().endGeneration(ADAS, Generation.FIRST, Map.of(MUG, Quantity.of(2))))
          .isTrue();
      assertThat(baskets().find(ADAS))
          .isEqualTo(
              new Basket(
                  new Version(9),
                  Generation.FIRST.next(),
                  List.of(new BasketLine(MUG, Quantity.of(1)))));
    }
  }

  @Nested
  class OfProducts implements ProductReplicaContract {
    OfProducts() {}

    @Override
    public ProductReplica products() {
      return new RedisProductReplica(store);
    }

    @Override
    public ProductReplica restart() {
      reopen();
      return products();
    }
  }

  @Nested
  class OfFormerCheckouts implements FormerCheckoutsContract {
    private final FormerRedisCheckouts former = new FormerRedisCheckouts(store);

    OfFormerCheckouts() {}

    /** Writes one as the version before did. */
    private void write(Checkout checkout, String status, int events) {
      CheckoutId id = checkout.id();
      String bucket = "checkouts-" + Math.floorMod(id.value().hashCode(), 16);
      String state = RedisJson.encode(CheckoutDocument.of(checkout));
      store.call(redis -> {
        redis.hset(
            store.key(bucket, "checkout:" + id),
            Map.of("version", "1", "state", state, "status", status));
        redis.hincrBy(store.key(bucket, "statuses"), status, 1);
        for (int i = 0; i < events; i++) {
          redis.rpush(
              store.key(bucket, "pending:" + id),
              """
              {"id":"%s","type":"t","subject":"%s","time":"2026-03-01T10:00:00Z","data":"{}"}\
              """
                  .formatted(new UUID(id.value().getMostSignificantBits(), i), id));
          redis.zadd(store.key(bucket, "outbox"), 1_000, id.toString());
        }
        return events;
      });
    }

    @Override
    public FormerCheckouts checkouts() {
      return former;
    }

    @Override
    public void store(Checkout checkout) {
      write(checkout, "pending", 0);
    }

    @Test
    void leaveTheirEventsToBePublished() {
      CheckoutId id = former("a").id();
      write(former("a"), "pending", 2);
      former.remove(id);
      List<PendingEvent> left = former.left(Instant.now(), 100);
      assertThat(left).hasSize(2).extracting(PendingEvent::origin).containsOnly(id.toString());
      former.published(left.subList(0, 1));
      assertThat(former.left(Instant.now(), 100)).containsExactly(left.get(1));
      former.published(left);
      assertThat(former.left(Instant.now(), 100)).isEmpty();
    }
  }

  @Nested
  class OfSignals implements CheckoutSignalsContract {
    private final CheckoutSignals signals = listening(store);

    OfSignals() {}

    @Override
    public CheckoutSignals signals() {
      return signals;
    }

    @Test
    void areHeardInOtherProcesses() {
      try (RedisStore elsewhere = RedisStore.open(options);
          CheckoutSignals.Listening hears = listening(elsewhere).listen(A)) {
        signals().announce(A);
        assertThat(hears.await(Duration.ofSeconds(30))).isTrue();
      }
    }

    private static RedisCheckoutSignals listening(RedisStore at) {
      RedisCheckoutSignals made = new RedisCheckoutSignals(at);
      try {
        assertThat(made.awaitListening(Duration.ofSeconds(30))).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return made;
    }
  }
}
