package dev.stoa.cluster.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.cluster.prove.ClientRecord.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The checker is given a record and a shop that agree; then one of the two is falsified. */
class ContradictionsTest {
  @TempDir private Path folder;
  private ClientRecord record;

  @BeforeEach
  void begin() {
    record = record(folder.resolve("record.jsonl"));
  }

  @AfterEach
  void close() {
    record.close();
  }

  @Test
  void findsNothingWhereEverythingAgrees() {
    assertThat(Contradictions.between(record.told(), shop())).isEmpty();
  }

  @Test
  void writesEverythingAcknowledgedToTheFile() throws Exception {
    assertThat(Files.readAllLines(record.file()))
        .anyMatch(line -> line.contains("\"what\":\"registration\""))
        .anyMatch(line -> line.contains("\"what\":\"outcome\"") && line.contains("order-1"))
        .hasSizeGreaterThan(10);
  }

  /** What a broken shop would say, and a part of the sentence that must be found. */
  private record Lie(String name, UnaryOperator<Found> lie, String sentence) {}

  @TestFactory
  List<DynamicTest> findsWhatTheShopLost() {
    List<Lie> lies =
        List.of(
            new Lie(
                "lost order",
                found -> with(found, orders -> orders.removeFirst(), invoices -> {}),
                "has 0 orders"),
            new Lie(
                "second order of a purchase",
                found ->
                    with(
                        found,
                        orders -> orders.add(order("order-9", "checkout-1", "payment-9", 300, 1)),
                        invoices -> {}),
                "has 2 orders"),
            new Lie(
                "order nobody bought",
                found ->
                    with(
                        found,
                        orders -> orders.add(order("order-9", "checkout-9", "payment-9", 300, 1)),
                        invoices -> {}),
                "nobody was told of"),
            new Lie(
                "order of a declined purchase",
                found ->
                    with(
                        found,
                        orders -> orders.add(order("order-9", "checkout-3", "payment-3", 300, 1)),
                        invoices -> {}),
                "was declined, but has 1 orders"),
            new Lie(
                "order of another amount",
                found ->
                    with(
                        found,
                        orders ->
                            orders.set(0, order("order-1", "checkout-1", "payment-1", 299, 1)),
                        invoices -> {}),
                "costs 2.99, but 3.00 was confirmed"),
            new Lie(
                "order of other pieces",
                found ->
                    with(
                        found,
                        orders ->
                            orders.set(0, order("order-1", "checkout-1", "payment-1", 300, 2)),
                        invoices -> {}),
                "were bought"),
            new Lie(
                "order with another id than told",
                found ->
                    with(
                        found,
                        orders ->
                            orders.set(0, order("order-9", "checkout-1", "payment-1", 300, 1)),
                        invoices -> {}),
                "was told the order order-1"),
            new Lie(
                "lost invoice",
                found -> with(found, orders -> {}, invoices -> invoices.removeLast()),
                "has 0 invoices"),
            new Lie(
                "second invoice",
                found ->
                    with(
                        found,
                        orders -> {},
                        invoices -> invoices.add(invoice("INV-2026-000003", "order-1", 300))),
                "has 2 invoices"),
            new Lie(
                "missing number",
                found ->
                    with(
                        found,
                        orders -> {},
                        invoices -> invoices.set(1, invoice("INV-2026-000003", "order-2", 300))),
                "number 2 is missing"),
            new Lie(
                "number given twice",
                found ->
                    with(
                        found,
                        orders -> {},
                        invoices -> invoices.set(1, invoice("INV-2026-000001", "order-2", 300))),
                "number 1 was given 2 times"),
            new Lie(
                "invoice of another amount",
                found ->
                    with(
                        found,
                        orders -> {},
                        invoices -> invoices.set(0, invoice("INV-2026-000001", "order-1", 301))),
                "is about 3.01"),
            new Lie(
                "invoice without an order",
                found ->
                    with(
                        found,
                        orders -> {},
                        invoices -> invoices.add(invoice("INV-2026-000003", "order-9", 300))),
                "which is not there"),
            new Lie(
                "payment of another amount",
                found ->
                    withPayment(found, "payment-1", new Found.Payment("checkout-1", "captured", 1)),
                "was charged 0.01, but 3.00 was confirmed"),
            new Lie(
                "payment that was never taken",
                found ->
                    withPayment(
                        found, "payment-1", new Found.Payment("checkout-1", "requested", 300)),
                "is requested, not captured"),
            new Lie(
                "payment of a declined purchase",
                found ->
                    withPayment(
                        found, "payment-3", new Found.Payment("checkout-3", "captured", 300)),
                "its payment is captured"),
            new Lie(
                "doubled charge",
                found -> withBooks(found, books(true, true, 0, 0, 0, 3, 900)),
                "charged 3 times, 9.00 in all"),
            new Lie(
                "charge of another amount",
                found -> withBooks(found, books(true, true, 0, 0, 0, 2, 601)),
                "charged 2 times, 6.01 in all"),
            new Lie(
                "books that contradict each other",
                found -> withBooks(found, books(false, true, 0, 0, 0, 2, 600)),
                "not balanced"),
            new Lie(
                "purchase still under way",
                found -> withBooks(found, books(true, false, 0, 0, 1, 2, 600)),
                "not settled"),
            new Lie(
                "events not delivered",
                found -> withBooks(found, books(true, true, 4, 0, 0, 2, 600)),
                "not settled"),
            new Lie(
                "dead letter",
                found -> withBooks(found, books(true, true, 0, 1, 0, 2, 600)),
                "1 dead letters"),
            new Lie(
                "stock that is more than came in",
                found -> withStock(found, new Found.Stock(2, 0)),
                "but 2 are on hand"),
            new Lie(
                "stock still held",
                found -> withStock(found, new Found.Stock(1, 1)),
                "1 are still held"),
            new Lie("lost price", found -> withPrice(found, 299), "is 2.99"),
            new Lie(
                "lost account",
                found -> withAccounts(found, Set.of("ada", "bob")),
                "account of cora was made"),
            new Lie(
                "lost basket line",
                found -> withBasket(found, new TreeMap<>()),
                "the basket of ada is {}"),
            new Lie(
                "basket line of other pieces",
                found -> withBasket(found, line(1, 300)),
                "{LAMP=2} was acknowledged"),
            new Lie(
                "old price in a basket",
                found -> withBasket(found, line(2, 200)),
                "LAMP costs 2.00"),
            new Lie(
                "outcome that changed",
                found -> withCheckout(found, "checkout-1", "declined"),
                "was told to be completed, but is declined"),
            new Lie(
                "lost checkout",
                found -> withCheckout(found, "checkout-3", "missing"),
                "was told to be declined, but is missing"));
    return lies.stream()
        .map(lie ->
            DynamicTest.dynamicTest(
                lie.name(),
                () ->
                    assertThat(Contradictions.between(record.told(), lie.lie().apply(shop())))
                        .anyMatch(sentence -> sentence.contains(lie.sentence()))))
        .toList();
  }

