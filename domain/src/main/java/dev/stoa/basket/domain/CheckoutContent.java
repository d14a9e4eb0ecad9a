package dev.stoa.basket.domain;

import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a checkout. It has at least one line, and its total is the sum of its
 * lines.
 *
 * @param userId who buys
 * @param total gross
 * @param fingerprint of what the client sent, to tell a repeated request from another one
 * @param startedAt when the buyer confirmed
 * @param origin the basket it buys; null for one that was started before baskets had generations
 */
public record CheckoutContent(
    CheckoutId id,
    UserId userId,
    List<CheckoutLine> lines,
    Money total,
    Fingerprint fingerprint,
    Instant startedAt,
    @Nullable CheckoutOrigin origin) {
  public CheckoutContent {
    lines = List.copyOf(lines);
    Money sum =
        lines.stream()
            .map(CheckoutLine::total)
            .reduce(Money::plus)
            .orElseThrow(() -> new IllegalArgumentException("a checkout has at least one line"));
    if (!sum.equals(total)) {
      throw new IllegalArgumentException(
          "expected the total of checkout %s to be %s, the sum of its lines, but was %s"
              .formatted(id, sum, total));
    }
  }
}
