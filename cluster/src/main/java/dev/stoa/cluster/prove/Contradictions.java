package dev.stoa.cluster.prove;

import dev.stoa.cluster.prove.ClientRecord.Attempt;
import dev.stoa.cluster.prove.ClientRecord.Outcome;
import dev.stoa.cluster.prove.ClientRecord.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what clients were told with what the shop says at the end. It is pure: what it finds
 * follows from its two arguments alone.
 */
public final class Contradictions {
  private static final String COMPLETED = "completed";
  private static final String REFUNDED = "refunded";

  /** A payment that was charged after it had been declined. */
  private static final String GIVEN_BACK = "given-back";

  private final Told told;
  private final Found found;
  private final List<String> sentences = new ArrayList<>();
  private final Map<String, List<Found.Order>> ordersByCheckout = new HashMap<>();
  private final Map<String, List<Found.Invoice>> invoicesByOrder = new HashMap<>();
  private final Map<String, Attempt> attemptsByCheckout = new HashMap<>();

  private Contradictions(Told told, Found found) {
    this.told = told;
    this.found = found;
  }

  /** A sentence for each contradiction; none when every promise was kept. */
  public static List<String> between(Told told, Found found) {
    return new Contradictions(told, found).find();
  }

  private List<String> find() {
    sentences.addAll(told.contradictions());
    found
        .orders()
        .forEach(order ->
            ordersByCheckout.computeIfAbsent(order.checkout(), c -> new ArrayList<>()).add(order));
    found
        .invoices()
        .forEach(invoice ->
            invoicesByOrder.computeIfAbsent(invoice.order(), o -> new ArrayList<>()).add(invoice));
    told.attempts()
        .forEach(attempt -> attempt.checkouts().forEach(id -> attemptsByCheckout.put(id, attempt)));
    told.attempts().forEach(this::purchase);
    ordersNobodyBought();
    numbers();
    money();
    stock();
    accountsAndBaskets();
    books();
    return List.copyOf(sentences);
  }

  private void purchase(Attempt attempt) {
    String name = "the purchase %s of %s".formatted(attempt.key(), attempt.buyer());
    if (attempt.checkouts().size() > 1) {
      add("%s led to more than one checkout: %s".formatted(name, attempt.checkouts()));
    }
    Outcome outcome = attempt.outcome();
    if (outcome == null) {
      if (attempt.refusal() == null) {
        add("%s has no end".formatted(name));
      }
      return;
    }
    for (String checkout : attempt.checkouts()) {
      String now = found.checkouts().getOrDefault(checkout, "missing");
      if (!now.equals(outcome.status())) {
        add("%s was told to be %s, but is %s".formatted(name, outcome.status(), now));
      }
      switch (outcome.status()) {
        case COMPLETED -> paid(name, attempt, outcome, checkout, "placed", "captured", 0);
        case REFUNDED -> paid(name, attempt, outcome, checkout, "cancelled", REFUNDED, 1);
        default -> unpaid(name, outcome, checkout);
      }
    }
  }

  private void paid(
      String name,
      Attempt attempt,
      Outcome outcome,
      String checkout,
      String orderStatus,
      String paymentStatus,
      int creditNotes) {
    List<Found.Order> orders = ordersByCheckout.getOrDefault(checkout, List.of());
    if (orders.size() != 1) {
      add("%s was acknowledged, but has %d orders".formatted(name, orders.size()));
      return;
    }
    Found.Order order = orders.getFirst();
    if (!outcome.order().isEmpty() && !order.id().equals(outcome.order())) {
      add("%s was told the order %s, but has %s".formatted(name, outcome.order(), order.id()));
    }
    if (!order.status().equals(orderStatus)) {
      add("the order of %s is %s, not %s".formatted(name, order.status(), orderStatus));
    }
    if (order.total() != attempt.total()) {
      add(
          "the order of %s costs %s, but %s was confirmed"
              .formatted(name, euros(order.total()), euros(attempt.total())));
    }
    SortedMap<String, Integer> pieces = new TreeMap<>();
    order
        .lines()
        .forEach((sku, line) -> {
          pieces.put(sku, line.quantity());
          if (!told.asked().getOrDefault(sku, Set.of()).contains(line.unitPrice())) {
            add(
                "the order of %s has %s at %s, which it never cost"
                    .formatted(name, sku, euros(line.unitPrice())));
          }
        });
    if (!pieces.equals(attempt.pieces())) {
      add("the order of %s is of %s, but %s were bought".formatted(name, pieces, attempt.pieces()));
    }
    invoices(name, attempt, order, creditNotes);
    Found.Payment payment = found.payments().get(order.payment());
    if (payment == null) {
      add("the order of %s has no payment".formatted(name));
    } else {
      if (!payment.checkout().equals(checkout)) {
        add("the payment of %s is of the checkout %s".formatted(name, payment.checkout()));
      }
      if (!payment.status().equals(paymentStatus)) {
        add("the payment of %s is %s, not %s".formatted(name, payment.status(), paymentStatus));
      }
      if (payment.amount() != attempt.total()) {
        add(
            "%s was charged %s, but %s was confirmed"
                .formatted(name, euros(payment.amount()), euros(attempt.total())));
      }
    }
  }

