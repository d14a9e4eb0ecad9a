package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Sku;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts the goods: what came in is what was sold and kept, and what is there. */
final class Goods {
  private final World world;
  private final Findings findings;
  private final Map<CheckoutId, Payment> payments = new HashMap<>();

  Goods(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    world.payments().stored().forEach(p -> payments.put(p.purchase().checkoutId(), p));
  }

  /** What one checkout had to do with one SKU. */
  private static final class Share {
    private int held;
    private int heldMost;
    private int gone;
  }

  void check() {
    Map<Sku, Map<CheckoutId, Integer>> wanted = new HashMap<>();
    Map<CheckoutId, Checkout> checkouts = new HashMap<>();
    Set<Sku> skus = new TreeSet<>();
    for (Checkout checkout : world.checkouts().stored()) {
      checkouts.put(checkout.id(), checkout);
      for (CheckoutLine line : checkout.content().lines()) {
        skus.add(line.sku());
        wanted
            .computeIfAbsent(line.sku(), s -> new HashMap<>())
            .merge(checkout.id(), line.quantity().value(), Integer::sum);
      }
    }
    world.stocks().stored().forEach(stock -> skus.add(stock.id()));
    for (Sku sku : skus) {
      sku(sku, wanted.getOrDefault(sku, Map.of()), checkouts);
    }
  }

  private void sku(Sku sku, Map<CheckoutId, Integer> wanted, Map<CheckoutId, Checkout> checkouts) {
    long in = 0;
    Map<CheckoutId, Share> shares = new HashMap<>();
    List<StockMovement> ledger = world.stocks().storedLedger(sku);
    Losses losses = Losses.of(ledger);
    for (StockMovement movement : ledger) {
      switch (movement.kind()) {
        case RECEIVED, ADJUSTED -> {
          in += movement.onHand();
          losses
              .by(movement)
              .forEach(lost -> {
                Share share = shares.get(lost);
                if (share != null) {
                  share.held = 0;
                }
              });
        }
        case HELD, RELEASED, EXPIRED, SOLD, RETURNED -> count(shares, movement, checkouts);
      }
    }
    long kept = 0;
    Set<CheckoutId> all = new HashSet<>(wanted.keySet());
    all.addAll(shares.keySet());
    for (CheckoutId id : all) {
      boolean paid = checkouts.get(id) instanceof Checkout.Completed;
      int pieces = wanted.getOrDefault(id, 0);
      Share share = shares.getOrDefault(id, new Share());
      kept += paid ? pieces : 0;
      findings.check(
          Promise.GOODS_ADD_UP,
          share.gone == (paid ? pieces : 0) && share.held == 0,
          "%s wanted %d %s and %s, but %d are gone and %d still held for it",
          id,
          pieces,
          sku,
          paid ? "paid" : "did not get them",
          share.gone,
          share.held);
      findings.check(
          Promise.GOODS_ADD_UP,
          share.heldMost == 0 || share.heldMost == pieces,
          "%s wanted %d %s, but %d were held for it",
          id,
          pieces,
          sku,
          share.heldMost);
    }
    findings.check(
        Promise.GOODS_ADD_UP,
        in == kept + world.stocks().stored(sku).onHand(),
        "of %s %d came in and %d were sold and kept, but %d are there",
        sku,
        in,
        kept,
        world.stocks().stored(sku).onHand());
  }

  private void count(
      Map<CheckoutId, Share> shares, StockMovement movement, Map<CheckoutId, Checkout> checkouts) {
    CheckoutId id = Losses.checkoutOf(movement);
    Share share = shares.computeIfAbsent(id, c -> new Share());
    share.held += movement.held();
    share.heldMost = Math.max(share.heldMost, share.held);
    share.gone -= movement.onHand();
    notEarly(movement, checkouts.get(id));
  }

  /** A hold ends when its end has been decided, and not before. */
  private void notEarly(StockMovement movement, @Nullable Checkout checkout) {
    if (checkout == null) {
      findings.check(
          Promise.HOLD_ENDS_ONCE, false, "%s is of a checkout that nobody started", movement);
      return;
    }
    Instant earliest =
        switch (movement.kind()) {
          case EXPIRED -> checkout.content().startedAt().plus(world.holdDuration());
          case RELEASED -> refused(checkout) ? Instant.MIN : declined(checkout.id());
          case SOLD -> captured(checkout.id());
          case HELD, RETURNED, RECEIVED, ADJUSTED -> Instant.MIN;
        };
    findings.check(
        Promise.HOLD_ENDS_ONCE,
        !movement.at().isBefore(earliest),
        "%s for %s at %s, but not before %s anything was decided",
        movement.kind().slug(),
        checkout.id(),
        movement.at(),
        earliest.equals(Instant.MAX) ? "the end" : earliest);
  }

  private boolean refused(Checkout checkout) {
    return world
        .reservations()
        .stored(checkout.id())
        .map(Reservation::state)
        .filter(s -> s instanceof Reservation.Refused || s instanceof Reservation.FallenShort)
        .isPresent();
  }

  private Instant declined(CheckoutId id) {
    return declined(payments.get(id));
  }

  private static Instant declined(@Nullable Payment payment) {
    return switch (payment) {
      case Payment.Declined declined -> declined.declinedAt();
      case Payment.Expired expired -> expired.declinedAt();
      case Payment.ChargedLate late -> late.declinedAt();
      case Payment.GivenBack back -> back.declinedAt();
      case Payment.NeedsDecision waiting -> declined(waiting.open());
      case Payment.SettledByHand settled -> declined(settled.open());
      case Payment.Requested requested -> Instant.MAX;
      case Payment.Captured captured -> Instant.MAX;
      case Payment.RefundRequested asked -> Instant.MAX;
      case Payment.Refunded refunded -> Instant.MAX;
      case null -> Instant.MAX;
    };
  }

  private Instant captured(CheckoutId id) {
    return captured(payments.get(id));
  }

  private static Instant captured(@Nullable Payment payment) {
    return switch (payment) {
      case Payment.Captured captured -> captured.capturedAt();
      case Payment.RefundRequested asked -> asked.capturedAt();
      case Payment.Refunded refunded -> refunded.capturedAt();
      case Payment.NeedsDecision waiting -> captured(waiting.open());
      case Payment.SettledByHand settled -> captured(settled.open());
      case Payment.Requested requested -> Instant.MAX;
      case Payment.Declined declined -> Instant.MAX;
      case Payment.Expired expired -> Instant.MAX;
      case Payment.ChargedLate late -> Instant.MAX;
      case Payment.GivenBack back -> Instant.MAX;
      case null -> Instant.MAX;
    };
  }
}
