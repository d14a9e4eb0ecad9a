package dev.stoa.prove;

import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.BasketContext;
import dev.stoa.basket.application.ClearBasket;
import dev.stoa.basket.application.ReadBasket;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.RemoveFromBasket;
import dev.stoa.basket.application.SetQuantity;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.catalog.application.CatalogContext;
import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.invoicing.application.InvoicingContext;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Seller;
import dev.stoa.notification.application.NotificationContext;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.ordering.application.OrderingContext;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.PaymentContext;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contexts of the shop over the simulated ports: the very objects that it ships. */
final class Shop {
  /** So much later than in Greenwich the day, and the year, begins where the seller is. */
  static final int SECONDS_EAST_OF_GREENWICH = 3_600;

  /** Who sells. */
  static final SellerConfiguration SELLER =
      new SellerConfiguration(
          new Seller(
              "The Shop of the Histories",
              "DE987654321",
              "seller@example.com",
              new PostalAddress(
                  "The Shop", "5 Market Square", null, "10117", "Berlin", null, "DE")),
          ZoneOffset.ofTotalSeconds(SECONDS_EAST_OF_GREENWICH));

  final AddToBasket addToBasket;
  final SetQuantity setQuantity;
  final RemoveFromBasket removeFromBasket;
  final ClearBasket clearBasket;
  final ReadBasket readBasket;
  final StartCheckout startCheckout;
  final ReadCheckout readCheckout;
  final CreateProduct createProduct;
  final ChangeProduct changeProduct;
  final DeleteProduct deleteProduct;
  final RecordStockMovement recordStockMovement;
  private final Map<Node.Part, BoundedContext> contexts;

  /** The ports of a shop. */
  record Ports(
      Baskets baskets,
      Checkouts checkouts,
      ProductReplica replica,
      Products products,
      Stocks stocks,
      Reservations reservations,
      KeyedCommands commands,
      Payments payments,
      PaymentGateway gateway,
      Orders orders,
      Invoices invoices,
      Feeds feeds,
      IdGenerator ids,
      InstantSource clock) {}

  Shop(Ports p, Duration holdDuration) {
    CatalogContext catalog =
        new CatalogContext(
            new CatalogContext.Ports(
                p.products,
                ShownProducts.of(p.products),
                new NoCategories(),
                p.stocks,
                p.reservations,
                p.commands,
                holdDuration,
                p.ids,
                p.clock));
    PaymentContext payment =
        new PaymentContext(
            new PaymentContext.Ports(
                p.payments, p.gateway, Patience.DEFAULT, p.clock, InTurn::new));
    OrderingContext ordering = new OrderingContext(new OrderingContext.Ports(p.orders, p.clock));
    InvoicingContext invoicing =
        new InvoicingContext(new InvoicingContext.Ports(p.invoices, SELLER, p.clock));
    BasketContext basket =
        new BasketContext(
            new BasketContext.Ports(
                p.baskets, p.replica, p.checkouts, new NobodyWaits(), BasketSignals.NONE, p.clock));
    NotificationContext notification =
        new NotificationContext(
            new NotificationContext.Ports(p.feeds, new NobodyListens(), p.clock));
    contexts = new LinkedHashMap<>();
    contexts.put(Node.Part.CATALOG, catalog);
    contexts.put(Node.Part.PAYMENT, payment);
    contexts.put(Node.Part.ORDERING, ordering);
    contexts.put(Node.Part.INVOICING, invoicing);
    contexts.put(Node.Part.BASKET, basket);
    contexts.put(Node.Part.NOTIFICATION, notification);
    addToBasket = basket.addToBasket;
    setQuantity = basket.setQuantity;
    removeFromBasket = basket.removeFromBasket;
    clearBasket = basket.clearBasket;
    readBasket = basket.readBasket;
    startCheckout = basket.startCheckout;
    readCheckout = basket.readCheckout;
    createProduct = catalog.createProduct;
    changeProduct = catalog.changeProduct;
    deleteProduct = catalog.deleteProduct;
    recordStockMovement = catalog.recordStockMovement;
  }

  /** The contexts with the part of the shop that runs each; in a fixed order. */
  Map<Node.Part, BoundedContext> contexts() {
    return Collections.unmodifiableMap(contexts);
  }

  /** Hints are allowed to be lost; here all of them are. */
  private static final class NobodyWaits implements CheckoutSignals {
    @Override
    public void announce(CheckoutId checkout) {}

    @Override
    public CheckoutSignals.Listening listen(CheckoutId checkout) {
      return new CheckoutSignals.Listening() {
        @Override
        public boolean await(Duration atMost) {
          return false;
        }

        @Override
        public void close() {}
      };
    }
  }

  private static final class NobodyListens implements NoticeSignals {
    @Override
    public void announce(Signal signal) {}

    @Override
    public NoticeSignals.Listening listen(Listener listener) {
      return () -> {};
    }
  }

  /** The products of a history are in no category. */
  private static final class NoCategories implements Categories {
    @Override
    public Optional<Category> find(CategoryId id) {
      return Optional.empty();
    }

    @Override
    public Optional<Category> findBySlug(Slug slug) {
      return Optional.empty();
    }

    @Override
    public List<Category> all() {
      return List.of();
    }

    @Override
    public Version save(Category category) {
      throw new IllegalStateException("nobody creates a category here");
    }

    @Override
    public void delete(Category category) {
      throw new IllegalStateException("nobody deletes a category here");
    }
  }
}
