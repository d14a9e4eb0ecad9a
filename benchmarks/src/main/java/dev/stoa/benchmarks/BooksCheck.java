package dev.stoa.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what the shop acknowledged, ordered, charged, invoiced and took from stock agrees. */
final class BooksCheck {
  private BooksCheck() {}

  /** An order as its buyer sees it; what it cost as the shop writes it. */
  record Order(
      String id,
      String checkoutId,
      String paymentId,
      boolean placed,
      Map<String, Integer> pieces) {}

  /** An invoice as its buyer sees it. */
  record Invoice(String number, String orderId, String paymentId) {}

  /**
   * All that a run left behind.
   *
   * @param acknowledged the orders of purchases that were answered as completed
   * @param unclear how many purchases had no such answer
   * @param captured the payments that took money
   * @param gone by how much the stock of each SKU fell
   * @param wholeShop whether the run's buyers are all buyers there ever were
   */
  record Seen(
      List<String> acknowledged,
      long unclear,
      List<Order> orders,
      List<Invoice> invoices,
      Set<String> captured,
      Map<String, Integer> gone,
      boolean wholeShop) {}

  /** Each violation as a sentence; none when the books agree. */
  static List<String> violations(Seen seen) {
    List<String> violations = new ArrayList<>();
    Map<String, Integer> orderIds = new HashMap<>();
    Set<String> payments = new HashSet<>();
    Map<String, Integer> bought = new HashMap<>();
    for (Order order : seen.orders()) {
      orderIds.merge(order.id(), 1, Integer::sum);
      if (!payments.add(order.paymentId())) {
        violations.add("payment " + order.paymentId() + " has more than one order");
      }
      if (order.placed()) {
        order.pieces().forEach((sku, pieces) -> bought.merge(sku, pieces, Integer::sum));
        if (!seen.captured().contains(order.paymentId())) {
          violations.add("order " + order.id() + " has no captured payment");
        }
      }
    }
    for (String id : seen.acknowledged()) {
      if (orderIds.getOrDefault(id, 0) != 1) {
        violations.add(
            "acknowledged order " + id + " is there " + orderIds.getOrDefault(id, 0) + " times");
      }
    }
    if (new HashSet<>(seen.acknowledged()).size() != seen.acknowledged().size()) {
      violations.add("two purchases were answered with the same order");
    }
    long unasked = (long) seen.orders().size() - seen.acknowledged().size();
    if (unasked < 0 || unasked > seen.unclear()) {
      violations.add(
          "%d orders for %d acknowledged and %d unclear purchases"
              .formatted(seen.orders().size(), seen.acknowledged().size(), seen.unclear()));
    }
    violations.addAll(invoiceViolations(seen, orderIds.keySet()));
    Set<String> skus = new HashSet<>(bought.keySet());
    skus.addAll(seen.gone().keySet());
    for (String sku : skus) {
      int ordered = bought.getOrDefault(sku, 0);
      int gone = seen.gone().getOrDefault(sku, 0);
      if (ordered != gone) {
        violations.add("of %s, %d were ordered but %d are gone".formatted(sku, ordered, gone));
      }
    }
    return List.copyOf(violations);
  }

  private static List<String> invoiceViolations(Seen seen, Set<String> orders) {
    List<String> violations = new ArrayList<>();
    Map<String, Integer> invoiced = new HashMap<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Invoice invoice : seen.invoices()) {
      invoiced.merge(invoice.orderId(), 1, Integer::sum);
      numbers.merge(invoice.number(), 1, Integer::sum);
    }
    numbers.forEach((number, times) -> {
      if (times > 1) {
        violations.add("invoice number " + number + " was given " + times + " times");
      }
    });
    for (String order : orders) {
      if (invoiced.getOrDefault(order, 0) != 1) {
        violations.add("order " + order + " has " + invoiced.getOrDefault(order, 0) + " invoices");
      }
    }
    invoiced.keySet().stream()
        .filter(order -> !orders.contains(order))
        .forEach(
            order -> violations.add("an invoice is of order " + order + ", which is not there"));
    if (seen.wholeShop()) {
      List<Long> sequence =
          numbers.keySet().stream()
              .map(number -> Long.parseLong(number.substring(number.lastIndexOf('-') + 1)))
              .sorted()
              .toList();
      for (int i = 0; i < sequence.size(); i++) {
        if (sequence.get(i) != i + 1L) {
          violations.add("invoice number " + (i + 1) + " is missing");
          break;
        }
      }
    }
    return violations;
  }
}
