package dev.stoa.bootstrap;

import dev.stoa.basket.application.TallyCheckouts;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.catalog.application.TallyStock;
import dev.stoa.invoicing.application.TallyInvoices;
import dev.stoa.invoicing.application.port.Invoices.SeriesTally;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.ordering.application.TallyOrders;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.TallyCharges;
import dev.stoa.payment.application.TallyPayments;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.application.port.Payments.Count;
import dev.stoa.payment.application.port.Payments.State;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventBacklog;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares the books of all contexts: what the gateway charged, what was paid, ordered, invoiced
 * and taken from stock. Every context keeps its own; only here are they laid side by side.
 */
final class Books {
  private final TallyCharges charges;
  private final TallyPayments payments;
  private final TallyOrders orders;
  private final TallyInvoices invoices;
  private final TallyStock stock;
  private final TallyCheckouts checkouts;
  private final DeadLetters deadLetters;
  private final EventBacklog backlog;

  Books(
      TallyCharges charges,
      TallyPayments payments,
      TallyOrders orders,
      TallyInvoices invoices,
      TallyStock stock,
      TallyCheckouts checkouts,
      DeadLetters deadLetters,
      EventBacklog backlog) {
    this.charges = charges;
    this.payments = payments;
    this.orders = orders;
    this.invoices = invoices;
    this.stock = stock;
    this.checkouts = checkouts;
    this.deadLetters = deadLetters;
    this.backlog = backlog;
  }

  /**
   * The books side by side.
   *
   * @param balanced whether nothing contradicts; while purchases are under way, what they have not
   *     reached yet contradicts nothing
   * @param settled whether no purchase is under way: only then every number must agree with every
   *     other
   * @param violations a sentence for each contradiction
   */
  record Report(
      boolean balanced,
      boolean settled,
      List<String> violations,
      CheckoutFigures checkouts,
      GatewayFigures gateway,
      Map<String, Figure> payments,
      OrderFigures orders,
      List<SeriesFigures> invoices,
      StockFigures stock,
      long eventLag,
      long deadLetters) {}

  /** A number of things and what they amount to, one amount per currency. */
  record Figure(long count, List<String> sums) {}

  /** Checkouts by how they ended. */
  record CheckoutFigures(
      long pending, long completed, long refused, long declined, long refunded) {}

  /** What the gateway itself says. */
  record GatewayFigures(Figure charges, Figure refunds) {}

  /** Orders as they stand. */
  record OrderFigures(Figure placed, Figure cancelled) {}

  /** One series of invoices or credit notes. */
  record SeriesFigures(
      String series, long count, long first, long last, long gaps, List<String> sums) {}

  /** All stock together. */
  record StockFigures(long skus, long onHand, long held, long sold, List<String> mismatches) {}

