package dev.stoa.prove;

import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.ClearBasket;
import dev.stoa.basket.application.ReadBasket;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.RemoveFromBasket;
import dev.stoa.basket.application.ReplicateProducts;
import dev.stoa.basket.application.SetQuantity;
import dev.stoa.basket.application.SettleCheckout;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.ExpireHolds;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.application.ReserveStock;
import dev.stoa.catalog.application.SettleReservation;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.invoicing.application.IssueCreditNote;
import dev.stoa.invoicing.application.IssueInvoice;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.notification.application.TellBuyers;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.ordering.application.CancelOrder;
import dev.stoa.ordering.application.PlaceOrder;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.ChargeCheckout;
import dev.stoa.payment.application.RefundCheckout;
import dev.stoa.payment.application.ResolvePayments;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The use cases and reactions of the shop over the simulated ports: the very classes it ships. */
final class Shop {
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
  final ExpireHolds expireHolds;
  final ResolvePayments resolvePayments;
  final List<Subscription> groups;

  /** The ports of a shop. */
  record Ports(
      Baskets baskets,
      Checkouts checkouts,
      ProductReplica replica,
      Products products,
      Stocks stocks,
      Reservations reservations,
      Payments payments,
      PaymentGateway gateway,
      Orders orders,
      Invoices invoices,
      Feeds feeds,
      IdGenerator ids,
      InstantSource clock) {}

  Shop(Ports p, Duration holdDuration) {
    BasketSignals basketSignals = BasketSignals.NONE;
    addToBasket = new AddToBasket(p.baskets, p.replica, basketSignals);
    setQuantity = new SetQuantity(p.baskets, p.replica, basketSignals);
    removeFromBasket = new RemoveFromBasket(p.baskets, basketSignals);
    clearBasket = new ClearBasket(p.baskets, basketSignals);
    readBasket = new ReadBasket(p.baskets, p.replica);
    startCheckout = new StartCheckout(p.baskets, p.replica, p.checkouts, p.clock);
    readCheckout = new ReadCheckout(p.checkouts);
    createProduct = new CreateProduct(p.products, new NoCategories(), p.stocks, p.ids, p.clock);
    changeProduct = new ChangeProduct(p.products, new NoCategories(), p.stocks, p.clock);
    deleteProduct = new DeleteProduct(p.products, p.clock);
    recordStockMovement = new RecordStockMovement(p.products, p.stocks, p.ids, p.clock);
    expireHolds = new ExpireHolds(p.stocks, p.clock);
    resolvePayments = new ResolvePayments(p.payments, p.gateway, p.clock, InTurn::new);
    SellerConfiguration seller = SellerConfiguration.DEMO;
    groups =
        List.of(
            Reactions.catalogStock(
                new ReserveStock(p.reservations, p.stocks, p.products, holdDuration, p.clock),
                new SettleReservation(p.reservations, p.stocks, p.clock)),
            Reactions.payment(
                new ChargeCheckout(p.payments, p.gateway, p.clock),
                new RefundCheckout(p.payments, p.gateway, p.clock)),
            Reactions.ordering(
                new PlaceOrder(p.orders, p.clock), new CancelOrder(p.orders, p.clock)),
            Reactions.invoicing(
                new IssueInvoice(p.invoices, seller, p.clock),
                new IssueCreditNote(p.invoices, seller, p.clock)),
            Reactions.basketCheckout(
                new SettleCheckout(p.baskets, p.checkouts, new NobodyWaits(), basketSignals)),
            Reactions.basketProducts(new ReplicateProducts(p.replica)),
            Reactions.notification(new TellBuyers(p.feeds, new NobodyListens(), p.clock)));
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
