package dev.stoa.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BooksCheckTest {
  private static final BooksCheck.Order ORDER =
      new BooksCheck.Order("o1", "c1", "p1", true, Map.of("A", 2));
  private static final BooksCheck.Invoice INVOICE =
      new BooksCheck.Invoice("INV-2026-000001", "o1", "p1");

  @Test
  void findsNothingWrongWithBooksThatAgree() {
    assertThat(check(List.of("o1"), List.of(ORDER), List.of(INVOICE), Set.of("p1"), 2)).isEmpty();
  }

  @Test
  void findsAnAcknowledgedOrderThatIsLost() {
    assertThat(check(List.of("o1"), List.of(), List.of(), Set.of("p1"), 0)).isNotEmpty();
  }

  @Test
  void findsAnOrderWithoutChargeInvoiceOrGoods() {
    assertThat(check(List.of("o1"), List.of(ORDER), List.of(INVOICE), Set.of(), 2))
        .containsExactly("order o1 has no captured payment");
    assertThat(check(List.of("o1"), List.of(ORDER), List.of(), Set.of("p1"), 2))
        .containsExactly("order o1 has 0 invoices");
    assertThat(check(List.of("o1"), List.of(ORDER), List.of(INVOICE), Set.of("p1"), 3))
        .containsExactly("of A, 2 were ordered but 3 are gone");
  }

  @Test
  void findsAGapInTheInvoiceNumbers() {
    var second = new BooksCheck.Invoice("INV-2026-000002", "o1", "p1");
    assertThat(check(List.of("o1"), List.of(ORDER), List.of(second), Set.of("p1"), 2))
        .containsExactly("invoice number 1 is missing");
  }

  @Test
  void countsWhatWasDone() {
    Figures figures = new Figures();
    figures.done("purchase", 2_000_000);
    figures.failed("checkout 503");
    assertThat(figures.lines(2).get("purchase"))
        .satisfies(line -> assertThat(line.perSecond()).isEqualTo(0.5));
    assertThat(figures.text(2)).contains("error checkout 503: 1");
  }

  private static List<String> check(
      List<String> acknowledged,
      List<BooksCheck.Order> orders,
      List<BooksCheck.Invoice> invoices,
      Set<String> captured,
      int gone) {
    return BooksCheck.violations(
        new BooksCheck.Seen(acknowledged, 0, orders, invoices, captured, Map.of("A", gone), true));
  }
}
