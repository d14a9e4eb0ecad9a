package dev.stoa.basket.redis;

import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.order;
import static dev.stoa.basket.application.port.BasketFixtures.payment;
import static dev.stoa.basket.application.port.BasketFixtures.pending;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.stoa.basket.application.CheckoutSnapshots;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.BasketsContract;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.CheckoutSignalsContract;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.CheckoutsContract;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.application.port.ProductReplicaContract;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.OutboxContract;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestRedis.Kind.class)
class RedisBasketTest {
  private static final EventTypes TYPES = new EventTypes(BasketEvents.all());
  private static final EventCodec CODEC =
      Guice.createInjector(
              new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
          .getInstance(EventCodec.class);

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

  private RedisCheckouts redisCheckouts() {
    return new RedisCheckouts(store, TYPES, CODEC, InstantSource.system());
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
  class OfCheckouts implements CheckoutsContract {
    OfCheckouts() {}

    @Override
    public Checkouts checkouts() {
      return redisCheckouts();
    }

    @Override
    public Checkouts restart() {
      reopen();
      return checkouts();
    }

    @Override
    public List<String> published() {
      return redisCheckouts().left(Instant.now().plusSeconds(60), 100).stream()
          .map(event -> event.type() + " " + event.subject())
          .toList();
    }
  }

  @Nested
  class OfTheOutbox implements OutboxContract {
    private RedisCheckouts checkouts = redisCheckouts();

    OfTheOutbox() {}

    @Override
    public Outbox outbox() {
      return checkouts;
    }

    @Override
    public void commit(int aggregate) {
      Checkout.Pending made = pending("checkout-" + aggregate);
      List<BasketCheckedOutV1> events =
          List.of(new BasketCheckedOutV1(CheckoutSnapshots.of(made), NOW));
      Checkout next =
          checkouts
              .find(made.id())
              .map(stored ->
                  stored instanceof Checkout.Completed
                      ? stored.refund(payment("p"), "stock-short", NOW).orElseThrow()
                      : stored.complete(order("o"), payment("p"), NOW).orElseThrow())
              .orElse(made);
      checkouts.save(next, events);
    }

    @Override
    public Object stored(int aggregate) {
      return checkouts.find(pending("checkout-" + aggregate).id()).orElseThrow();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void restart() {
      reopen();
      checkouts = redisCheckouts();
    }

    @Test
    void twoRelaysMayClearTheSame() {
      commit(1);
      commit(2);
      RedisCheckouts other = redisCheckouts();
      var left = other.left(now().plusSeconds(60), 100);
      outbox().published(left);
      other.published(left);
      commit(1);
      assertThat(other.left(now().plusSeconds(60), 100)).hasSize(1);
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