  /** What clients saw that must never be seen. */
  private record Sight(String name, Consumer<ClientRecord> seen, String sentence) {}

  @TestFactory
  List<DynamicTest> findsWhatClientsSaw() {
    List<Sight> sights =
        List.of(
            new Sight(
                "two checkouts of one key",
                seen -> seen.accepted("ada", "a", "checkout-2"),
                "more than one checkout"),
            new Sight(
                "two ends of one purchase",
                seen -> seen.ended("ada", "a", new Outcome("declined", "", "payment-1")),
                "and then as"),
            new Sight(
                "refusal after acceptance",
                seen -> seen.refused("ada", "a", "price-changed"),
                "was accepted, and then refused"),
            new Sight(
                "purchase without an end",
                seen -> seen.asked("bob", "z", 300, Map.of("LAMP", 1)),
                "has no end"),
            new Sight(
                "oversell",
                seen -> seen.stock("LAMP", -2),
                "2 were sold, but only 1 were ever there"),
            new Sight(
                "contradiction on the way",
                seen -> seen.contradiction("seen with my own eyes"),
                "seen with my own eyes"));
    return sights.stream()
        .map(sight ->
            DynamicTest.dynamicTest(
                sight.name(),
                () -> {
                  Path file = folder.resolve(sight.name().replace(' ', '-'));
                  try (ClientRecord own = record(file)) {
                    sight.seen().accept(own);
                    assertThat(Contradictions.between(own.told(), shop()))
                        .anyMatch(sentence -> sentence.contains(sight.sentence()));
                  }
                }))
        .toList();
  }