  private void invoices(String name, Attempt attempt, Found.Order order, int creditNotes) {
    int invoices = 0;
    int notes = 0;
    for (Found.Invoice invoice : invoicesByOrder.getOrDefault(order.id(), List.of())) {
      if (invoice.kind().equals("invoice")) {
        invoices++;
      } else {
        notes++;
      }
      if (Math.abs(invoice.gross()) != attempt.total()) {
        add(
            "%s of %s is about %s, but %s was confirmed"
                .formatted(invoice.number(), name, euros(invoice.gross()), euros(attempt.total())));
      }
    }
    if (invoices != 1) {
      add("%s was acknowledged, but has %d invoices".formatted(name, invoices));
    }
    if (notes != creditNotes) {
      add("%s has %d credit notes, not %d".formatted(name, notes, creditNotes));
    }
  }

  private void unpaid(String name, Outcome outcome, String checkout) {
    int orders = ordersByCheckout.getOrDefault(checkout, List.of()).size();
    if (orders > 0) {
      add("%s was %s, but has %d orders".formatted(name, outcome.status(), orders));
    }
    found.payments().values().stream()
        .filter(payment -> payment.checkout().equals(checkout))
        .filter(payment -> !Set.of("declined", GIVEN_BACK).contains(payment.status()))
        .forEach(payment ->
            add(
                "%s was %s, but its payment is %s"
                    .formatted(name, outcome.status(), payment.status())));
  }

  private void ordersNobodyBought() {
    Set<String> ids = new HashSet<>();
    Set<String> payments = new HashSet<>();
    for (Found.Order order : found.orders()) {
      if (!ids.add(order.id())) {
        add("the order %s is there twice".formatted(order.id()));
      }
      if (!payments.add(order.payment())) {
        add("the payment %s has more than one order".formatted(order.payment()));
      }
      if (!attemptsByCheckout.containsKey(order.checkout())) {
        add("the order %s is of a checkout that nobody was told of".formatted(order.id()));
      }
    }
    invoicesByOrder.keySet().stream()
        .filter(order -> !ids.contains(order))
        .forEach(
            order -> add("an invoice is of the order %s, which is not there".formatted(order)));
  }

  private void numbers() {
    Map<String, TreeMap<Long, Integer>> series = new TreeMap<>();
    for (Found.Invoice invoice : found.invoices()) {
      int dash = invoice.number().lastIndexOf('-');
      series
          .computeIfAbsent(invoice.number().substring(0, dash), s -> new TreeMap<>())
          .merge(Long.parseLong(invoice.number().substring(dash + 1)), 1, Integer::sum);
    }
    series.forEach((name, numbers) -> {
      long expected = 1;
      for (Map.Entry<Long, Integer> number : numbers.entrySet()) {
        if (number.getKey() != expected) {
          add("of the series %s, number %d is missing".formatted(name, expected));
        }
        if (number.getValue() > 1) {
          add(
              "of the series %s, number %d was given %d times"
                  .formatted(name, number.getKey(), number.getValue()));
        }
        expected = number.getKey() + 1;
      }
    });
  }

