package dev.stoa.prove;

import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.ProductView;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Somebody who runs the shop: changes prices and stock, takes products off sale, deletes some. */
final class Admin implements Runnable {
  private static final List<TaxRate> RATES =
      List.of(
          TaxRate.parse("19"),
          TaxRate.parse("19"),
          TaxRate.parse("7"),
          TaxRate.parse("5.5"),
          TaxRate.parse("0"));

  private static final List<String> NAMES = List.of("improved", "in green", "second edition");

  private final World world;
  private final Desk desk;
  private final Chance chance;
  private final String name;
  private final UserId user;
  private final List<Sku> skus;
  private final int actions;
  private int keys;

  Admin(World world, Chance chance, int number, List<Sku> skus, int actions) {
    this.world = world;
    this.desk = new Desk(world);
    this.chance = chance;
    this.name = "admin-" + number;
    this.user = new UserId(Derivation.of("prove-admin", 1).with(number).id());
    this.skus = skus;
    this.actions = actions;
    world.trace().name(user.value(), name);
  }

  String name() {
    return name;
  }

  /** The product that has the SKU: in these histories each has one. */
  static ProductId productOf(Sku sku) {
    return new ProductId(Derivation.of("prove-product", 1).with(sku.value()).id());
  }

  /** Puts all products on sale, with few pieces of each. */
  void setUp() {
    for (Sku sku : skus) {
      world.trace().name(productOf(sku).value(), "product(" + sku + ")");
      ProductDetails details = details(sku, price(), true);
      desk.ask(
          Node.Part.CATALOG,
          "creates " + sku,
          () ->
              world
                  .shop()
                  .createProduct
                  .handle(new CreateProduct.Command(details, productOf(sku))));
      world.answers().price(sku, details.variants().getFirst().price());
      move(sku, chance.percent(50) ? chance.between(1, 5) : chance.between(10, 40));
    }
  }

  @Override
  public void run() {
    for (int i = 0; i < actions; i++) {
      world.scheduler().sleep(chance.between(1, 60_000) * 1_000L);
      Sku sku = chance.pick(skus);
      switch (chance.below(10)) {
        case 0, 1, 2 -> change(sku, details(sku, price(), true));
        case 3 -> change(sku, details(sku, lastPrice(sku), false));
        case 4 -> {
          if (chance.percent(25)) {
            delete(sku);
          }
        }
        case 5, 6 -> move(sku, -chance.between(1, 4));
        default -> move(sku, chance.between(1, 4));
      }
    }
  }

  private void change(Sku sku, ProductDetails details) {
    world.answers().price(sku, details.variants().getFirst().price());
    ChangeProduct.Command command = new ChangeProduct.Command(productOf(sku), details, null);
    for (int attempt = 1; attempt <= 5; attempt++) {
      ChangeProduct.Result result =
          desk.ask(
              Node.Part.CATALOG,
              "changes " + sku + " to " + details.variants().getFirst().price(),
              () -> world.shop().changeProduct.handle(command));
      if (result instanceof ChangeProduct.Result.Changed changed) {
        ProductView product = changed.product();
        world.answers().count();
        world.answers().changed(product.id(), product.version(), product.details());
        return;
      }
      if (result != null) {
        return;
      }
      world.scheduler().sleep(2_000_000);
    }
  }

  private void delete(Sku sku) {
    for (int attempt = 1; attempt <= 5; attempt++) {
      DeleteProduct.Result result =
          desk.ask(
              Node.Part.CATALOG,
              "deletes " + sku,
              () ->
                  world
                      .shop()
                      .deleteProduct
                      .handle(new DeleteProduct.Command(productOf(sku), null)));
      if (result instanceof DeleteProduct.Result.Deleted) {
        world.answers().count();
        world.answers().deleted(productOf(sku));
        return;
      }
      if (result != null) {
        return;
      }
      world.scheduler().sleep(2_000_000);
    }
  }

  private void move(Sku sku, int delta) {
    keys++;
    UUID id = RecordStockMovement.idOf(user, new IdempotencyKey("move-" + keys));
    world.trace().name(id, "movement(" + name + "/" + keys + ")");
    RecordStockMovement.Command command =
        new RecordStockMovement.Command(
            productOf(sku), sku, delta, delta > 0 ? "delivery" : "count", id);
    boolean first = true;
    for (int attempt = 1; attempt <= 5; attempt++) {
      RecordStockMovement.Result result =
          desk.ask(
              Node.Part.CATALOG,
              "moves " + delta + " " + sku,
              () -> world.shop().recordStockMovement.handle(command));
      switch (result) {
        case null -> {
          first = false;
          world.scheduler().sleep(2_000_000);
        }
        case RecordStockMovement.Result.Recorded recorded -> {
          world.answers().count();
          world.answers().moved(id, sku, delta);
          return;
        }
        case RecordStockMovement.Result.Impossible no -> {
          if (first) {
            world.answers().movementRefused(id);
          }
          return;
        }
        case RecordStockMovement.Result.NotFound no -> {
          if (first) {
            world.answers().movementRefused(id);
          }
          return;
        }
        case RecordStockMovement.Result.KeyReused no -> {
          world.answers().untrue(name + " was told that a key was used for another movement");
          return;
        }
      }
    }
  }

  /** What is taken off sale costs what it did: nothing else says that it cannot be bought. */
  private Money lastPrice(Sku sku) {
    Money last = world.offers().of(sku).getLast().price();
    return last == null ? price() : last;
  }

  private Money price() {
    return Money.ofMinor(chance.between(1, 20) * 100L + chance.between(0, 99), "EUR");
  }

  /** A product mostly keeps the rate that it was created with. */
  private TaxRate rateOf(Sku sku) {
    List<Offers.Offer> before = world.offers().of(sku);
    TaxRate rate = before.isEmpty() ? null : before.getFirst().taxRate();
    return rate == null || chance.percent(10) ? chance.pick(RATES) : rate;
  }

  /** Changes the price of a SKU or takes it off sale, and some time later puts it on sale again. */
  void meddle(Sku sku) {
    boolean offSale = chance.percent(60);
    change(sku, details(sku, offSale ? lastPrice(sku) : price(), !offSale));
    world.scheduler().sleep(chance.between(1, 240) * 1_000_000L);
    change(sku, details(sku, price(), true));
  }

  /**
   * A piece that is held for the checkout is found broken, and all that would be lost before it.
   */
  void lose(Sku sku, CheckoutId checkout) {
    Stock stock = world.stocks().stored(sku);
    int lost = stock.available() + 1;
    for (StockHold newest : List.copyOf(stock.holds()).reversed()) {
      if (newest.checkout().equals(checkout)) {
        move(sku, -lost);
        return;
      }
      lost += newest.quantity().value();
    }
  }

  private ProductDetails details(Sku sku, Money price, boolean active) {
    String title = "Thing " + sku + (chance.percent(20) ? ", " + chance.pick(NAMES) : "");
    return new ProductDetails(
        new Slug("thing-" + sku.value().toLowerCase(Locale.ROOT)),
        title,
        "",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(new Variant(sku, List.of(), price, null, rateOf(sku))),
        List.of(),
        active);
  }
}
