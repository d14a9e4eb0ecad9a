package dev.stoa.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaxCalculationTest {
  private static final String[] RATES = {"0", "5.5", "7", "19", "20"};
  private static final BigDecimal CENT = new BigDecimal("0.01");

  TaxCalculationTest() {}

  @Test
  void takesNineteenPercentOutOfAPrice() {
    TaxCalculation invoice = TaxCalculation.of(List.of(line(1990, 2, "19")));

    assertThat(invoice.totals().net()).isEqualTo(euros("33.45"));
    assertThat(invoice.totals().tax()).isEqualTo(euros("6.35"));
    assertThat(invoice.totals().gross()).isEqualTo(euros("39.80"));
    assertThat(invoice.totals().due()).isEqualTo(euros("0.00"));
    assertThat(invoice.lines().getFirst().netUnitPrice()).isEqualTo("16.725000");
  }

  @Test
  void sharesTheCentsThatAreLeft() {
    TaxCalculation invoice =
        TaxCalculation.of(List.of(line(10, 1, "19"), line(10, 1, "19"), line(10, 1, "19")));

    assertThat(invoice.lines())
        .extracting(line -> line.netAmount().minorUnits())
        .containsExactly(9L, 8L, 8L);
  }

  @Test
  void addsUpToTheCentForEveryAmountAtEveryRate() {
    for (String rate : RATES) {
      for (long cents = 0; cents <= 3_000; cents++) {
        check(List.of(line(cents, 1, rate)));
      }
    }
  }

  @Test
  void addsUpToTheCentForMixturesOfRatesAndQuantities() {
    long state = 42;
    for (int round = 0; round < 3_000; round++) {
      List<SoldLine> lines = new ArrayList<>();
      int count = 1 + round % 9;
      for (int i = 0; i < count; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        long cents = (state >>> 33) % 100_000;
        int quantity = (int) ((state >>> 20) % Quantity.MAX) + 1;
        lines.add(
            line(
                cents,
                round % 2 == 0 ? 1 + quantity % 5 : quantity,
                RATES[(int) ((state >>> 45) % 5)]));
      }
      check(lines);
    }
  }

  @Test
  void refusesAnInvoiceWithoutLines() {
    assertThatThrownBy(() -> TaxCalculation.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersHaveSixDigitsAndGrow() {
    Series series = new Series(InvoiceType.INVOICE, 2026);
    assertThat(new InvoiceNumber(series, 1)).hasToString("INV-2026-000001");
    assertThat(new InvoiceNumber(series, 12_345_678)).hasToString("INV-2026-12345678");
    assertThat(InvoiceNumber.parse("INV-2026-12345678"))
        .isEqualTo(new InvoiceNumber(series, 12_345_678));
    for (String wrong : List.of("INV-2026-1", "INV-2026-0000001", "inv-2026-000001", "x")) {
      assertThatThrownBy(() -> InvoiceNumber.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void check(List<SoldLine> sold) {
    TaxCalculation invoice = TaxCalculation.of(sold);
    Totals totals = invoice.totals();
    Money paid = sold.stream().map(SoldLine::gross).reduce(Money::plus).orElseThrow();
    assertThat(totals.gross()).isEqualTo(paid);
    assertThat(sum(invoice.lines().stream().map(InvoiceLine::netAmount).toList()))
        .as("BR-CO-10")
        .isEqualTo(totals.lineNet());
    assertThat(sum(invoice.breakdown().stream().map(VatBreakdown::tax).toList()))
        .as("BR-CO-14")
        .isEqualTo(totals.tax());
    for (VatBreakdown vat : invoice.breakdown()) {
      BigDecimal exact =
          vat.taxable()
              .toDecimal()
              .multiply(vat.rate().percent())
              .movePointLeft(2)
              .setScale(2, RoundingMode.HALF_UP);
      assertThat(vat.tax().toDecimal().subtract(exact).abs())
          .as("BR-CO-17")
          .isLessThanOrEqualTo(CENT);
      assertThat(
              sum(
                  invoice.lines().stream()
                      .filter(line -> line.taxRate().equals(vat.rate()))
                      .map(InvoiceLine::netAmount)
                      .toList()))
          .as("BR-S-08")
          .isEqualTo(vat.taxable());
    }
    for (InvoiceLine line : invoice.lines()) {
      assertThat(line.netAmount().isNegative()).isFalse();
      assertThat(
              line.netUnitPrice()
                  .multiply(BigDecimal.valueOf(line.quantity().value()))
                  .setScale(2, RoundingMode.HALF_UP))
          .isEqualTo(line.netAmount().toDecimal());
    }
  }

  private static Money sum(List<Money> amounts) {
    return amounts.stream().reduce(Money::plus).orElseThrow();
  }

  private static SoldLine line(long cents, int quantity, String rate) {
    return new SoldLine(
        Sku.of("A"),
        "A thing",
        Quantity.of(quantity),
        Money.ofMinor(cents, "EUR"),
        TaxRate.parse(rate));
  }

  private static Money euros(String amount) {
    return Money.parse(amount, "EUR");
  }
}