  /** What the payment provider took is what the buyers were told, to the cent. */
  private void money() {
    long charges = 0;
    long charged = 0;
    long refunds = 0;
    long refunded = 0;
    for (Attempt attempt : told.attempts()) {
      Outcome outcome = attempt.outcome();
      if (outcome != null && Set.of(COMPLETED, REFUNDED).contains(outcome.status())) {
        charges++;
        charged += attempt.total();
        if (outcome.status().equals(REFUNDED)) {
          refunds++;
          refunded += attempt.total();
        }
      }
    }
    for (Found.Payment payment : found.payments().values()) {
      if (payment.status().equals(GIVEN_BACK)) {
        charges++;
        charged += payment.amount();
        refunds++;
        refunded += payment.amount();
      }
    }
    Found.Books books = found.books();
    if (books.charges() != charges || books.charged() != charged) {
      add(
          "the payment provider charged %d times, %s in all; the buyers know of %d times, %s"
              .formatted(books.charges(), euros(books.charged()), charges, euros(charged)));
    }
    if (books.refunds() != refunds || books.refunded() != refunded) {
      add(
          "the payment provider refunded %d times, %s in all; the buyers know of %d times, %s"
              .formatted(books.refunds(), euros(books.refunded()), refunds, euros(refunded)));
    }
  }

  private void stock() {
    Map<String, Long> sold = new HashMap<>();
    for (Found.Order order : found.orders()) {
      if (order.status().equals("placed")) {
        order.lines().forEach((sku, line) -> sold.merge(sku, (long) line.quantity(), Long::sum));
      }
    }
    Set<String> skus = new TreeSet<>(told.received().keySet());
    skus.addAll(sold.keySet());
    for (String sku : skus) {
      long received = told.received().getOrDefault(sku, 0L);
      long gone = sold.getOrDefault(sku, 0L);
      if (gone > received) {
        add("of %s, %d were sold, but only %d were ever there".formatted(sku, gone, received));
      }
      Found.Stock stock = found.stock().getOrDefault(sku, new Found.Stock(0, 0));
      if (stock.onHand() != received - gone) {
        add(
            "of %s, %d came in and %d were sold, but %d are on hand"
                .formatted(sku, received, gone, stock.onHand()));
      }
      if (stock.held() != 0) {
        add("of %s, %d are still held".formatted(sku, stock.held()));
      }
    }
    told.prices()
        .forEach((sku, cents) -> {
          long now = found.prices().getOrDefault(sku, -1L);
          if (now != cents) {
            add(
                "the price of %s was changed to %s, but is %s"
                    .formatted(sku, euros(cents), euros(now)));
          }
        });
  }

  private void accountsAndBaskets() {
    told.accounts().stream()
        .filter(buyer -> !found.accounts().contains(buyer))
        .sorted()
        .forEach(buyer -> add("the account of %s was made, but cannot log in".formatted(buyer)));
    told.baskets()
        .forEach((buyer, basket) -> {
          SortedMap<String, Found.Line> now = found.baskets().getOrDefault(buyer, new TreeMap<>());
          SortedMap<String, Integer> pieces = new TreeMap<>();
          now.forEach((sku, line) -> {
            pieces.put(sku, line.quantity());
            Long price = told.prices().get(sku);
            if (price != null && line.unitPrice() != price) {
              add(
                  "in the basket of %s, %s costs %s, but its price is %s"
                      .formatted(buyer, sku, euros(line.unitPrice()), euros(price)));
            }
          });
          if (!pieces.equals(basket)) {
            add("the basket of %s is %s, but %s was acknowledged".formatted(buyer, pieces, basket));
          }
        });
  }

  private void books() {
    Found.Books books = found.books();
    if (!books.balanced()) {
      add("the shop's books are not balanced: %s".formatted(books.text()));
    }
    if (!books.settled() || books.lag() != 0 || books.pending() != 0) {
      add("the shop's books are not settled: %s".formatted(books.text()));
    }
    if (books.deadLetters() != 0) {
      add("there are %d dead letters".formatted(books.deadLetters()));
    }
  }

  private void add(String sentence) {
    sentences.add(sentence);
  }

  private static String euros(long cents) {
    return cents == -1 ? "unknown" : Cents.text(cents);
  }
}