  Report report() {
    List<String> violations = new ArrayList<>();
    // First what stands at the end of a purchase, then what stands before it: whatever is found at
    // the
    // end must be found before.
    List<SeriesTally> series = invoices.handle();
    Orders.Tally ordered = orders.handle();
    Payments.Tally paid = payments.handle();
    GatewayLedger.Tally charged = charges.handle();
    Checkouts.Tally started = checkouts.handle();
    TallyStock.Tally goods = stock.handle();
    long lag = backlog.events();
    long buried = deadLetters.count();

    Map<State, Count> byState = paid.byState();
    long open =
        count(byState, State.REQUESTED)
            + count(byState, State.EXPIRED)
            + count(byState, State.CHARGED_LATE)
            + count(byState, State.REFUND_REQUESTED);
    boolean settled = started.pending() == 0 && open == 0 && lag == 0;

    series.stream()
        .filter(s -> s.gaps() > 0 || (s.count() > 0 && s.first() != 1) || s.last() != s.count())
        .map(s ->
            "the series %s has %d documents up to number %d"
                .formatted(s.series(), s.count(), s.last()))
        .forEach(violations::add);
    goods.mismatches().stream()
        .map(sku -> "the stock of " + sku + " is not what its ledger adds up to")
        .forEach(violations::add);
    violations.addAll(charges.disagreements());
    long refunded = count(byState, State.REFUNDED) + count(byState, State.REFUNDED_BY_HAND);
    long captured =
        count(byState, State.CAPTURED) + count(byState, State.REFUND_REQUESTED) + refunded;
    long chargedLate =
        count(byState, State.CHARGED_LATE)
            + count(byState, State.GIVEN_BACK)
            + count(byState, State.GIVEN_BACK_BY_HAND);
    long orderCount = ordered.placed() + ordered.cancelled();
    long invoiceCount = documents(series, InvoiceType.INVOICE);
    long creditNotes = documents(series, InvoiceType.CREDIT_NOTE);
    more(violations, "orders", orderCount, "paid checkouts", captured);
    more(violations, "invoices", invoiceCount, "paid checkouts", captured);
    more(violations, "charged payments", captured + chargedLate, "charges", charged.charges());
    if (settled) {
      more(violations, "paid checkouts", captured, "orders", orderCount);
      more(violations, "paid checkouts", captured, "invoices", invoiceCount);
      more(violations, "charges", charged.charges(), "charged payments", captured + chargedLate);
      more(violations, "refunds", refunded, "credit notes", creditNotes);
      more(violations, "credit notes", creditNotes, "refunds", refunded);
      more(
          violations,
          "completed checkouts",
          started.completed(),
          "placed orders",
          ordered.placed());
      more(
          violations,
          "placed orders",
          ordered.placed(),
          "completed checkouts",
          started.completed());
      Map<String, Money> invoiced = net(series);
      Map<String, Money> kept = byCurrency(charged.charged());
      charged.refunded().forEach(refund -> kept.merge(code(refund), refund.negated(), Money::plus));
      // What people gave back may have gone through the gateway or past it: it is not compared.
      if (count(byState, State.REFUNDED_BY_HAND) + count(byState, State.GIVEN_BACK_BY_HAND) == 0
          && !withoutZero(invoiced).equals(withoutZero(kept))) {
        violations.add(
            "invoiced is %s, but charged is %s".formatted(invoiced.values(), kept.values()));
      }
    }
    Map<String, Figure> paymentFigures = new TreeMap<>();
    byState.forEach((state, c) ->
        paymentFigures.put(
            state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
            figure(c.count(), c.sums())));
    return new Report(
        violations.isEmpty(),
        settled,
        List.copyOf(violations),
        new CheckoutFigures(
            started.pending(),
            started.completed(),
            started.refused(),
            started.declined(),
            started.refunded()),
        new GatewayFigures(
            figure(charged.charges(), charged.charged()),
            figure(charged.refunds(), charged.refunded())),
        paymentFigures,
        new OrderFigures(
            figure(ordered.placed(), ordered.placedSums()),
            figure(ordered.cancelled(), ordered.cancelledSums())),
        series.stream()
            .map(s ->
                new SeriesFigures(
                    s.series().toString(),
                    s.count(),
                    s.first(),
                    s.last(),
                    s.gaps(),
                    texts(s.sums())))
            .toList(),
        new StockFigures(
            goods.skus(),
            goods.onHand(),
            goods.held(),
            goods.sold(),
            goods.mismatches().stream().map(Sku::value).toList()),
        lag,
        buried);
  }

  private static void more(
      List<String> violations, String what, long many, String than, long fewer) {
    if (many > fewer) {
      violations.add("there are %d %s, but %d %s".formatted(many, what, fewer, than));
    }
  }

  private static long count(Map<State, Count> byState, State state) {
    return byState.getOrDefault(state, Count.NONE).count();
  }

  private static long documents(List<SeriesTally> series, InvoiceType type) {
    return series.stream()
        .filter(s -> s.series().type() == type)
        .mapToLong(SeriesTally::count)
        .sum();
  }

  /** Invoices less credit notes, per currency. */
  private static Map<String, Money> net(List<SeriesTally> series) {
    return byCurrency(
        series.stream()
            .flatMap(s ->
                s.series().type() == InvoiceType.CREDIT_NOTE
                    ? s.sums().stream().map(sum -> sum.isNegative() ? sum : sum.negated())
                    : s.sums().stream())
            .toList());
  }

  private static Map<String, Money> byCurrency(Collection<Money> amounts) {
    Map<String, Money> sums = new TreeMap<>();
    amounts.forEach(amount -> sums.merge(code(amount), amount, Money::plus));
    return sums;
  }

  private static Map<String, Money> withoutZero(Map<String, Money> sums) {
    Map<String, Money> rest = new TreeMap<>(sums);
    rest.values().removeIf(Money::isZero);
    return rest;
  }

  private static String code(Money amount) {
    return amount.currency().getCurrencyCode();
  }

  private static Figure figure(long count, List<Money> sums) {
    return new Figure(count, texts(sums));
  }

  private static List<String> texts(List<Money> sums) {
    return sums.stream().flatMap(sum -> Stream.of(sum.toString())).toList();
  }
}
