package dev.stoa.notification.application;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.events.RefusedLineV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.NoticeType;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about a purchase: the step itself, last, and before it the steps that must
 * have come before. Events of different aggregates may arrive in any order, and a buyer who hears
 * of an order must have heard of the payment. So a late cause is told with its consequence, with
 * what the consequence knows of it, and is the same notice as its own event makes.
 */
final class PurchaseSteps {
  private final UserId user;
  private final Instant occurredAt;
  private final List<Notice> notices = new ArrayList<>();

  private PurchaseSteps(UUID user, PublishedEvent event) {
    this.user = new UserId(user);
    this.occurredAt = event.occurredAt();
  }

  UserId user() {
    return user;
  }

  /** In the order of telling. */
  List<Notice> notices() {
    return List.copyOf(notices);
  }

  /** What the event itself says. */
  Notice step() {
    return notices.getLast();
  }

  /** The steps that any event tells; empty for an event that is not about a purchase. */
  static Optional<PurchaseSteps> ofAny(PublishedEvent event) {
    return switch (event) {
      case BasketCheckedOutV1 e -> Optional.of(of(e));
      case StockReservedV1 e -> Optional.of(of(e));
      case StockRefusedV1 e -> Optional.of(of(e));
      case PaymentCreatedV1 e -> Optional.of(of(e));
      case PaymentDeclinedV1 e -> Optional.of(of(e));
      case PaymentRefundedV1 e -> Optional.of(of(e));
      case OrderPlacedV1 e -> Optional.of(of(e));
      case OrderCancelledV1 e -> Optional.of(of(e));
      case InvoiceIssuedV1 e -> Optional.of(of(e));
      case CreditNoteIssuedV1 e -> Optional.of(of(e));
      default -> Optional.empty();
    };
  }

  static PurchaseSteps of(BasketCheckedOutV1 e) {
    CheckoutV1 checkout = e.checkout();
    return new PurchaseSteps(checkout.userId(), e).started(checkout.checkoutId(), checkout.total());
  }

  static PurchaseSteps of(StockReservedV1 e) {
    CheckoutV1 checkout = e.checkout();
    return new PurchaseSteps(checkout.userId(), e)
        .started(checkout.checkoutId(), checkout.total())
        .reserved(checkout.checkoutId(), e.heldUntil());
  }

  static PurchaseSteps of(StockRefusedV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .started(e.checkoutId(), null)
        .add(
            NoticeType.STOCK_REFUSED,
            e.checkoutId(),
            data("checkoutId", e.checkoutId())
                .with("refused", e.refused().stream().map(PurchaseSteps::refused).toList()));
  }

  static PurchaseSteps of(PaymentCreatedV1 e) {
    CheckoutV1 checkout = e.checkout();
    return new PurchaseSteps(checkout.userId(), e)
        .started(checkout.checkoutId(), checkout.total())
        .reserved(checkout.checkoutId(), null)
        .captured(e.paymentId(), checkout.checkoutId(), checkout.total());
  }

  static PurchaseSteps of(PaymentDeclinedV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .started(e.checkoutId(), null)
        .reserved(e.checkoutId(), null)
        .add(
            NoticeType.PAYMENT_DECLINED,
            e.paymentId(),
            data("paymentId", e.paymentId())
                .with("checkoutId", e.checkoutId())
                .with("reason", e.reason()));
  }

  static PurchaseSteps of(PaymentRefundedV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .started(e.checkoutId(), e.amount())
        .reserved(e.checkoutId(), null)
        .captured(e.paymentId(), e.checkoutId(), e.amount())
        .refunded(e.paymentId(), e.checkoutId(), e.amount(), e.reason());
  }

  static PurchaseSteps of(OrderPlacedV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .started(e.checkoutId(), e.total())
        .reserved(e.checkoutId(), null)
        .captured(e.paymentId(), e.checkoutId(), e.total())
        .placed(e.orderId(), e.checkoutId(), e.paymentId(), e.total());
  }

