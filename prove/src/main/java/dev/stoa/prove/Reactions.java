package dev.stoa.prove;

import dev.stoa.basket.application.ReplicateProducts;
import dev.stoa.basket.application.SettleCheckout;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.catalog.application.ReserveStock;
import dev.stoa.catalog.application.SettleReservation;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.invoicing.application.IssueCreditNote;
import dev.stoa.invoicing.application.IssueInvoice;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.invoicing.events.InvoicingEvents;
import dev.stoa.notification.application.TellBuyers;
import dev.stoa.ordering.application.CancelOrder;
import dev.stoa.ordering.application.PlaceOrder;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.payment.application.ChargeCheckout;
import dev.stoa.payment.application.RefundCheckout;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentEvents;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The groups of reactions that a purchase passes through, as the wiring of the shop makes them; a
 * test of the wiring compares the two.
 */
public final class Reactions {
  /** Every event of a purchase. */
  static final EventTypes TYPES =
      new EventTypes(
          Stream.of(
                  CatalogEvents.all(),
                  BasketEvents.all(),
                  PaymentEvents.all(),
                  OrderingEvents.all(),
                  InvoicingEvents.all())
              .<EventType<?>>flatMap(List::stream)
              .toList());

  private Reactions() {}

  /** Every group that is simulated, with the events that it reacts to. */
  public static Map<String, Set<Class<? extends PublishedEvent>>> simulated() {
    return new World(1, Mask.NONE, Trace.none(), new Parts())
        .groups().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Subscription::group, group -> Set.copyOf(group.eventTypes())));
  }

  static Subscription catalogStock(ReserveStock reserve, SettleReservation settle) {
    return Subscription.group("catalog-stock")
        .on(BasketCheckedOutV1.class, reserve::on)
        .on(PaymentCreatedV1.class, settle::on)
        .on(PaymentDeclinedV1.class, settle::on)
        .build();
  }

  static Subscription payment(ChargeCheckout charge, RefundCheckout refund) {
    return Subscription.group("payment")
        .on(StockReservedV1.class, charge::on)
        .on(StockShortV1.class, refund::on)
        .build();
  }

  static Subscription ordering(PlaceOrder place, CancelOrder cancel) {
    return Subscription.group("ordering")
        .on(PaymentCreatedV1.class, place::on)
        .on(PaymentRefundedV1.class, cancel::on)
        .build();
  }

  static Subscription invoicing(IssueInvoice issue, IssueCreditNote reverse) {
    return Subscription.group("invoicing")
        .on(PaymentCreatedV1.class, issue::on)
        .on(PaymentRefundedV1.class, reverse::on)
        .build();
  }

  static Subscription basketCheckout(SettleCheckout settle) {
    return Subscription.group("basket-checkout")
        .on(PaymentCreatedV1.class, settle::on)
        .on(OrderPlacedV1.class, settle::on)
        .on(StockRefusedV1.class, settle::on)
        .on(PaymentDeclinedV1.class, settle::on)
        .on(PaymentRefundedV1.class, settle::on)
        .build();
  }

  static Subscription basketProducts(ReplicateProducts replicate) {
    return Subscription.group("basket-products")
        .on(ProductCreatedV1.class, replicate::on)
        .on(ProductUpdatedV1.class, replicate::on)
        .on(ProductDeletedV1.class, replicate::on)
        .on(StockChangedV1.class, replicate::on)
        .build();
  }

  static Subscription notification(TellBuyers tell) {
    return Subscription.group("notification")
        .on(BasketCheckedOutV1.class, tell::on)
        .on(StockReservedV1.class, tell::on)
        .on(StockRefusedV1.class, tell::on)
        .on(PaymentCreatedV1.class, tell::on)
        .on(PaymentDeclinedV1.class, tell::on)
        .on(PaymentRefundedV1.class, tell::on)
        .on(OrderPlacedV1.class, tell::on)
        .on(OrderCancelledV1.class, tell::on)
        .on(InvoiceIssuedV1.class, tell::on)
        .on(CreditNoteIssuedV1.class, tell::on)
        .build();
  }
}