  @Test
  void knowsThatARefundedPurchaseHasACancelledOrderAndACreditNote() {
    record.asked("cora", "r", 300, Map.of("LAMP", 1));
    record.accepted("cora", "r", "checkout-4");
    record.ended("cora", "r", new Outcome("refunded", "", "payment-4"));
    Found found =
        with(
            shop(),
            orders -> {
              Found.Order placed = order("order-4", "checkout-4", "payment-4", 300, 1);
              orders.add(
                  new Found.Order(
                      placed.id(),
                      placed.checkout(),
                      placed.payment(),
                      "cora",
                      "cancelled",
                      300,
                      placed.lines()));
            },
            invoices -> {
              invoices.add(invoice("INV-2026-000003", "order-4", 300));
              invoices.add(new Found.Invoice("CN-2026-000001", "credit-note", "order-4", "p", 300));
            });
    found = withPayment(found, "payment-4", new Found.Payment("checkout-4", "refunded", 300));
    found = withCheckout(found, "checkout-4", "refunded");
    found = withBooks(found, new Found.Books(true, true, 0, 0, 0, 3, 900, 1, 300, "books"));

    assertThat(Contradictions.between(record.told(), found)).isEmpty();
    assertThat(
            Contradictions.between(
                record.told(),
                withBooks(found, new Found.Books(true, true, 0, 0, 0, 3, 900, 0, 0, "books"))))
        .anyMatch(sentence -> sentence.contains("refunded 0 times"));
  }

  private static ClientRecord record(Path file) {
    ClientRecord record = ClientRecord.begin(file);
    record.stock("LAMP", 3);
    record.priceAsked("LAMP", 300);
    record.price("LAMP", 300);
    for (String buyer : List.of("ada", "bob", "cora")) {
      record.registered(buyer);
    }
    bought(record, "ada", "a", "checkout-1", new Outcome("completed", "order-1", "payment-1"));
    bought(record, "bob", "b", "checkout-2", new Outcome("completed", "order-2", "payment-2"));
    bought(record, "ada", "c", "checkout-3", new Outcome("declined", "", "payment-3"));
    record.basketLine("ada", "LAMP", 2);
    record.asked("bob", "d", 300, Map.of("LAMP", 1));
    record.refused("bob", "d", "price-changed");
    return record;
  }

  private static void bought(
      ClientRecord record, String buyer, String key, String checkout, Outcome outcome) {
    record.asked(buyer, key, 300, Map.of("LAMP", 1));
    record.accepted(buyer, key, checkout);
    record.ended(buyer, key, outcome);
  }

  /** The shop of which {@link #record(Path)} tells. */
  private static Found shop() {
    Map<String, SortedMap<String, Found.Line>> baskets = new TreeMap<>();
    baskets.put("ada", line(2, 300));
    return new Found(
        new TreeSet<>(Set.of("ada", "bob", "cora")),
        baskets,
        Map.of("checkout-1", "completed", "checkout-2", "completed", "checkout-3", "declined"),
        List.of(
            order("order-1", "checkout-1", "payment-1", 300, 1),
            order("order-2", "checkout-2", "payment-2", 300, 1)),
        List.of(
            invoice("INV-2026-000001", "order-1", 300), invoice("INV-2026-000002", "order-2", 300)),
        Map.of(
            "payment-1",
            new Found.Payment("checkout-1", "captured", 300),
            "payment-2",
            new Found.Payment("checkout-2", "captured", 300),
            "payment-3",
            new Found.Payment("checkout-3", "declined", 300)),
        Map.of("LAMP", new Found.Stock(1, 0)),
        Map.of("LAMP", 300L),
        books(true, true, 0, 0, 0, 2, 600));
  }

