package dev.stoa.prove;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.domain.Notice;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.Refused;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.MoneyV1;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Money that is taken or given back wrongly, ends that are lost, and news that are not so. */
final class MoneyDefects {
  private static final UUID NOBODY = new UUID(3, 3);
  private static final MoneyV1 ONE = new MoneyV1("1.00", "EUR");

  private MoneyDefects() {}

  static List<Plant> all() {
    return List.of(
        plant(
            "charged-a-cent-more",
            "the gateway is asked for a cent more",
            Promise.PRICE_AS_AGREED,
            gateway("charge", a -> new Object[] {a[0], cent((Money) a[1]), a[2]}, r -> r)),
        plant(
            "charged-to-another-card",
            "the gateway is given another payment method",
            Promise.CHARGE_HAS_ORDER_AND_INVOICE,
            gateway(
                "charge",
                a ->
                    new Object[] {
                      a[0], a[1], new PaymentMethod(((PaymentMethod) a[2]).token() + "-other")
                    },
                r -> r)),
        plant(
            "half-refunded",
            "half of the amount is given back",
            Promise.CHARGE_HAS_ORDER_AND_INVOICE,
            gateway("refund", a -> new Object[] {a[0], a[1], half((Money) a[2])}, r -> r)),
        plant(
            "refused-taken-for-charged",
            "a charge that the gateway refuses is taken to be made",
            Promise.CHARGE_HAS_ORDER_AND_INVOICE,
            gateway(
                "charge",
                a -> a,
                r -> r instanceof Refused ? new Charged(new ChargeReference("ch-none")) : r)),
        plant(
            "another-charge-noted",
            "another charge is noted than the gateway names",
            Promise.PAPERS_AGREE,
            gateway(
                "charge",
                a -> a,
                r -> r instanceof Charged ? new Charged(new ChargeReference("ch-other")) : r)),
        plant(
            "refund-taken-for-made",
            "a refund that is asked for is taken to be made",
            Promise.CHARGE_HAS_ORDER_AND_INVOICE,
            DefectiveShop.port(
                PaymentGateway.class,
                "refund",
                world -> (sound, arguments) -> new PaymentGateway.Refunded())),
        plant(
            "checkout-of-another-buyer",
            "a checkout is written for another account",
            Promise.ACKNOWLEDGED_IS_KEPT,
            saving(
                Checkouts.class,
                one ->
                    one instanceof Checkout.Pending p
                        ? new Checkout.Pending(
                            ofNobody(p.content()), p.version(), p.buyer(), p.paymentMethod())
                        : one)),
        lost("completion", Checkouts.class, Checkout.Completed.class),
        lost("decline-of-a-checkout", Checkouts.class, Checkout.Declined.class),
        lost("refusal-of-a-checkout", Checkouts.class, Checkout.Refused.class),
        lost("capture", Payments.class, Payment.Captured.class),
        lost("decline-of-a-payment", Payments.class, Payment.Declined.class),
        lost("refund", Payments.class, Payment.Refunded.class),
        lost("cancellation", Orders.class, Order.Cancelled.class),
        plant(
            "first-number-left-out",
            "the first number of a series is left out",
            Promise.NUMBERS_WITHOUT_GAP,
            FirstNumberLeftOut::new),
        plant(
            "notice-to-the-wrong-buyer",
            "a notice goes to whoever was told something before",
            Promise.TOLD_IS_TRUE,
            ToTheLastOne::new),
        plant(
            "notice-of-another-amount",
            "buyers are told another amount than was taken",
            Promise.TOLD_IS_TRUE,
            notices(
                all -> true, data -> data.computeIfPresent("amount", (name, amount) -> oneEuro()))),
        plant(
            "order-never-told",
            "nobody is told of an order",
            Promise.TOLD_IS_TRUE,
            notices(notice -> !notice.type().equals("order-placed"), data -> {})),
        plant(
            "invoice-never-told",
            "nobody is told of an invoice",
            Promise.TOLD_IS_TRUE,
            notices(notice -> !notice.type().equals("invoice-issued"), data -> {})),
        plant(
            "order-placed-for-another-amount",
            "an order is announced with another total",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof OrderPlacedV1 e
                    ? new OrderPlacedV1(
                        e.orderId(), e.checkoutId(), e.paymentId(), e.userId(), ONE, e.occurredAt())
                    : event)),
        plant(
            "order-placed-for-another-buyer",
            "an order is announced to another buyer",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof OrderPlacedV1 e
                    ? new OrderPlacedV1(
                        e.orderId(),
                        e.checkoutId(),
                        e.paymentId(),
                        NOBODY,
                        e.total(),
                        e.occurredAt())
                    : event)),
        plant(
            "order-placed-for-another-checkout",
            "an order is announced for another checkout",
            Promise.EVERY_CHECKOUT_ENDS,
            DefectiveShop.publishing(event ->
                event instanceof OrderPlacedV1 e
                    ? new OrderPlacedV1(
                        e.orderId(), NOBODY, e.paymentId(), e.userId(), e.total(), e.occurredAt())
                    : event)),
        plant(
            "cancelled-without-reason",
            "a cancelled order is announced with another reason",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof OrderCancelledV1 e
                    ? new OrderCancelledV1(
                        e.orderId(), e.checkoutId(), e.userId(), "any", e.occurredAt())
                    : event)),
        plant(
            "invoice-announced-under-another-number",
            "an invoice is announced under the number after its own",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof InvoiceIssuedV1 e
                    ? new InvoiceIssuedV1(
                        e.invoiceId(),
                        e.number() + "1",
                        e.orderId(),
                        e.paymentId(),
                        e.userId(),
                        e.total(),
                        e.occurredAt())
                    : event)),
        plant(
            "invoice-announced-to-another-buyer",
            "an invoice is announced to another buyer",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof InvoiceIssuedV1 e
                    ? new InvoiceIssuedV1(
                        e.invoiceId(),
                        e.number(),
                        e.orderId(),
                        e.paymentId(),
                        NOBODY,
                        e.total(),
                        e.occurredAt())
                    : event)),
        plant(
            "credit-note-announced-for-another-amount",
            "a credit note is announced with another total",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof CreditNoteIssuedV1 e
                    ? new CreditNoteIssuedV1(
                        e.creditNoteId(),
                        e.number(),
                        e.invoiceNumber(),
                        e.paymentId(),
                        e.userId(),
                        ONE,
                        e.occurredAt())
                    : event)),
        plant(
            "decline-announced-with-another-reason",
            "a declined payment is announced with another reason",
            Promise.TOLD_IS_TRUE,
            DefectiveShop.publishing(event ->
                event instanceof PaymentDeclinedV1 e
                    ? new PaymentDeclinedV1(
                        e.paymentId(), e.checkoutId(), e.userId(), "any", e.occurredAt())
                    : event)),
        plant(
            "payment-announced-without-its-charge",
            "a payment is announced with another charge than the gateway's",
            Promise.PAPERS_AGREE,
            DefectiveShop.publishing(event ->
                event instanceof PaymentCreatedV1 e
                    ? new PaymentCreatedV1(e.paymentId(), e.checkout(), "ch-0", e.occurredAt())
                    : event)));
  }

  private static Plant plant(String name, String text, Promise breaks, Supplier<Parts> parts) {
    return new Plant(name, text, breaks, 300, parts);
  }

  private static Map<String, Object> oneEuro() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("amount", ONE.amount());
    data.put("currency", ONE.currency());
    return data;
  }

  private static Money cent(Money money) {
    return money.plus(new Money(1, money.currency()));
  }

  private static Money half(Money money) {
    return new Money(money.minorUnits() / 2, money.currency());
  }

  private static CheckoutContent ofNobody(CheckoutContent c) {
    return new CheckoutContent(
        c.id(),
        new UserId(NOBODY),
        c.lines(),
        c.total(),
        c.fingerprint(),
        c.startedAt(),
        c.origin());
  }

  private static Supplier<Parts> gateway(
      String method, UnaryOperator<Object[]> asked, UnaryOperator<Object> answered) {
    return DefectiveShop.port(
        PaymentGateway.class,
        method,
        world ->
            (sound, arguments) ->
                answered.apply(Objects.requireNonNull(sound.call(asked.apply(arguments)))));
  }

  private static Supplier<Parts> saving(Class<?> port, UnaryOperator<Object> saved) {
    return DefectiveShop.port(
        port,
        "save",
        world -> (sound, arguments) -> sound.call(saved.apply(arguments[0]), arguments[1]));
  }

  /** A state is taken to be written with its events, and is not. */
  private static Plant lost(String what, Class<?> port, Class<? extends Aggregate<?>> state) {
    return plant(
        "lost-" + what,
        "the " + what.replace('-', ' ') + " is taken to be written, but is not",
        Promise.EVERY_CHECKOUT_ENDS,
        DefectiveShop.port(
            port,
            "save",
            world ->
                (sound, arguments) ->
                    state.isInstance(arguments[0])
                        ? state.cast(arguments[0]).version().next()
                        : sound.call(arguments)));
  }

  private static final class FirstNumberLeftOut extends Parts {
    @Override
    SimulatedInvoices invoices(Gate gate, Journal journal) {
      return new SimulatedInvoices(gate, journal) {
        @Override
        long next(Series series) {
          return Math.max(2, super.next(series));
        }
      };
    }
  }

  private static Supplier<Parts> notices(
      Predicate<Notice> kept, Consumer<Map<String, Object>> change) {
    return DefectiveShop.port(
        Feeds.class,
        "append",
        world ->
            (sound, arguments) -> {
              List<Notice> all = new ArrayList<>();
              for (Object one : (List<?>) arguments[1]) {
                Notice notice = (Notice) one;
                if (kept.test(notice)) {
                  Map<String, Object> data = new LinkedHashMap<>(notice.data());
                  change.accept(data);
                  all.add(new Notice(notice.id(), notice.type(), notice.occurredAt(), data));
                }
              }
              return sound.call(arguments[0], all);
            });
  }

  private static final class ToTheLastOne extends Parts {
    private @Nullable Object last;

    @Override
    Feeds feeds(World world, Feeds sound) {
      return DefectivePort.of(
          Feeds.class,
          sound,
          "append",
          (port, arguments) -> {
            Object reader = Objects.requireNonNullElse(last, arguments[0]);
            last = arguments[0];
            return port.call(reader, arguments[1]);
          });
    }
  }
}
