package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.TaxRate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes the tax out of gross prices so that everything adds up to the cent.
 *
 * <p>The buyer saw and paid gross prices, so the gross sum of each rate is what must not move. Per
 * rate: net = gross / (1 + rate), rounded half up to the cent, and tax = gross - net. The net is
 * then shared out among the rate's lines by largest remainder: each line gets its own exact net
 * rounded down, and the cents that are left go to the lines that lost most, the earlier first among
 * equals. So no line is more than a cent away from its own exact net, and:
 *
 * <ul>
 *   <li>BR-CO-10: the lines' net amounts add up to BT-106, by construction.
 *   <li>BR-CO-13: BT-109 = BT-106, for there are no allowances and charges.
 *   <li>BR-CO-14: the tax amounts of the rates add up to BT-110, by definition.
 *   <li>BR-CO-15: BT-112 = BT-109 + BT-110 is the gross total, since net + tax = gross per rate.
 *   <li>BR-CO-17: BT-117 = BT-116 x BT-119 / 100, rounded. Here the tax is a difference instead,
 *       and may be one cent away from that: the net is rounded by at most half a cent, which moves
 *       gross - net away from net x rate by at most (1 + rate) / 2 cents, hence by less than a cent
 *       before rounding at all rates below 100 %. The rule's published form tolerates a whole
 *       currency unit for this reason.
 * </ul>
 *
 * @param lines in the order they were given
 * @param breakdown by rate, ascending
 */
public record TaxCalculation(List<InvoiceLine> lines, List<VatBreakdown> breakdown, Totals totals) {
  private static final int BASIS_POINTS = 10_000;

  public TaxCalculation {
    lines = List.copyOf(lines);
    breakdown = List.copyOf(breakdown);
  }

  /**
   * The calculation for paid goods. All prices are of one currency and none is negative.
   *
   * @throws IllegalArgumentException when there are no lines, or of two currencies
   * @throws ArithmeticException when an amount does not fit
   */
  public static TaxCalculation of(List<SoldLine> sold) {
    if (sold.isEmpty()) {
      throw new IllegalArgumentException("an invoice has at least one line (BR-16)");
    }
    Currency currency = sold.getFirst().unitPrice().currency();
    SortedMap<TaxRate, List<Integer>> byRate = new TreeMap<>();
    for (int i = 0; i < sold.size(); i++) {
      Money price = sold.get(i).unitPrice();
      if (price.isNegative() || !price.currency().equals(currency)) {
        throw new IllegalArgumentException(
            "expected prices in %s that are not negative, but was %s".formatted(currency, price));
      }
      byRate.computeIfAbsent(sold.get(i).taxRate(), rate -> new ArrayList<>()).add(i);
    }
    Map<Integer, Money> nets = new HashMap<>();
    List<VatBreakdown> breakdown = new ArrayList<>();
    Money net = Money.zero(currency);
    Money tax = Money.zero(currency);
    for (Map.Entry<TaxRate, List<Integer>> entry : byRate.entrySet()) {
      TaxRate rate = entry.getKey();
      Money gross = Money.zero(currency);
      for (int i : entry.getValue()) {
        gross = gross.plus(sold.get(i).gross());
      }
      Money rateNet = new Money(netOf(gross, rate), currency);
      share(rateNet, rate, entry.getValue(), sold, nets);
      breakdown.add(new VatBreakdown(rate, rateNet, gross.minus(rateNet)));
      net = net.plus(rateNet);
      tax = tax.plus(gross.minus(rateNet));
    }
    List<InvoiceLine> lines = new ArrayList<>(sold.size());
    for (int i = 0; i < sold.size(); i++) {
      Money lineNet = nets.getOrDefault(i, Money.zero(currency));
      lines.add(line(i + 1, sold.get(i), lineNet));
    }
    Money gross = net.plus(tax);
    Money lineNet = lines.stream().map(InvoiceLine::netAmount).reduce(Money::plus).orElse(net);
    return new TaxCalculation(
        lines, breakdown, new Totals(lineNet, net, tax, gross, gross, Money.zero(currency)));
  }

  private static InvoiceLine line(int number, SoldLine sold, Money net) {
    BigDecimal price =
        net.toDecimal()
            .divide(
                BigDecimal.valueOf(sold.quantity().value()),
                // At most 9,999 pieces: the error of the price stays below half a cent in all.
                net.currency().getDefaultFractionDigits() + 4,
                RoundingMode.HALF_UP);
    return new InvoiceLine(
        number,
        sold.sku(),
        sold.title(),
        sold.quantity(),
        net,
        sold.gross(),
        price,
        sold.taxRate());
  }

  private static void share(
      Money total,
      TaxRate rate,
      List<Integer> indexes,
      List<SoldLine> sold,
      Map<Integer, Money> nets) {
    record Part(int index, long floor, BigInteger remainder) {}
    BigInteger divisor = divisor(rate);
    List<Part> parts = new ArrayList<>(indexes.size());
    long left = total.minorUnits();
    for (int i : indexes) {
      BigInteger[] exact = scaled(sold.get(i).gross()).divideAndRemainder(divisor);
      long floor = exact[0].longValueExact();
      parts.add(new Part(i, floor, exact[1]));
      left -= floor;
    }
    // The sort is stable: the earlier line comes first among equals.
    parts.sort(Comparator.comparing(Part::remainder).reversed());
    for (Part part : parts) {
      long cent = left > 0 ? 1 : 0;
      nets.put(part.index(), new Money(part.floor() + cent, total.currency()));
      left -= cent;
    }
  }

  /** gross / (1 + rate), half up; both are not negative. */
  private static long netOf(Money gross, TaxRate rate) {
    BigInteger divisor = divisor(rate);
    return scaled(gross).shiftLeft(1).add(divisor).divide(divisor.shiftLeft(1)).longValueExact();
  }

  private static BigInteger scaled(Money gross) {
    return BigInteger.valueOf(gross.minorUnits()).multiply(BigInteger.valueOf(BASIS_POINTS));
  }

  private static BigInteger divisor(TaxRate rate) {
    return BigInteger.valueOf(BASIS_POINTS + rate.percent().movePointRight(2).longValueExact());
  }
}
