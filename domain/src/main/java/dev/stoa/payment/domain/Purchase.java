package dev.stoa.payment.domain;

import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What a payment is for. It has at least one line, and its total is the sum of its lines: an amount
 * that nothing was sold for is never charged. Of the person it has only the id; the {@link Payer}
 * is apart.
 *
 * @param startedAt when the buyer confirmed
 */
public record Purchase(
    CheckoutId checkoutId,
    UserId userId,
    List<PurchaseLine> lines,
    Money total,
    Instant startedAt) {
  public Purchase {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a purchase has at least one line");
    }
    Money sum =
        lines.stream().map(PurchaseLine::total).reduce(Money.zero(total.currency()), Money::plus);
    if (!sum.equals(total) || total.isNegative()) {
      throw new IllegalArgumentException(
          "expected the total of checkout %s to be the sum of its lines, %s, but was %s"
              .formatted(checkoutId, sum, total));
    }
  }
}
