package dev.stoa.basket.application;

import static dev.stoa.basket.application.port.BasketFixtures.ADA;
import static dev.stoa.basket.application.port.BasketFixtures.ADAS;
import static dev.stoa.basket.application.port.BasketFixtures.BUYER;
import static dev.stoa.basket.application.port.BasketFixtures.LAMP;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.euro;
import static dev.stoa.basket.application.port.BasketFixtures.order;
import static dev.stoa.basket.application.port.BasketFixtures.payment;
import static dev.stoa.basket.application.port.BasketFixtures.product;
import static dev.stoa.basket.application.port.BasketFixtures.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stoa.basket.application.StartCheckout.Result;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.InMemoryBaskets;
import dev.stoa.basket.application.port.InMemoryCheckouts;
import dev.stoa.basket.application.port.InMemoryProductReplica;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.Generation;
import dev.stoa.basket.domain.PaymentMethodToken;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.identity.application.port.Race;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartCheckoutTest {
  private final InMemoryBaskets baskets = new InMemoryBaskets();
  private final InMemoryCheckouts checkouts = new InMemoryCheckouts();
  private final InMemoryProductReplica products = new InMemoryProductReplica();
  private final StartCheckout start =
      new StartCheckout(baskets, products, checkouts, BasketSignals.NONE, InstantSource.system());

  @BeforeEach
  void thereAreGoods() {
    for (Sku sku : List.of(MUG, LAMP)) {
      products.put(state(product(sku.value()), 1, sku, "5.00"));
      products.putAvailable(sku, 100, new Version(1));
    }
  }

  private void add(Sku sku, int pieces) {
    baskets.add(ADAS, sku, Quantity.of(pieces), Quantity.MAX, Optional.empty());
  }

  private Result buy(String key, String total) {
    return buy(key, total, null);
  }

  private Result buy(String key, String total, @Nullable Long basketVersion) {
    return start.handle(
        new StartCheckout.Command(
            ADA,
            new IdempotencyKey(key),
            euro(total),
            basketVersion == null ? null : new Version(basketVersion),
            "tok_success",
            BUYER));
  }

  private CheckoutId started(Result result) {
    assertThat(result).isInstanceOf(Result.Started.class);
    return ((Result.Started) result).checkout().id();
  }

  private Checkout stored(CheckoutId id) {
    return checkouts.find(id).orElseThrow();
  }

  private void complete(CheckoutId id) {
    checkouts.save(
        stored(id).complete(order("o"), payment(id.toString()), NOW).orElseThrow(), List.of());
    baskets.endGeneration(ADAS, generation(id), bought(id));
  }

  private void decline(CheckoutId id) {
    checkouts.save(
        stored(id).decline(payment(id.toString()), "expired", NOW).orElseThrow(), List.of());
  }

  private Generation generation(CheckoutId id) {
    CheckoutContent content = stored(id).content();
    assertThat(content.origin()).isNotNull();
    return Objects.requireNonNull(content.origin()).generation();
  }

  private Map<Sku, Quantity> bought(CheckoutId id) {
    return stored(id).content().lines().stream()
        .collect(Collectors.toMap(line -> line.sku(), line -> line.quantity()));
  }

  @Test
  void spellsTheIdOfACheckoutOfOwnerAndGeneration() {
    UserId user = new UserId(UUID.fromString("0190a000-0000-7000-8000-000000000001"));
    assertThat(Checkout.idOf(BasketOwner.user(user), new Generation(7)))
        .hasToString("84ad477a-c719-889c-89a1-c47b6c884276");
    assertThat(StartCheckout.formerIdOf(user, new IdempotencyKey("a")))
        .hasToString("6a30612d-3ea3-8e7e-b3be-3b8443c4a975");
  }

  @Test
  void anotherKeyIsToldWhereThePurchaseUnderWayIs() {
    add(MUG, 1);
    CheckoutId first = started(buy("a", "5.00"));
    assertThat(buy("b", "5.00"))
        .isInstanceOfSatisfying(
            Result.CheckoutUnderWay.class,
            other -> assertThat(other.checkout().id()).isEqualTo(first));
    assertThat(checkouts.events()).hasSize(1);
  }

  @Test
  void anotherKeyIsRefusedWhateverTheBasketHoldsMeanwhile() {
    add(MUG, 1);
    started(buy("a", "5.00"));
    add(LAMP, 1);
    assertThat(buy("b", "10.00")).isInstanceOf(Result.CheckoutUnderWay.class);
    baskets.clear(ADAS);
    assertThat(buy("c", "10.00")).isInstanceOf(Result.CheckoutUnderWay.class);
  }

  @Test
  void ofTwelveKeysAtOnceOneBuys() {
    add(MUG, 1);
    AtomicInteger number = new AtomicInteger();
    List<Object> results = Race.of(12, () -> buy("k" + number.incrementAndGet(), "5.00"));
    assertThat(results).filteredOn(Result.Started.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Result.CheckoutUnderWay.class::isInstance).hasSize(11);
    assertThat(checkouts.events()).hasSize(1);
  }

  @Test
  void theSameKeyFindsItsCheckoutWhateverBecameOfTheBasket() {
    add(MUG, 1);
    CheckoutId first = started(buy("a", "5.00"));
    complete(first);
    assertThat(buy("a", "5.00"))
        .isInstanceOfSatisfying(
            Result.Repeated.class, it -> assertThat(it.checkout().id()).isEqualTo(first));
    add(LAMP, 1);
    assertThat(buy("a", "5.00")).isInstanceOf(Result.Repeated.class);
    assertThat(buy("a", "6.00")).isInstanceOf(Result.KeyReused.class);
    assertThat(buy("a", "5.00", 9L)).isInstanceOf(Result.KeyReused.class);
  }

  @Test
  void findsACheckoutThatWasStoredBeforeBasketsHadGenerations() {
    add(MUG, 1);
    CheckoutContent content = stored(started(buy("a", "5.00"))).content();
    InMemoryCheckouts former = new InMemoryCheckouts();
    CheckoutId id = StartCheckout.formerIdOf(ADA, new IdempotencyKey("a"));
    Checkout.Pending old =
        Checkout.start(
            new CheckoutContent(
                id, ADA, content.lines(), content.total(), content.fingerprint(), NOW, null),
            BUYER,
            new PaymentMethodToken("tok_success"));
    former.save(old, List.of());
    StartCheckout again =
        new StartCheckout(baskets, products, former, BasketSignals.NONE, InstantSource.system());
    StartCheckout.Command repeated =
        new StartCheckout.Command(
            ADA, new IdempotencyKey("a"), euro("5.00"), null, "tok_success", BUYER);
    assertThat(again.handle(repeated))
        .isInstanceOfSatisfying(
            Result.Repeated.class, it -> assertThat(it.checkout().id()).isEqualTo(id));
    StartCheckout.Command another =
        new StartCheckout.Command(
            ADA, new IdempotencyKey("b"), euro("5.00"), null, "tok_success", BUYER);
    assertThat(again.handle(another)).isInstanceOf(Result.CheckoutUnderWay.class);
  }

  @Test
  void buysAgainWhatIsPutInAfterAPurchase() {
    add(MUG, 1);
    CheckoutId first = started(buy("a", "5.00"));
    add(LAMP, 1);
    complete(first);
    CheckoutId second = started(buy("b", "5.00"));
    assertThat(second).isNotEqualTo(first);
    assertThat(bought(second)).isEqualTo(Map.of(LAMP, Quantity.of(1)));
  }

  @Test
  void buysTheSameLinesAgainWhenTheFirstPurchaseWasDeclined() {
    add(MUG, 1);
    CheckoutId first = started(buy("a", "5.00"));
    // The basket has not heard of the end yet.
    decline(first);
    CheckoutId second = started(buy("b", "5.00"));
    assertThat(second).isNotEqualTo(first);
    assertThat(generation(second)).isEqualTo(generation(first).next());
  }

  @Test
  void neverBuysAgainWhatABasketHoldsThatWasLostAndRestored() {
    add(MUG, 1);
    Basket before = baskets.find(ADAS);
    complete(started(buy("a", "5.00")));
    add(LAMP, 1);
    complete(started(buy("b", "5.00")));
    baskets.restore(ADAS, before);

    assertThat(buy("c", "5.00")).isInstanceOf(Result.EmptyBasket.class);
    assertThat(baskets.find(ADAS).generation()).isEqualTo(before.generation().next());
    add(MUG, 1);
    add(LAMP, 2);
    // The lamp of the second purchase leaves, for it was bought; the other one is for sale.
    assertThat(buy("d", "15.00"))
        .isInstanceOfSatisfying(
            Result.PriceChanged.class,
            it ->
                assertThat(it.lines())
                    .extracting(PricedLine::sku, line -> line.quantity().value())
                    .containsExactly(tuple(MUG, 1), tuple(LAMP, 1)));
    started(buy("e", "10.00"));
  }

  @Test
  void refusesABasketThatIsNotTheOneTheBuyerSaw() {
    add(MUG, 1);
    long seen = baskets.find(ADAS).version().value();
    baskets.remove(ADAS, MUG);
    add(LAMP, 1);
    assertThat(buy("a", "5.00", seen))
        .isInstanceOfSatisfying(
            Result.BasketChanged.class,
            it -> assertThat(it.basket().lines()).extracting(PricedLine::sku).containsOnly(LAMP));
    assertThat(checkouts.events()).isEmpty();
    CheckoutId bought = started(buy("b", "5.00", baskets.find(ADAS).version().value()));
    assertThat(bought(bought)).isEqualTo(Map.of(LAMP, Quantity.of(1)));
  }

  @Test
  void aClientThatNamesNoRevisionIsBoundByTheTotalOnly() {
    add(MUG, 1);
    baskets.remove(ADAS, MUG);
    add(LAMP, 1);
    started(buy("a", "5.00"));
    assertThat(baskets.find(ADAS).lines()).containsExactly(new BasketLine(LAMP, Quantity.of(1)));
  }
}
