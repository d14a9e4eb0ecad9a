package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.RefusedLine;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.notification.domain.Notice;
import dev.stoa.ordering.domain.Order;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what buyers were told: each notice is of a purchase of theirs and says what is so of it,
 * and of each purchase every step was told.
 */
final class Notices {
  private final World world;
  private final Findings findings;
  private final Map<String, Checkout> byCheckout = new HashMap<>();
  private final Map<String, Payment> byPayment = new HashMap<>();
  private final Map<String, Order> byOrder = new HashMap<>();
  private final Map<String, Invoice> byNumber = new HashMap<>();
  private final Map<CheckoutId, Set<String>> told = new HashMap<>();

  Notices(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    world.checkouts().stored().forEach(c -> byCheckout.put(c.id().toString(), c));
    world.payments().stored().forEach(p -> byPayment.put(p.id().toString(), p));
    world.orders().stored().forEach(o -> byOrder.put(o.id().toString(), o));
    world.invoices().stored().forEach(i -> byNumber.put(i.number().toString(), i));
  }

  void check() {
    for (UserId user : world.feeds().readers()) {
      for (Notice notice : world.feeds().stored(user)) {
        Checkout checkout = checkoutOf(notice);
        findings.check(
            Promise.TOLD_IS_TRUE,
            checkout != null
                && checkout.content().userId().equals(user)
                && says(notice, expected(notice, checkout)),
            "%s was told %s %s, but of %s is true: %s",
            user,
            notice.type(),
            notice.data(),
            checkout == null ? "nothing" : checkout.id() + " of " + checkout.content().userId(),
            checkout == null ? "nothing" : expected(notice, checkout));
        if (checkout != null) {
          told.computeIfAbsent(checkout.id(), id -> new HashSet<>()).add(notice.type());
        }
      }
    }
    for (Checkout checkout : byCheckout.values()) {
      Set<String> heard = told.getOrDefault(checkout.id(), Set.of());
      findings.check(
          Promise.TOLD_IS_TRUE,
          heard.containsAll(steps(checkout)),
          "the buyer of %s, which is %s, was told no more than %s",
          checkout.id(),
          checkout.getClass().getSimpleName(),
          heard);
    }
  }

  private static List<String> steps(Checkout end) {
    return switch (end) {
      case Checkout.Pending pending -> List.of("checkout-started");
      case Checkout.Refused refused -> List.of("checkout-started", "stock-refused");
      case Checkout.Declined declined ->
          List.of("checkout-started", "stock-reserved", "payment-declined");
      case Checkout.Completed completed ->
          List.of(
              "checkout-started",
              "stock-reserved",
              "payment-captured",
              "order-placed",
              "invoice-issued");
      case Checkout.Refunded refunded ->
          List.of("checkout-started", "payment-captured", "payment-refunded");
    };
  }

  private @Nullable Checkout checkoutOf(Notice notice) {
    Object checkout = notice.data().get("checkoutId");
    if (checkout != null) {
      return byCheckout.get(checkout.toString());
    }
    Payment payment = byPayment.get(String.valueOf(notice.data().get("paymentId")));
    return payment == null ? null : byCheckout.get(payment.purchase().checkoutId().toString());
  }

  /** Whether all that a notice says is so; it may say less. */
  private static boolean says(Notice notice, Map<String, @Nullable Object> expected) {
    return notice.data().entrySet().stream()
        .allMatch(said -> Objects.equals(expected.get(said.getKey()), said.getValue()));
  }

  /** All that can be said. */
  private Map<String, @Nullable Object> expected(Notice notice, Checkout checkout) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("checkoutId", checkout.id().toString());
    Map<String, Object> total = money(checkout.content().total());
    Payment payment = byPayment.get(String.valueOf(notice.data().get("paymentId")));
    boolean mine = payment != null && payment.purchase().checkoutId().equals(checkout.id());
    switch (notice.type()) {
      case "checkout-started" -> all.put("total", total);
      case "stock-reserved" -> all.put("heldUntil", notice.data().get("heldUntil"));
      case "stock-refused" -> all.put("refused", refused(checkout));
      case "payment-captured" -> all.put("amount", total);
      case "payment-declined" -> all.put("reason", declined(payment));
      case "payment-refunded" -> {
        all.put("amount", total);
        all.put("reason", payment instanceof Payment.Refunded r ? r.reason().slug() : null);
      }
      case "order-placed" -> {
        all.put("total", total);
        all.put("orderId", orderOf(notice, checkout));
        all.put("paymentId", orderedWith(notice));
      }
      case "order-cancelled" -> {
        all.put("orderId", orderOf(notice, checkout));
        Order order = byOrder.get(String.valueOf(notice.data().get("orderId")));
        all.put("reason", order instanceof Order.Cancelled c ? c.reason() : null);
      }
      case "invoice-issued" -> {
        all.put("total", total);
        all.put("number", numberOf(notice, "number", payment));
        all.put("orderId", orderOf(notice, checkout));
      }
      case "credit-note-issued" -> {
        all.put("total", total);
        all.put("number", numberOf(notice, "number", payment));
        all.put("invoiceNumber", numberOf(notice, "invoiceNumber", payment));
      }
      default -> {}
    }
    all.putIfAbsent("paymentId", mine && payment != null ? payment.id().toString() : null);
    return all;
  }

  /** A payment that was not decided in time was declined for that, whatever became of it since. */
  private static @Nullable String declined(@Nullable Payment payment) {
    return switch (payment) {
      case Payment.Declined declined -> declined.reason().slug();
      case Payment.Expired expired -> "expired";
      case Payment.ChargedLate late -> "expired";
      case Payment.GivenBack back -> "expired";
      case Payment.NeedsDecision waiting -> declined(waiting.open());
      case Payment.SettledByHand settled -> declined(settled.open());
      case Payment.Requested requested -> null;
      case Payment.Captured captured -> null;
      case Payment.RefundRequested asked -> null;
      case Payment.Refunded refunded -> null;
      case null -> null;
    };
  }

  private @Nullable Object orderOf(Notice notice, Checkout checkout) {
    Order order = byOrder.get(String.valueOf(notice.data().get("orderId")));
    return order != null && order.content().checkoutId().equals(checkout.id())
        ? order.id().toString()
        : null;
  }

  private @Nullable Object orderedWith(Notice notice) {
    Order order = byOrder.get(String.valueOf(notice.data().get("orderId")));
    return order == null ? null : order.content().paymentId().toString();
  }

  private @Nullable Object numberOf(Notice notice, String field, @Nullable Payment payment) {
    Invoice invoice = byNumber.get(String.valueOf(notice.data().get(field)));
    return invoice != null && payment != null && invoice.paymentId().equals(payment.id())
        ? invoice.number().toString()
        : null;
  }

  private static List<Map<String, Object>> refused(Checkout checkout) {
    return checkout instanceof Checkout.Refused refused
        ? refused.refused().stream().map(Notices::refused).toList()
        : List.of();
  }

  private static Map<String, Object> refused(RefusedLine line) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sku", line.sku().value());
    data.put("reason", line.reason());
    data.put("requested", line.requested());
    data.put("available", line.available());
    Money price = line.currentPrice();
    if (price != null) {
      data.put("currentPrice", money(price));
    }
    return data;
  }

  private static Map<String, Object> money(Money money) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("amount", money.toDecimal().toPlainString());
    data.put("currency", money.currency().getCurrencyCode());
    return data;
  }
}
