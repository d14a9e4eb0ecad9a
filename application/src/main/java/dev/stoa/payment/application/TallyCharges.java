package dev.stoa.payment.application;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.GatewayLedger.Charge;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the gateway's own books and compares them with the payments. */
public final class TallyCharges {
  private final GatewayLedger ledger;
  private final Payments payments;

  public TallyCharges(GatewayLedger ledger, Payments payments) {
    this.ledger = ledger;
    this.payments = payments;
  }

  /** What the gateway charged and gave back. */
  public GatewayLedger.Tally handle() {
    return ledger.tally();
  }

  /** The charges in the order of their keys. */
  public Page<Charge> charges(PageRequest page) {
    return ledger.charges(page);
  }

  /**
   * Compares every charge with its payment and every payment with its charge.
   *
   * @return a sentence for each that does not fit; empty when the books agree. Payments whose
   *     outcome is not known yet may be charged or not.
   */
  public List<String> disagreements() {
    // Payments first: what is captured by then is in the ledger that is read after it.
    List<Payment> known = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX));
    while (next.isPresent()) {
      Page<Payment> page = payments.list(next.get());
      known.addAll(page.items());
      next = after(page);
    }
    Map<GatewayKey, Charge> charges = new HashMap<>();
    next = Optional.of(PageRequest.first(PageRequest.MAX));
    while (next.isPresent()) {
      Page<Charge> page = ledger.charges(next.get());
      page.items().forEach(charge -> charges.put(charge.key(), charge));
      next = after(page);
    }
    List<String> found = new ArrayList<>();
    for (Payment payment : known) {
      Optional<Charge> charge =
          Optional.ofNullable(charges.remove(GatewayKey.ofCharge(payment.id())));
      compare(payment, charge)
          // It may have moved on between the two readings.
          .flatMap(first -> payments.find(payment.id()).flatMap(p -> compare(p, charge)))
          .ifPresent(found::add);
    }
    charges.values().stream()
        .filter(charge -> !begunMeanwhile(charge.key()))
        .map(charge -> "charge " + charge.key() + " of " + charge.amount() + " has no payment")
        .forEach(found::add);
    return found;
  }

  private static Optional<PageRequest> after(Page<?> page) {
    return page.next().map(cursor -> new PageRequest(PageRequest.MAX, Optional.of(cursor)));
  }

  private boolean begunMeanwhile(GatewayKey key) {
    try {
      return payments.find(PaymentId.parse(key.value().substring("charge-".length()))).isPresent();
    } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
      return false;
    }
  }

  private static Optional<String> compare(Payment payment, Optional<Charge> charge) {
    Money zero = Money.zero(payment.amount().currency());
    return switch (payment) {
      case Payment.Requested requested -> Optional.empty();
      case Payment.Declined declined ->
          charge.map(c -> "payment " + payment.id() + " was declined, but charged " + c.amount());
      case Payment.Captured captured -> agree(payment, charge, Optional.of(zero));
      case Payment.RefundRequested refund -> agree(payment, charge, Optional.empty());
      case Payment.Refunded refunded -> agree(payment, charge, Optional.of(payment.amount()));
    };
  }

  private static Optional<String> agree(
      Payment payment, Optional<Charge> charge, Optional<Money> refunded) {
    if (charge.isEmpty()) {
      return Optional.of("payment " + payment.id() + " was captured, but never charged");
    }
    Charge made = charge.get();
    if (!made.amount().equals(payment.amount())) {
      return Optional.of(
          "payment %s is of %s, but %s was charged"
              .formatted(payment.id(), payment.amount(), made.amount()));
    }
    return refunded
        .filter(expected -> !expected.equals(made.refunded()))
        .map(expected ->
            "of payment %s %s should have been given back, but %s was"
                .formatted(payment.id(), expected, made.refunded()));
  }
}
