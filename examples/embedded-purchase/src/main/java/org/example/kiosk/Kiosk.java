package org.example.kiosk;

import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.BasketContext;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.InMemoryBaskets;
import dev.stoa.basket.application.port.InMemoryCheckoutSignals;
import dev.stoa.basket.application.port.InMemoryCheckouts;
import dev.stoa.basket.application.port.InMemoryProductReplica;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.catalog.application.CatalogContext;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.InMemoryCatalogStores;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.invoicing.application.InvoicingContext;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.InMemoryInvoices;
import dev.stoa.ordering.application.OrderingContext;
import dev.stoa.ordering.application.port.InMemoryOrders;
import dev.stoa.payment.application.PaymentContext;
import dev.stoa.payment.application.port.InMemoryPaymentGateway;
import dev.stoa.payment.application.port.InMemoryPayments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.port.InMemoryEvents;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A kiosk: price, reserve, pay, invoice, on the domain and the use cases of Stoa. */
public final class Kiosk {
  private final InMemoryCatalogStores goods = new InMemoryCatalogStores();
  private final InMemoryCheckouts checkouts = new InMemoryCheckouts();
  private final InMemoryPayments payments = new InMemoryPayments();
  private final InMemoryOrders orders = new InMemoryOrders();
  private final InMemoryInvoices invoices = new InMemoryInvoices();

  // Each context is one plain object, which takes its ports.
  final CatalogContext catalog;
  final BasketContext basket;
  final PaymentContext payment;
  final OrderingContext ordering;
  final InvoicingContext invoicing;
  private final InMemoryEvents events;

  public Kiosk(InstantSource clock) {
    catalog =
        new CatalogContext(
            new CatalogContext.Ports(
                goods,
                ShownProducts.of(goods),
                goods,
                goods,
                goods,
                goods,
                Duration.ofMinutes(15),
                UUID::randomUUID,
                clock));
    basket =
        new BasketContext(
            new BasketContext.Ports(
                new InMemoryBaskets(),
                new InMemoryProductReplica(),
                checkouts,
                new InMemoryCheckoutSignals(),
                BasketSignals.NONE,
                clock));
    payment =
        new PaymentContext(new PaymentContext.Ports(
                payments, new InMemoryPaymentGateway(), Patience.DEFAULT, clock));
    ordering = new OrderingContext(new OrderingContext.Ports(orders, clock));
    invoicing =
        new InvoicingContext(new InvoicingContext.Ports(invoices, SellerConfiguration.DEMO, clock));

    // What one context commits reaches the others as events.
    events =
        new InMemoryEvents()
            .from(goods::events)
            .from(checkouts::events)
            .from(payments::events)
            .from(orders::events)
            .from(invoices::events)
            .to(catalog.subscriptions())
            .to(basket.subscriptions())
            .to(payment.subscriptions())
            .to(ordering.subscriptions())
            .to(invoicing.subscriptions());
  }

  /** Puts goods on sale. */
  public void stock(String sku, String title, Money price, int pieces) {
    Variant variant = new Variant(new Sku(sku), List.of(), price, null, TaxRate.parse("19"));
    ProductDetails details =
        new ProductDetails(
            new Slug(sku),
            title,
            title,
            "Kiosk",
            List.of(),
            List.of(),
            List.of(),
            List.of(variant),
            List.of(),
            true);
    if (!(catalog.createProduct.handle(new CreateProduct.Command(details, null))
        instanceof CreateProduct.Result.Created created)) {
      throw new IllegalStateException("not put on sale: " + sku);
    }
    catalog.recordStockMovement.handle(
        new RecordStockMovement.Command(
            created.product().id(), new Sku(sku), pieces, "delivered", null));
    events.deliverAll();
  }

  /** Buys: the price that the buyer saw is what is paid, or nothing is bought. */
  public StartCheckout.Result buy(
      UserId user, Buyer buyer, String sku, int pieces, Money seen, String token) {
    basket.addToBasket.handle(
        new AddToBasket.Command(
            BasketOwner.user(user), new Sku(sku), new Quantity(pieces), Optional.empty()));
    StartCheckout.Result result =
        basket.startCheckout.handle(
            new StartCheckout.Command(
                user, new IdempotencyKey(UUID.randomUUID().toString()), seen, null, token, buyer));
    // Reserves, pays, orders and invoices; and a second time changes nothing.
    events.deliverAll();
    return result;
  }
}
