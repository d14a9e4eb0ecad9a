package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.shared.domain.CheckoutId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was sold was on sale, at that price and that tax rate, when the catalogue confirmed it: at
 * some moment between the beginning of the reaction that reserved it and its commit.
 */
final class Sales {
  private final Map<CheckoutId, Confirmed> confirmed = new HashMap<>();

  private record Confirmed(long from, long to) {}

  /** A reservation is committed by a reaction that began then. */
  void reserved(CheckoutId checkout, long begun, long now) {
    confirmed.put(checkout, new Confirmed(begun, now));
  }

  void check(World world, Findings findings) {
    for (Checkout checkout : world.checkouts().stored()) {
      Confirmed when = confirmed.get(checkout.id());
      if (when != null) {
        for (CheckoutLine line : checkout.content().lines()) {
          check(world, findings, checkout, line, when);
        }
      }
    }
  }

  private static void check(
      World world, Findings findings, Checkout checkout, CheckoutLine line, Confirmed when) {
    List<Offers.Offer> offers = world.offers().between(line.sku(), when.from, when.to);
    List<Offers.Offer> onSale =
        offers.stream()
            .filter(Offers.Offer::active)
            .filter(offer -> line.productId().equals(offer.product()))
            .toList();
    findings.check(
        Promise.OFF_SALE_IS_NOT_SOLD,
        !onSale.isEmpty(),
        "%s was reserved for %s, but then it was %s",
        line.sku(),
        checkout.id(),
        offers);
    findings.check(
        Promise.PRICE_AS_AGREED,
        onSale.isEmpty()
            || onSale.stream().anyMatch(o -> o.costs(line.unitPrice(), line.taxRate())),
        "%s was reserved for %s at %s with %s %% tax, but then it was %s",
        line.sku(),
        checkout.id(),
        line.unitPrice(),
        line.taxRate(),
        onSale);
  }
}