  static PurchaseSteps of(OrderCancelledV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .started(e.checkoutId(), null)
        .reserved(e.checkoutId(), null)
        .placed(e.orderId(), e.checkoutId(), null, null)
        .add(
            NoticeType.ORDER_CANCELLED,
            e.orderId(),
            data("orderId", e.orderId())
                .with("checkoutId", e.checkoutId())
                .with("reason", e.reason()));
  }

  static PurchaseSteps of(InvoiceIssuedV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .captured(e.paymentId(), null, e.total())
        .invoiced(e.number(), e.orderId(), e.paymentId(), e.total());
  }

  static PurchaseSteps of(CreditNoteIssuedV1 e) {
    return new PurchaseSteps(e.userId(), e)
        .captured(e.paymentId(), null, e.total())
        .invoiced(e.invoiceNumber(), null, e.paymentId(), e.total())
        .refunded(e.paymentId(), null, e.total(), null)
        .add(
            NoticeType.CREDIT_NOTE_ISSUED,
            e.creditNoteId(),
            data("number", e.number())
                .with("invoiceNumber", e.invoiceNumber())
                .with("paymentId", e.paymentId())
                .with("total", e.total()));
  }

  private PurchaseSteps started(UUID checkout, @Nullable MoneyV1 total) {
    return add(
        NoticeType.CHECKOUT_STARTED, checkout, data("checkoutId", checkout).with("total", total));
  }

  private PurchaseSteps reserved(UUID checkout, @Nullable Instant heldUntil) {
    return add(
        NoticeType.STOCK_RESERVED,
        checkout,
        data("checkoutId", checkout).with("heldUntil", heldUntil));
  }

  private PurchaseSteps captured(UUID payment, @Nullable UUID checkout, MoneyV1 amount) {
    return add(
        NoticeType.PAYMENT_CAPTURED,
        payment,
        data("paymentId", payment).with("checkoutId", checkout).with("amount", amount));
  }

  private PurchaseSteps refunded(
      UUID payment, @Nullable UUID checkout, MoneyV1 amount, @Nullable String reason) {
    return add(
        NoticeType.PAYMENT_REFUNDED,
        payment,
        data("paymentId", payment)
            .with("checkoutId", checkout)
            .with("amount", amount)
            .with("reason", reason));
  }

  private PurchaseSteps placed(
      UUID order, UUID checkout, @Nullable UUID payment, @Nullable MoneyV1 total) {
    return add(
        NoticeType.ORDER_PLACED,
        order,
        data("orderId", order)
            .with("checkoutId", checkout)
            .with("paymentId", payment)
            .with("total", total));
  }

  private PurchaseSteps invoiced(String number, @Nullable UUID order, UUID payment, MoneyV1 total) {
    return add(
        NoticeType.INVOICE_ISSUED,
        Derivation.of("invoice-number", 1).with(number).id(),
        data("number", number)
            .with("orderId", order)
            .with("paymentId", payment)
            .with("total", total));
  }

  private PurchaseSteps add(NoticeType type, UUID of, Data data) {
    notices.add(Notice.of(type, of, occurredAt, data.members));
    return this;
  }

  private static Map<String, Object> refused(RefusedLineV1 line) {
    return data("sku", line.sku())
        .with("reason", line.reason())
        .with("requested", line.requested())
        .with("available", line.available())
        .with("currentPrice", line.currentPrice())
        .members;
  }

  static Map<String, Object> money(MoneyV1 money) {
    return data("amount", money.amount()).with("currency", money.currency()).members;
  }

  private static Data data(String name, Object value) {
    return new Data().with(name, value);
  }

  /** Members in the order of adding; what is not known is left out. */
  private static final class Data {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Data with(String name, @Nullable Object value) {
      switch (value) {
        case null -> {}
        case MoneyV1 money -> members.put(name, money(money));
        case UUID id -> members.put(name, id.toString());
        case Instant time -> members.put(name, time.toString());
        default -> members.put(name, value);
      }
      return this;
    }
  }
}
