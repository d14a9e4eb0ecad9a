package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.catalog.domain.RefusedLine;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.domain.CheckoutId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was sold was on sale, at that price and that tax rate, when the catalogue confirmed it: at
 * some moment between the beginning of the reaction that reserved it and its commit.
 */
final class Sales {
  private final Map<CheckoutId, Decided> decided = new HashMap<>();

  private record Decided(long from, long to) {}

  /** A reservation or refusal is committed by a reaction that began then. */
  void decided(CheckoutId checkout, long begun, long now) {
    decided.put(checkout, new Decided(begun, now));
  }

  void check(World world, Findings findings) {
    for (Checkout checkout : world.checkouts().stored()) {
      Decided when = decided.get(checkout.id());
      Reservation reservation = world.reservations().stored(checkout.id()).orElse(null);
      if (when == null || reservation == null) {
        continue;
      }
      switch (reservation.state()) {
        case Reservation.Refused refused ->
            refused.refused().forEach(line -> refused(world, findings, checkout, line, when));
        case Reservation.Refusing refusing ->
            refusing.refused().forEach(line -> refused(world, findings, checkout, line, when));
        case Reservation.Reserved held -> sold(world, findings, checkout, when);
        case Reservation.Sold sold -> sold(world, findings, checkout, when);
        case Reservation.Released released -> sold(world, findings, checkout, when);
        case Reservation.FallenShort fallenShort -> sold(world, findings, checkout, when);
      }
    }
  }

  private static void sold(World world, Findings findings, Checkout checkout, Decided when) {
    for (CheckoutLine line : checkout.content().lines()) {
      sold(world, findings, checkout, line, when);
    }
  }

  /** Nobody is refused for a reason that is none. */
  private static void refused(
      World world, Findings findings, Checkout checkout, RefusedLine line, Decided when) {
    CheckoutLine wanted =
        checkout.content().lines().stream()
            .filter(one -> one.sku().equals(line.sku()))
            .findFirst()
            .orElse(null);
    List<Offers.Offer> offers = world.offers().between(line.sku(), when.from, when.to);
    boolean so =
        wanted != null
            && switch (line.reason()) {
              case GONE -> offers.stream().anyMatch(o -> !o.active());
              case PRODUCT_CHANGED ->
                  offers.stream().anyMatch(o -> !wanted.productId().equals(o.product()));
              case PRICE_CHANGED ->
                  offers.stream().anyMatch(o -> !wanted.unitPrice().equals(o.price()));
              case TAX_CHANGED ->
                  offers.stream().anyMatch(o -> !wanted.taxRate().equals(o.taxRate()));
              case OUT_OF_STOCK -> wasShort(world, checkout.id(), line);
              case EXPIRED ->
                  when.to
                      >= world
                          .scheduler()
                          .at(checkout.content().startedAt().plus(world.holdDuration()));
            };
    findings.check(
        Promise.TOLD_IS_TRUE,
        so,
        "%s was refused to %s as %s, but then it was %s",
        line.sku(),
        checkout.id(),
        line.reason().slug(),
        offers);
  }

  /** Whether at some time there were fewer than were wanted, or what was held was lost. */
  private static boolean wasShort(World world, CheckoutId checkout, RefusedLine line) {
    if (Losses.of(world.stocks().storedLedger(line.sku())).hit(checkout)) {
      return true;
    }
    long available = 0;
    long least = 0;
    for (StockMovement movement : world.stocks().storedLedger(line.sku())) {
      available += movement.onHand() - movement.held();
      least = movement.sequence() == 1 ? available : Math.min(least, available);
    }
    return least < line.requested().value();
  }

  private static void sold(
      World world, Findings findings, Checkout checkout, CheckoutLine line, Decided when) {
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
