package dev.stoa.catalog.application;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.RefusedLine;
import dev.stoa.catalog.domain.RefusedLine.Reason;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.ReservedLine;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.Stock.HoldOutcome;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.catalog.events.RefusedLineV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the goods of a checkout for its buyer: every line or none. Each line is held by one change
 * of one stock; the commit of the reservation then decides. Whoever comes second, because the event
 * was delivered again or to two at once, obeys what was decided and gives back what it took in
 * vain. Nothing is given back before the decision, so a hold that somebody saw is still there when
 * he decides.
 */
public final class ReserveStock {
  private final Reservations reservations;
  private final Stocks stocks;
  private final Products products;
  private final GiveBack giveBack;
  private final Duration holdDuration;
  private final InstantSource clock;

  /**
   * @param holdDuration how long the payment may take to decide, from the moment the buyer
   *     confirmed; goods are not reserved for a checkout that is older
   */
  public ReserveStock(
      Reservations reservations,
      Stocks stocks,
      Products products,
      Duration holdDuration,
      InstantSource clock) {
    this.reservations = reservations;
    this.stocks = stocks;
    this.products = products;
    this.giveBack = new GiveBack(stocks, clock);
    this.holdDuration = holdDuration;
    this.clock = clock;
  }

  /** Reserves or refuses the checkout, once. */
  public void on(BasketCheckedOutV1 event) {
    CheckoutV1 checkout = event.checkout();
    CheckoutId id = new CheckoutId(checkout.checkoutId());
    Optional<Reservation> before = reservations.find(id);
    if (before.isPresent()) {
      obey(before.get());
      return;
    }
    try {
      decide(checkout, id);
    } catch (StaleAggregate decidedMeanwhile) {
      obey(reservations.find(id).orElseThrow(() -> decidedMeanwhile));
    }
  }

  private void decide(CheckoutV1 checkout, CheckoutId id) {
    UserId buyer = new UserId(checkout.userId());
    Instant heldUntil = checkout.startedAt().plus(holdDuration);
    List<ReservedLine> lines = lines(checkout);
    List<RefusedLine> refused = new ArrayList<>(refusedUnseen(checkout, lines, heldUntil));
    if (refused.isEmpty()) {
      for (ReservedLine line : lines) {
        // After a refusal we only look, so that the buyer hears of every line what is left.
        (refused.isEmpty() ? hold(id, line, heldUntil) : look(id, line)).ifPresent(refused::add);
      }
    }
    if (refused.isEmpty()) {
      reservations.save(
          Reservation.reserved(id, buyer, lines, heldUntil),
          List.of(new StockReservedV1(checkout, heldUntil, clock.instant())));
    } else if (lines.stream().anyMatch(line -> isHeld(id, line))) {
      reservations.save(Reservation.refusing(id, buyer, lines, refused), List.of());
      obey(reservations.find(id).orElseThrow());
    } else {
      Reservation refusal = Reservation.refused(id, buyer, lines, refused);
      reservations.save(refusal, List.of(refusedEvent(refusal, refused)));
    }
  }

  private void obey(Reservation decided) {
    switch (decided.state()) {
      case Reservation.Refusing refusing -> {
        giveBack.held(decided);
        decided.finishRefusal();
        try {
          reservations.save(decided, List.of(refusedEvent(decided, refusing.refused())));
        } catch (StaleAggregate finishedMeanwhile) {
          // Somebody else has published the refusal; what we took is given back.
        }
      }
      case Reservation.Refused refused -> giveBack.held(decided);
      case Reservation.FallenShort fallenShort -> giveBack.all(decided);
      case Reservation.Reserved reserved -> {}
      case Reservation.Sold sold -> {}
      case Reservation.Released released -> {}
    }
  }

