package dev.stoa.catalog.application.port;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.ProductOption;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Things to sell, and buyers, for tests. */
public final class CatalogFixtures {
  public static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");
  public static final Instant LATER = NOW.plusSeconds(900);
  public static final Money PRICE = Money.ofMinor(1_990, "EUR");

  private CatalogFixtures() {}

  public static ProductId productId(int number) {
    return new ProductId(Derivation.of("test-product", 1).with(number).id());
  }

  public static CheckoutId checkoutId(int number) {
    return new CheckoutId(Derivation.of("test-checkout", 1).with(number).id());
  }

  /** A simple product of one variant, or one with an option when there are several SKUs. */
  public static ProductDetails details(String handle, String... skus) {
    List<Variant> variants = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String sku : skus) {
      boolean simple = skus.length == 1;
      values.add("value " + sku);
      variants.add(
          new Variant(
              new Sku(sku),
              simple ? List.of() : List.of("value " + sku),
              PRICE,
              null,
              TaxRate.parse("19")));
    }
    return new ProductDetails(
        new Slug(handle),
        "Title of " + handle,
        "Description of " + handle,
        "Vendor",
        List.of(),
        List.of("tag"),
        skus.length == 1 ? List.of() : List.of(new ProductOption("Kind", values)),
        variants,
        List.of(),
        true);
  }

  public static ProductDetails with(ProductDetails d, List<Slug> categories, boolean active) {
    return new ProductDetails(
        d.handle(),
        d.title(),
        d.description(),
        d.vendor(),
        categories,
        d.tags(),
        d.options(),
        d.variants(),
        d.images(),
        active);
  }

  public static Product product(int number, String handle, String... skus) {
    return Product.create(productId(number), details(handle, skus), NOW.plusSeconds(number));
  }

  public static ProductDeletedV1 deleted(Product product) {
    return new ProductDeletedV1(
        product.id().value(), List.of(), product.version().next().value(), NOW);
  }

  /** Puts pieces of a SKU on hand. */
  public static void receive(Stocks stocks, String sku, int quantity) {
    MovementKey key =
        MovementKey.recorded(Derivation.of("test-receipt", 1).with(sku).with(quantity).id());
    stocks.change(new Sku(sku), key, stock -> received(stock, key, quantity));
  }

  public static Stocks.Decision<Stock.RecordOutcome> received(
      Stock stock, MovementKey key, int quantity) {
    Stock.RecordOutcome outcome = stock.recordMovement(key, quantity, "delivery", NOW);
    StockMovement movement =
        outcome instanceof Stock.RecordOutcome.Recorded recorded ? recorded.movement() : null;
    return new Stocks.Decision<>(outcome, movement, List.of());
  }

  /** A checkout of these quantities at {@link #PRICE}, begun at {@link #NOW}. */
  public static CheckoutV1 checkout(int number, Map<String, Integer> quantities) {
    List<CheckoutLineV1> lines =
        quantities.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e ->
                new CheckoutLineV1(
                    e.getKey(),
                    productId(1).value(),
                    "title",
                    e.getValue(),
                    MoneyV1.of(PRICE),
                    "19"))
            .toList();
    AddressV1 address = new AddressV1("Ada", "1 Street", null, "10115", "Berlin", null, "DE");
    return new CheckoutV1(
        checkoutId(number).value(),
        Derivation.of("test-user", 1).with(number).id(),
        lines,
        MoneyV1.of(PRICE),
        "tok_success",
        NOW,
        new BuyerV1("ada@example.com", address, address));
  }

  public static BasketCheckedOutV1 checkedOut(CheckoutV1 checkout) {
    return new BasketCheckedOutV1(checkout, NOW);
  }

  public static PaymentCreatedV1 paid(CheckoutV1 checkout) {
    return new PaymentCreatedV1(
        Derivation.of("payment", 1).with(checkout.checkoutId()).id(), checkout, "charge", NOW);
  }

  public static PaymentDeclinedV1 declined(CheckoutV1 checkout) {
    return new PaymentDeclinedV1(
        Derivation.of("payment", 1).with(checkout.checkoutId()).id(),
        checkout.checkoutId(),
        checkout.userId(),
        "card-declined",
        NOW);
  }

  /** Runs the task for 0 to n - 1, all at once, and waits for all. */
  public static void atOnce(int n, IntConsumer task) {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < n; i++) {
        int number = i;
        running.add(
            threads.submit(() -> {
              start.await();
              task.accept(number);
              return number;
            }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
