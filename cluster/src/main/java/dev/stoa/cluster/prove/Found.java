package dev.stoa.cluster.prove;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a shop says about itself at the end. Amounts are cents.
 *
 * @param accounts that can log in
 * @param baskets by buyer: lines by SKU
 * @param checkouts the state of each accepted checkout, by id; {@code missing} when there is none
 * @param orders of the whole shop
 * @param invoices of all buyers, credit notes too
 * @param payments by id; those of all checkouts that have one
 * @param stock by SKU
 * @param prices by SKU
 */
public record Found(
    Set<String> accounts,
    Map<String, SortedMap<String, Line>> baskets,
    Map<String, String> checkouts,
    List<Order> orders,
    List<Invoice> invoices,
    Map<String, Payment> payments,
    Map<String, Stock> stock,
    Map<String, Long> prices,
    Books books) {
  /** A line of a basket; the price is -1 when the basket does not know one. */
  public record Line(int quantity, long unitPrice) {}

  /** An order; {@code lines} by SKU. */
  public record Order(
      String id,
      String checkout,
      String payment,
      String buyer,
      String status,
      long total,
      SortedMap<String, Line> lines) {}

  /** An invoice or, when {@code kind} says so, a credit note. */
  public record Invoice(String number, String kind, String order, String payment, long gross) {}

  /** A payment. */
  public record Payment(String checkout, String status, long amount) {}

  /** The stock of a SKU. */
  public record Stock(long onHand, long held) {}

  /**
   * The shop's own comparison.
   *
   * @param charges how often the payment provider charged
   * @param charged cents it took
   * @param refunds how often it gave back
   * @param refunded cents it gave back
   * @param text all of it
   */
  public record Books(
      boolean balanced,
      boolean settled,
      long lag,
      long deadLetters,
      long pending,
      long charges,
      long charged,
      long refunds,
      long refunded,
      String text) {}
}