  private static SortedMap<String, Found.Line> line(int quantity, long unitPrice) {
    return new TreeMap<>(Map.of("LAMP", new Found.Line(quantity, unitPrice)));
  }

  private static Found.Order order(
      String id, String checkout, String payment, long total, int quantity) {
    return new Found.Order(id, checkout, payment, "ada", "placed", total, line(quantity, 300));
  }

  private static Found.Invoice invoice(String number, String order, long gross) {
    return new Found.Invoice(number, "invoice", order, "payment", gross);
  }

  private static Found.Books books(
      boolean balanced,
      boolean settled,
      long lag,
      long deadLetters,
      long pending,
      long charges,
      long charged) {
    return new Found.Books(
        balanced, settled, lag, deadLetters, pending, charges, charged, 0, 0, "books");
  }

  private static Found with(
      Found found, Consumer<List<Found.Order>> orders, Consumer<List<Found.Invoice>> invoices) {
    List<Found.Order> changed = new ArrayList<>(found.orders());
    orders.accept(changed);
    List<Found.Invoice> issued = new ArrayList<>(found.invoices());
    invoices.accept(issued);
    return new Found(
        found.accounts(),
        found.baskets(),
        found.checkouts(),
        changed,
        issued,
        found.payments(),
        found.stock(),
        found.prices(),
        found.books());
  }

  private static Found withPayment(Found found, String id, Found.Payment payment) {
    Map<String, Found.Payment> payments = new TreeMap<>(found.payments());
    payments.put(id, payment);
    return of(
        found,
        found.accounts(),
        found.baskets(),
        found.checkouts(),
        payments,
        found.stock(),
        found.prices(),
        found.books());
  }

  private static Found withBooks(Found found, Found.Books books) {
    return of(
        found,
        found.accounts(),
        found.baskets(),
        found.checkouts(),
        found.payments(),
        found.stock(),
        found.prices(),
        books);
  }

  private static Found withStock(Found found, Found.Stock stock) {
    return of(
        found,
        found.accounts(),
        found.baskets(),
        found.checkouts(),
        found.payments(),
        Map.of("LAMP", stock),
        found.prices(),
        found.books());
  }

  private static Found withPrice(Found found, long cents) {
    return of(
        found,
        found.accounts(),
        found.baskets(),
        found.checkouts(),
        found.payments(),
        found.stock(),
        Map.of("LAMP", cents),
        found.books());
  }

  private static Found withAccounts(Found found, Set<String> accounts) {
    return of(
        found,
        accounts,
        found.baskets(),
        found.checkouts(),
        found.payments(),
        found.stock(),
        found.prices(),
        found.books());
  }

  private static Found withBasket(Found found, SortedMap<String, Found.Line> basket) {
    return of(
        found,
        found.accounts(),
        Map.of("ada", basket),
        found.checkouts(),
        found.payments(),
        found.stock(),
        found.prices(),
        found.books());
  }

  private static Found withCheckout(Found found, String id, String status) {
    Map<String, String> checkouts = new TreeMap<>(found.checkouts());
    checkouts.put(id, status);
    return of(
        found,
        found.accounts(),
        found.baskets(),
        checkouts,
        found.payments(),
        found.stock(),
        found.prices(),
        found.books());
  }

  private static Found of(
      Found found,
      Set<String> accounts,
      Map<String, SortedMap<String, Found.Line>> baskets,
      Map<String, String> checkouts,
      Map<String, Found.Payment> payments,
      Map<String, Found.Stock> stock,
      Map<String, Long> prices,
      Found.Books books) {
    return new Found(
        accounts,
        baskets,
        checkouts,
        found.orders(),
        found.invoices(),
        payments,
        stock,
        prices,
        books);
  }
}
