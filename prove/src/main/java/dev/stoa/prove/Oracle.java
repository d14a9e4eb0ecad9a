package dev.stoa.prove;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes the tax out of gross prices a second time, from {@code docs/adr/tax-from-gross-prices.md}
 * and not from the shop's code: with decimals where the shop has whole numbers, and cent by cent
 * where the shop sorts.
 */
final class Oracle {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private Oracle() {}

  /**
   * A line that was sold.
   *
   * @param gross of all its pieces, in cents
   * @param rate in percent
   */
  record Sold(long gross, int pieces, BigDecimal rate) {}

  /**
   * A line of an invoice.
   *
   * @param net in cents
   * @param price net, of one piece, in units of the currency
   */
  record Line(long net, BigDecimal price) {}

  /**
   * The tax of one rate, in cents.
   *
   * @param rate in percent
   */
  record Rate(BigDecimal rate, long net, long tax) {}

  /** An invoice, in cents. */
  record Sums(List<Line> lines, List<Rate> rates, long net, long tax, long gross) {}

  /** What the invoice of these lines says, in a currency of two digits. */
  static Sums of(List<Sold> sold) {
    Map<BigDecimal, Long> grossOf = new TreeMap<>();
    for (Sold line : sold) {
      grossOf.merge(plain(line.rate()), line.gross(), Math::addExact);
    }
    long[] nets = new long[sold.size()];
    List<Rate> rates = new ArrayList<>();
    long net = 0;
    long tax = 0;
    for (Map.Entry<BigDecimal, Long> one : grossOf.entrySet()) {
      BigDecimal rate = one.getKey();
      long mine = withoutTax(one.getValue(), rate, 0, RoundingMode.HALF_UP).longValueExact();
      share(mine, rate, sold, nets);
      rates.add(new Rate(rate, mine, one.getValue() - mine));
      net += mine;
      tax += one.getValue() - mine;
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < nets.length; i++) {
      BigDecimal price =
          BigDecimal.valueOf(nets[i], 2)
              .divide(BigDecimal.valueOf(sold.get(i).pieces()), 6, RoundingMode.HALF_UP);
      lines.add(new Line(nets[i], price));
    }
    return new Sums(lines, rates, net, tax, net + tax);
  }

  /** Every line its own net rounded down, and then a cent each to whoever lost most. */
  private static void share(long net, BigDecimal rate, List<Sold> sold, long[] nets) {
    long left = net;
    BigDecimal[] lost = new BigDecimal[nets.length];
    for (int i = 0; i < nets.length; i++) {
      lost[i] = BigDecimal.ONE.negate();
      if (sold.get(i).rate().compareTo(rate) == 0) {
        BigDecimal exact = withoutTax(sold.get(i).gross(), rate, 20, RoundingMode.DOWN);
        nets[i] = exact.longValue();
        lost[i] = exact.subtract(BigDecimal.valueOf(nets[i]));
        left -= nets[i];
      }
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int i = 1; i < lost.length; i++) {
        most = lost[i].compareTo(lost[most]) > 0 ? i : most;
      }
      nets[most]++;
      lost[most] = BigDecimal.ONE.negate();
    }
  }

  private static BigDecimal withoutTax(
      long gross, BigDecimal rate, int digits, RoundingMode rounding) {
    return BigDecimal.valueOf(gross).multiply(HUNDRED).divide(HUNDRED.add(rate), digits, rounding);
  }

  private static BigDecimal plain(BigDecimal rate) {
    BigDecimal stripped = rate.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }
}