  /** Lines that are refused without a look at the stock: too late, gone, or changed since. */
  private List<RefusedLine> refusedUnseen(
      CheckoutV1 checkout, List<ReservedLine> lines, Instant heldUntil) {
    if (!clock.instant().isBefore(heldUntil)) {
      return lines.stream().map(line -> refusal(line, Reason.EXPIRED)).toList();
    }
    List<RefusedLine> refused = new ArrayList<>();
    for (CheckoutLineV1 line : checkout.lines()) {
      Sku sku = new Sku(line.sku());
      Quantity quantity = new Quantity(line.quantity());
      Optional<Product> product = products.findBySku(sku).filter(p -> p.details().active());
      Optional<Variant> variant = product.flatMap(p -> p.details().variant(sku));
      if (product.isEmpty() || variant.isEmpty()) {
        refused.add(new RefusedLine(sku, Reason.GONE, quantity, 0, null));
      } else {
        changed(line, product.get(), variant.get())
            .map(reason ->
                new RefusedLine(
                    sku,
                    reason,
                    quantity,
                    stocks.find(sku).available(),
                    reason == Reason.PRICE_CHANGED ? variant.get().price() : null))
            .ifPresent(refused::add);
      }
    }
    return refused;
  }

  /**
   * What is no longer as the buyer agreed to it: which goods, what they cost, and the tax that is
   * in the price, which invoice and books depend on.
   */
  private static Optional<Reason> changed(CheckoutLineV1 line, Product product, Variant variant) {
    if (!product.id().value().equals(line.productId())) {
      return Optional.of(Reason.PRODUCT_CHANGED);
    }
    if (!variant.price().equals(line.unitPrice().toMoney())) {
      return Optional.of(Reason.PRICE_CHANGED);
    }
    return variant.taxRate().equals(TaxRate.parse(line.taxRate()))
        ? Optional.empty()
        : Optional.of(Reason.TAX_CHANGED);
  }

  private Optional<RefusedLine> hold(CheckoutId id, ReservedLine line, Instant heldUntil) {
    Stocks.Change<Optional<RefusedLine>> change =
        stocks.change(
            line.sku(),
            MovementKey.held(id),
            stock ->
                switch (stock.hold(id, line.quantity(), heldUntil, clock.instant())) {
                  case HoldOutcome.Held held ->
                      StockDecisions.moved(Optional.<RefusedLine>empty(), stock, held.movement());
                  case HoldOutcome.NotEnough notEnough ->
                      StockDecisions.unchanged(
                          Optional.of(
                              new RefusedLine(
                                  line.sku(),
                                  Reason.OUT_OF_STOCK,
                                  line.quantity(),
                                  notEnough.available(),
                                  null)));
                });
    return switch (change) {
      case Stocks.Applied<Optional<RefusedLine>> applied -> applied.outcome();
      case Stocks.Repeated<Optional<RefusedLine>> repeated ->
          // Held before, by us or by somebody else, and lost since when it is not there.
          repeated.stock().holdOf(id).isPresent()
              ? Optional.empty()
              : Optional.of(refusal(line, Reason.OUT_OF_STOCK));
    };
  }

  private Optional<RefusedLine> look(CheckoutId id, ReservedLine line) {
    Stock stock = stocks.find(line.sku());
    boolean enough = stock.holdOf(id).isPresent() || stock.available() >= line.quantity().value();
    return enough ? Optional.empty() : Optional.of(refusal(line, Reason.OUT_OF_STOCK));
  }

  private boolean isHeld(CheckoutId id, ReservedLine line) {
    return stocks.find(line.sku()).holdOf(id).isPresent();
  }

  private RefusedLine refusal(ReservedLine line, Reason reason) {
    return new RefusedLine(
        line.sku(), reason, line.quantity(), stocks.find(line.sku()).available(), null);
  }

  private StockRefusedV1 refusedEvent(Reservation reservation, List<RefusedLine> refused) {
    return new StockRefusedV1(
        reservation.id().value(),
        reservation.buyer().value(),
        refused.stream().map(ReserveStock::published).toList(),
        clock.instant());
  }

  private static RefusedLineV1 published(RefusedLine line) {
    return new RefusedLineV1(
        line.sku().value(),
        line.reason().slug(),
        line.requested().value(),
        line.available(),
        line.currentPrice() == null ? null : MoneyV1.of(line.currentPrice()));
  }

  /**
   * The SKUs in the order of the checkout; one that stands on two lines is wanted once, added up.
   */
  private static List<ReservedLine> lines(CheckoutV1 checkout) {
    Map<Sku, Integer> wanted = new LinkedHashMap<>();
    for (CheckoutLineV1 line : checkout.lines()) {
      wanted.merge(new Sku(line.sku()), line.quantity(), Math::addExact);
    }
    return wanted.entrySet().stream()
        .map(e -> new ReservedLine(e.getKey(), new Quantity(e.getValue())))
        .toList();
  }
}
