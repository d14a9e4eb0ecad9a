package dev.stoa.prove;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.application.port.ProductReplica.ProductState;
import dev.stoa.basket.application.port.ProductReplica.Variant;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Goods that are lost, found, or sold when they should not be; and baskets that lose them. */
final class GoodsDefects {
  private GoodsDefects() {}

  static List<Plant> all() {
    return List.of(
        plant(
            "short-goods-not-returned",
            "goods of a checkout that fell short are never given back",
            Promise.GOODS_ADD_UP,
            instead(
                Stocks.class,
                "change",
                call ->
                    key(call).startsWith("returned:") ? new Stocks.Applied<>(true) : call.sound())),
        plant(
            "price-not-compared",
            "the price is not compared when goods are reserved",
            Promise.PRICE_AS_AGREED,
            () -> new Seen(true, false)),
        plant(
            "off-sale-sold",
            "products off sale are sold",
            Promise.OFF_SALE_IS_NOT_SOLD,
            () -> new Seen(false, true)),
        plant(
            "movement-not-written",
            "a movement of stock is acknowledged, but not written",
            Promise.ACKNOWLEDGED_IS_KEPT,
            instead(Stocks.class, "change", GoodsDefects::unwritten)),
        plant(
            "deletion-not-written",
            "the deletion of a product is acknowledged, but not written",
            Promise.ACKNOWLEDGED_IS_KEPT,
            instead(Products.class, "delete", call -> null)),
        plant(
            "change-not-written",
            "the change of a product is acknowledged, but not written",
            Promise.ACKNOWLEDGED_IS_KEPT,
            instead(Products.class, "save", GoodsDefects::firstOnly)),
        plant(
            "off-sale-shown",
            "buyers see products off sale as if they were on sale",
            Promise.TOLD_IS_TRUE,
            replica(s -> state(s, true, s.variants()))),
        plant(
            "deleted-shown",
            "buyers see products that were deleted",
            Promise.TOLD_IS_TRUE,
            instead(ProductReplica.class, "remove", call -> null)),
        plant(
            "shown-without-tax",
            "buyers buy at a tax rate of 0 %",
            Promise.TOLD_IS_TRUE,
            replica(s ->
                state(
                    s,
                    s.active(),
                    s.variants().stream()
                        .map(
                            v -> new Variant(v.sku(), v.title(), v.unitPrice(), TaxRate.parse("0")))
                        .toList()))),
        plant(
            "first-price-shown",
            "buyers see the first price that a product had",
            Promise.TOLD_IS_TRUE,
            FirstPriceShown::new),
        plant(
            "piece-more-shown",
            "buyers see one piece more than there is",
            Promise.TOLD_IS_TRUE,
            instead(
                ProductReplica.class,
                "putAvailable",
                call -> call.with(call.argument(0), (int) call.argument(1) + 1, call.argument(2)))),
        plant(
            "stock-event-without-version",
            "every change of a stock is published as its first version",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof StockChangedV1 e
                    ? new StockChangedV1(
                        e.sku(), e.available(), e.previouslyAvailable(), 1, e.occurredAt())
                    : event)),
        plant(
            "piece-more-in-the-basket",
            "one piece more than asked for comes into the basket",
            Promise.BASKETS_KEEP_LINES,
            instead(
                Baskets.class,
                "add",
                call -> call.replacing(2, Quantity.of(((Quantity) call.argument(2)).value() + 1)))),
        plant(
            "set-to-one-less",
            "a line is set to one piece less than asked for, if it can be",
            Promise.BASKETS_KEEP_LINES,
            instead(
                Baskets.class,
                "set",
                call ->
                    call.replacing(
                        2, Quantity.of(Math.max(1, ((Quantity) call.argument(2)).value() - 1))))),
        plant(
            "removed-line-kept",
            "a line that is removed stays in the basket",
            Promise.BASKETS_KEEP_LINES,
            instead(Baskets.class, "remove", call -> true)),
        plant(
            "cleared-basket-kept",
            "a basket that is cleared keeps its lines",
            Promise.BASKETS_KEEP_LINES,
            instead(Baskets.class, "clear", call -> null)),
        plant(
            "removal-clears-the-basket",
            "removing a line clears the basket",
            Promise.BASKETS_KEEP_LINES,
            DefectiveShop.port(
                Baskets.class,
                "remove",
                world ->
                    (sound, arguments) -> {
                      BasketOwner owner = (BasketOwner) arguments[0];
                      for (Sku sku : List.copyOf(world.offers().skus())) {
                        sound.call(owner, sku);
                      }
                      return true;
                    })));
  }

  private static Plant plant(String name, String text, Promise breaks, Supplier<Parts> parts) {
    return new Plant(name, text, breaks, 300, parts);
  }

  /** A call of a port. */
  private static final class Call {
    private final DefectivePort.Sound port;
    private final Object[] arguments;

    Call(DefectivePort.Sound port, Object[] arguments) {
      this.port = port;
      this.arguments = arguments;
    }

    Object argument(int number) {
      return arguments[number];
    }

    @Nullable Object sound() {
      return port.call(arguments);
    }

    @Nullable Object with(Object... others) {
      return port.call(others);
    }

    @Nullable Object replacing(int number, Object other) {
      Object[] changed = arguments.clone();
      changed[number] = other;
      return port.call(changed);
    }
  }

  private static Supplier<Parts> instead(
      Class<?> port, String method, Function<Call, @Nullable Object> instead) {
    return DefectiveShop.port(
        port, method, world -> (sound, arguments) -> instead.apply(new Call(sound, arguments)));
  }

  private static String key(Call call) {
    return ((MovementKey) call.argument(1)).value();
  }

  @SuppressWarnings("unchecked") // it is what the port says
  private static @Nullable Object unwritten(Call call) {
    boolean held =
        List.of("held", "sold", "released", "expired", "returned").stream()
            .anyMatch(kind -> key(call).startsWith(kind + ":"));
    if (held) {
      return call.sound();
    }
    Function<Stock, Stocks.Decision<Object>> decision =
        (Function<Stock, Stocks.Decision<Object>>) call.argument(2);
    // Deliveries are written, counts are not: without goods nobody could buy.
    Function<Stock, Stocks.Decision<Object>> changed =
        stock -> {
          Stocks.Decision<Object> decided = decision.apply(stock);
          StockMovement movement = decided.movement();
          return movement != null && movement.onHand() < 0
              ? new Stocks.Decision<>(decided.outcome(), null, List.of())
              : decided;
        };
    return call.replacing(2, changed);
  }

  private static Object firstOnly(Call call) {
    Product product = (Product) call.argument(0);
    return product.version().equals(Version.NEW)
        ? Objects.requireNonNull(call.sound())
        : product.version().next();
  }

  private static Supplier<Parts> replica(UnaryOperator<ProductState> change) {
    return instead(
        ProductReplica.class,
        "put",
        call -> call.with(change.apply((ProductState) call.argument(0))));
  }

  private static ProductState state(ProductState s, boolean active, List<Variant> variants) {
    return new ProductState(s.id(), s.version(), active, s.changedAt(), variants);
  }

  private static final class FirstPriceShown extends Parts {
    private final Map<Sku, Variant> first = new HashMap<>();

    @Override
    ProductReplica replica(World world, ProductReplica sound) {
      return DefectivePort.of(
          ProductReplica.class,
          sound,
          "put",
          (port, arguments) -> {
            ProductState state = (ProductState) arguments[0];
            List<Variant> variants = new ArrayList<>();
            for (Variant v : state.variants()) {
              Variant before = first.merge(v.sku(), v, (old, now) -> old);
              variants.add(new Variant(v.sku(), v.title(), before.unitPrice(), v.taxRate()));
            }
            return port.call(state(state, state.active(), variants));
          });
    }
  }

  /** The catalogue as the buyer of each line saw it, instead of as it is. */
  private static final class Seen extends Parts {
    private final boolean prices;
    private final boolean offSale;
    private final Map<Actor, BasketCheckedOutV1> reserving = new HashMap<>();

    Seen(boolean prices, boolean offSale) {
      this.prices = prices;
      this.offSale = offSale;
    }

    @Override
    Subscription reactions(World world, Subscription sound) {
      return DefectiveGroup.around(
          sound,
          (event, reaction) -> {
            Actor me = world.scheduler().current();
            if (event instanceof BasketCheckedOutV1 e) {
              reserving.put(me, e);
            }
            try {
              reaction.run();
            } finally {
              reserving.remove(me);
            }
          });
    }

    @Override
    Products products(World world, Products all) {
      return DefectivePort.of(
          Products.class,
          all,
          "findBySku",
          (sound, arguments) -> {
            Optional<?> found = (Optional<?>) Objects.requireNonNull(sound.call(arguments));
            BasketCheckedOutV1 event = reserving.get(world.scheduler().current());
            Sku sku = (Sku) arguments[0];
            return event == null
                ? found
                : found.map(product -> (Object) seen((Product) product, event, sku));
          });
    }

    private Product seen(Product product, BasketCheckedOutV1 event, Sku sku) {
      ProductDetails d = product.details();
      List<dev.stoa.catalog.domain.Variant> variants = new ArrayList<>();
      for (dev.stoa.catalog.domain.Variant v : d.variants()) {
        variants.add(
            event.checkout().lines().stream()
                .filter(line -> prices && v.sku().equals(sku) && line.sku().equals(sku.value()))
                .findFirst()
                .map(line ->
                    new dev.stoa.catalog.domain.Variant(
                        v.sku(), v.optionValues(), line.unitPrice().toMoney(), null, v.taxRate()))
                .orElse(v));
      }
      return Product.reconstitute(
          product.id(),
          product.version(),
          product.origin(),
          new ProductDetails(
              d.handle(),
              d.title(),
              d.description(),
              d.vendor(),
              d.categories(),
              d.tags(),
              d.options(),
              variants,
              d.images(),
              offSale || d.active()),
          product.createdAt(),
          product.updatedAt());
    }
  }
}
