package dev.stoa.notification.application;

import static dev.stoa.notification.application.LiveWorld.product;
import static dev.stoa.notification.application.LiveWorld.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.notification.application.Audience.Admission;
import dev.stoa.notification.application.Outlet.End;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.notification.domain.Position;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.MoneyV1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AudienceTest {
  private static final UserId ADA = user("ada");
  private static final ProductId MUGS = product("mugs");
  private static final Sku MUG = Sku.of("MUG");

  private final SettableClock clock = new SettableClock();
  private final LiveWorld world = LiveWorld.open(clock, new Audience.Limits(3, 4, 2, 8));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void tellsNoticesInOrderAndOnlyToTheirUser() throws InterruptedException {
    Client ada = connect(ADA, null);
    Client bob = connect(user("bob"), null);
    world.tell(ADA, "a");
    world.tell(ADA, "b");
    assertThat(ada.notice()).isEqualTo("a");
    assertThat(ada.notice()).isEqualTo("b");
    world.tell(user("bob"), "c");
    assertThat(bob.notice()).isEqualTo("c");
  }

  @Test
  void goesOnWhereTheClientStands() throws InterruptedException {
    Client ada = connect(ADA, null);
    world.tell(ADA, "a");
    Position position = ada.take("notification").position().orElseThrow();
    ada.seat().leave();
    for (int n = 0; n < 120; n++) {
      world.tell(ADA, "n" + n);
    }
    Client again = connect(ADA, position);
    for (int n = 0; n < 120; n++) {
      assertThat(again.notice()).isEqualTo("n" + n);
    }
  }

  @Test
  void beginsAnewWhenThePositionIsUnknown() throws InterruptedException {
    world.tell(ADA, "a");
    Client ada = new Client();
    ada.sit(ADA, Optional.of(new Position("unknown")), Instant.MAX, false);
    assertThat(ada.take("ready").position()).isEmpty();
    ada.take("reset");
    assertThat(ada.notice()).isEqualTo("a");
    world.tell(ADA, "b");
    assertThat(ada.notice()).isEqualTo("b");
  }

  @Test
  void tellsOfProductsInTheBasketAndOfWatchedOnes() throws InterruptedException {
    world.fill(ADA, MUGS, MUG);
    world.sell(MUGS, MUG);
    Client ada = connect(ADA, null);
    Client bob = connect(user("bob"), null);
    assertThat(bob.seat().watch(MUGS)).isTrue();

    world.publish(new ProductUpdatedV1(mugs("9.90"), 2, Instant.EPOCH));
    assertThat(ada.take("basket-update").data())
        .containsEntry("reason", "product-changed")
        .extracting("variants")
        .asString()
        .contains("9.90");
    assertThat(bob.take("product-update").data())
        .containsEntry("change", "product")
        .extracting("variants")
        .asString()
        .contains("9.90");

    world.publish(new StockChangedV1("MUG", 3, 4, 7, Instant.EPOCH));
    assertThat(ada.take("basket-update").data()).containsEntry("available", 3);
    assertThat(bob.take("product-update").data())
        .containsEntry("available", 3)
        .containsEntry("productId", MUGS.toString());

    world.publish(new ProductDeletedV1(MUGS.value(), List.of("MUG"), 3, Instant.EPOCH));
    assertThat(ada.take("basket-update").data()).containsEntry("gone", List.of("MUG"));
    assertThat(bob.take("product-update").data()).containsEntry("change", "gone");
  }

  @Test
  void tellsOfStockOfAProductThatIsKnownLaterThanItIsWatched() throws InterruptedException {
    Client bob = connect(user("bob"), null);
    assertThat(bob.seat().watch(MUGS)).isTrue();
    world.sell(MUGS, MUG);

    Message told = null;
    for (long version = 1; told == null; version++) {
      world.publish(new StockChangedV1("MUG", 3, 4, version, Instant.EPOCH));
      told = bob.told.poll(50, TimeUnit.MILLISECONDS);
    }
    assertThat(told.data()).containsEntry("change", "stock").containsEntry("available", 3);
  }

  @Test
  void learnsWhatWasPutIntoTheBasketMeanwhile() throws InterruptedException {
    Client ada = connect(ADA, null);
    world.fill(ADA, MUGS, MUG);
    assertThat(ada.take("basket-update").data()).containsEntry("reason", "basket-changed");
    world.publish(new StockChangedV1("MUG", 0, 4, 7, Instant.EPOCH));
    assertThat(ada.take("basket-update").data()).containsEntry("reason", "stock-changed");
  }

  @Test
  void countsPeopleAndNotTheirClicks() throws InterruptedException {
    Client ada = connect(ADA, null);
    ada.seat().watch(MUGS);
    world.announce(new Signal.ProductWanted(MUGS, 1));
    world.announce(new Signal.ProductWanted(MUGS, 1));
    Message first = ada.take("product-activity");
    assertThat(first.data()).containsEntry("people", 1);
    world.announce(new Signal.ProductWanted(MUGS, 2));
    assertThat(ada.take("product-activity").data()).containsEntry("people", 2);
    clock.pass(Audience.JUST_NOW);
    assertThat(ada.take("product-activity").data()).containsEntry("people", 0);
  }

  @Test
  void tellsAdministratorsOfEveryone() throws InterruptedException {
    Client admin = new Client();
    admin.sit(user("root"), Optional.empty(), Instant.MAX, true);
    admin.take("ready");
    world.publish(
        new PaymentDeclinedV1(MUGS.value(), MUGS.value(), ADA.value(), "no", Instant.EPOCH));
    assertThat(admin.take("admin-notification").data())
        .containsEntry("type", "payment-declined")
        .containsEntry("userId", ADA.toString());
  }

  @Test
  void limitsConnectionsAndWatchedProducts() throws InterruptedException {
    Client first = connect(ADA, null);
    connect(ADA, null);
    connect(ADA, null);
    assertThat(admit(ADA)).isEqualTo(new Admission.TooManyOfUser(3));
    connect(user("bob"), null);
    assertThat(admit(user("eve"))).isEqualTo(new Admission.Full());
    assertThat(first.seat().watch(product("a"))).isTrue();
    assertThat(first.seat().watch(product("b"))).isTrue();
    assertThat(first.seat().watch(product("c"))).isFalse();
    first.seat().unwatch(product("a"));
    assertThat(first.seat().watch(product("c"))).isTrue();
    first.seat().leave();
    assertThat(world.audience().size()).isEqualTo(3);
    assertThat(admit(user("eve"))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void endsASeatWhenTheTokenExpires() throws InterruptedException {
    Client ada = new Client();
    ada.sit(ADA, Optional.empty(), clock.instant().plusSeconds(60), false);
    ada.take("ready");
    clock.pass(Duration.ofSeconds(60));
    assertThat(ada.ends.take()).isEqualTo(End.TOKEN_EXPIRED);
    assertThat(world.audience().size()).isZero();
  }

  @Test
  void letsASlowClientGoWithoutHurtingOthers() throws InterruptedException {
    world.fill(ADA, MUGS, MUG);
    world.fill(user("bob"), MUGS, MUG);
    Client slow = connect(ADA, null);
    Client quick = connect(user("bob"), null);
    slow.blocked = new CountDownLatch(1);
    for (int n = 0; n < 12; n++) {
      world.publish(new ProductUpdatedV1(mugs("1.0" + n % 10), n + 2, Instant.EPOCH));
      quick.take("basket-update");
    }
    assertThat(slow.ends.take()).isEqualTo(End.TOO_SLOW);
    slow.blocked.countDown();
    world.tell(user("bob"), "b");
    assertThat(quick.notice()).isEqualTo("b");
  }

  @Test
  void endsAllWhenItCloses() throws InterruptedException {
    Client ada = connect(ADA, null);
    world.close();
    assertThat(ada.ends.take()).isEqualTo(End.CLOSING);
    assertThat(admit(ADA)).isEqualTo(new Admission.Closed());
  }

  private Admission admit(UserId user) {
    return world
        .audience()
        .admit(new Audience.Member(user, false, Instant.MAX), Optional.empty(), new Client());
  }

  private Client connect(UserId user, @Nullable Position after) throws InterruptedException {
    Client client = new Client();
    client.sit(user, Optional.ofNullable(after), Instant.MAX, false);
    client.take("ready");
    return client;
  }

  private static ProductV1 mugs(String price) {
    return new ProductV1(
        MUGS.value(),
        "mugs",
        "Mugs",
        "",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(new VariantV1("MUG", List.of(), new MoneyV1(price, "EUR"), null, "19")),
        List.of(),
        true,
        Instant.EPOCH);
  }

  /** A client that keeps what it is told. */
  private final class Client implements Outlet {
    private final BlockingQueue<Message> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    private volatile CountDownLatch blocked = new CountDownLatch(0);
    private @Nullable Seat seat;

    void sit(UserId user, Optional<Position> after, Instant until, boolean admin) {
      Admission admission =
          world.audience().admit(new Audience.Member(user, admin, until), after, this);
      assertThat(admission).isInstanceOf(Admission.Admitted.class);
      seat = ((Admission.Admitted) admission).seat();
    }

    Message take(String name) throws InterruptedException {
      Message message = told.take();
      assertThat(message.name()).isEqualTo(name);
      return message;
    }

    String notice() throws InterruptedException {
      return take("notification").data().get("data") instanceof Map<?, ?> data
          ? String.valueOf(data.get("orderId"))
          : "";
    }

    Seat seat() {
      return Objects.requireNonNull(seat);
    }

    @Override
    public boolean deliver(Message message) {
      try {
        blocked.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return told.add(message);
    }

    @Override
    public void ended(End why) {
      ends.add(why);
    }
  }
}
