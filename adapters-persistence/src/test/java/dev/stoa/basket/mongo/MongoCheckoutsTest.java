package dev.stoa.basket.mongo;

import static dev.stoa.basket.application.port.BasketFixtures.ADA;
import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.former;
import static dev.stoa.basket.application.port.BasketFixtures.order;
import static dev.stoa.basket.application.port.BasketFixtures.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.MoveCheckouts;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.CheckoutsContract;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.identity.application.port.Race;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.mongo.MongoTestStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoCheckoutsTest implements CheckoutsContract {
  private final Elsewhere elsewhere = new Elsewhere();
  private MongoTestStore database;
  private MongoCheckouts checkouts;

  MongoCheckoutsTest() {}

  @BeforeEach
  void open() {
    database = MongoTestStore.open(MongoCheckouts.INDEXES, BasketEvents.all());
    checkouts = opened();
  }

  private MongoCheckouts opened() {
    return new MongoCheckouts(database.store(), database.events(), elsewhere);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Checkouts checkouts() {
    return checkouts;
  }

  @Override
  public Checkouts restart() {
    database.reopen();
    checkouts = opened();
    return checkouts;
  }

  @Override
  public List<String> published() {
    return MongoTestStore.pending(checkouts.outbox()).stream()
        .map(event -> event.type() + " " + event.subject())
        .toList();
  }

  @Test
  void namesItsOutbox() {
    assertThat(checkouts.outbox().name()).isEqualTo("checkouts");
  }

  @Test
  void movesHereWhatIsAskedForAndWasKeptElsewhere() {
    elsewhere.all.put(former("a").id(), former("a"));
    List<Object> found =
        Race.of(16, () -> checkouts.find(former("a").id()).map(Checkout::id).orElseThrow());
    assertThat(found).containsOnly(former("a").id());
    assertThat(elsewhere.all).isEmpty();
    assertThat(checkouts.underWay(ADA).map(Checkout::version)).contains(new Version(1));
    assertThat(MongoTestStore.pending(checkouts.outbox()))
        .extracting(PendingEvent::subject)
        .isEmpty();
  }

  @Test
  void movesAllOthers() {
    for (int i = 0; i < 250; i++) {
      Checkout made = former("c" + i);
      elsewhere.all.put(
          made.id(),
          i % 2 == 0 ? made : made.complete(order("o" + i), payment("p" + i), NOW).orElseThrow());
    }
    // One was moved by somebody who was killed before removing it.
    checkouts.save(former("c0"), List.of());
    new MoveCheckouts(elsewhere, checkouts).run();
    assertThat(elsewhere.all).isEmpty();
    assertThat(checkouts.tally()).isEqualTo(new Checkouts.Tally(125, 125, 0, 0, 0));
  }

  private static final class Elsewhere implements FormerCheckouts {
    private final Map<CheckoutId, Checkout> all = new ConcurrentHashMap<>();

    @Override
    public Optional<Checkout> find(CheckoutId id) {
      return Optional.ofNullable(all.get(id));
    }

    @Override
    public List<CheckoutId> some(int limit) {
      return all.keySet().stream().limit(limit).toList();
    }

    @Override
    public void remove(CheckoutId id) {
      all.remove(id);
    }
  }
}
