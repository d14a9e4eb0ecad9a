package dev.stoa.payment.application;

import static java.util.Objects.requireNonNull;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.GatewayLedger.Charge;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's own books and compares them with the payments. */
public final class TallyCharges {
  /** So many are named; who has more has one cause for all of them. */
  static final int MOST = 1_000;

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
   * Compares every charge with its payment and every payment with its charge. Both are read page by
   * page in the order of their keys, so what this takes of memory does not grow with the books.
   *
   * @return a sentence for each that does not fit, at most {@value #MOST} and one that says that
   *     there are more; empty when the books agree. Payments whose outcome is not known yet may be
   *     charged or not.
   */
  public List<String> disagreements() {
    Suspects suspects = new Suspects();
    Pages<Payment> known = new Pages<>(payments::list);
    Pages<Charge> charged = new Pages<>(ledger::charges);
    Payment payment = known.next();
    Charge charge = charged.next();
    while (payment != null || charge != null) {
      if (payment == null || (charge != null && keyOf(payment).compareTo(charge.key()) > 0)) {
        suspects.add(requireNonNull(charge).key());
        charge = charged.next();
      } else if (charge == null || keyOf(payment).compareTo(charge.key()) < 0) {
        suspects.addIf(compare(payment, Optional.empty()).isPresent(), keyOf(payment));
        payment = known.next();
      } else {
        suspects.addIf(compare(payment, Optional.of(charge)).isPresent(), keyOf(payment));
        payment = known.next();
        charge = charged.next();
      }
    }
    return looksAgain(suspects);
  }

  /**
   * The shop sells while the books are read, and what was read at different moments need not fit.
   * Payments first: what is captured by then is in the ledger that is read after it.
   */
  private List<String> looksAgain(Suspects suspects) {
    if (suspects.keys.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    Map<GatewayKey, Payment> known = new HashMap<>();
    for (GatewayKey key : List.copyOf(suspects.keys)) {
      try {
        paymentOf(key).ifPresent(payment -> known.put(key, payment));
      } catch (UnreadableState damaged) {
        found.add("the payment of " + key + " cannot be read");
        suspects.keys.remove(key);
      }
    }
    Map<GatewayKey, Charge> charges = new HashMap<>();
    Pages<Charge> charged = new Pages<>(ledger::charges);
    for (Charge next = charged.next(); next != null; next = charged.next()) {
      if (suspects.keys.contains(next.key())) {
        charges.put(next.key(), next);
      }
    }
    for (GatewayKey key : suspects.keys) {
      Optional<Charge> charge = Optional.ofNullable(charges.get(key));
      Optional<Payment> payment = Optional.ofNullable(known.get(key));
      if (payment.isPresent()) {
        compare(payment.get(), charge)
            // It may have moved on between the two readings.
            .flatMap(first -> paymentOf(key).flatMap(p -> compare(p, charge)))
            .ifPresent(found::add);
      } else if (charge.isPresent() && paymentOf(key).isEmpty()) {
        found.add("charge " + key + " of " + charge.get().amount() + " has no payment");
      }
    }
    if (suspects.more > 0) {
      found.add(
          suspects.more + " more charges or payments may not fit; these are to be mended first");
    }
    return List.copyOf(found);
  }

  /** What did not fit at the first look, in the order of its keys. */
  private static final class Suspects {
    private final Set<GatewayKey> keys = new LinkedHashSet<>();
    private long more;

    void addIf(boolean suspect, GatewayKey key) {
      if (suspect) {
        add(key);
      }
    }

    void add(GatewayKey key) {
      if (keys.size() < MOST) {
        keys.add(key);
      } else {
        more++;
      }
    }
  }

  /** All items of a paged list, one page of them in memory. */
  private static final class Pages<T> {
    private final Function<PageRequest, Page<T>> list;
    private Iterator<T> page = Collections.emptyIterator();
    private Optional<PageRequest> following = Optional.of(PageRequest.first(PageRequest.MAX));

    Pages(Function<PageRequest, Page<T>> list) {
      this.list = list;
    }

    /** The next item; null after the last. */
    @Nullable T next() {
      while (!page.hasNext() && following.isPresent()) {
        Page<T> read = list.apply(following.get());
        page = read.items().iterator();
        following = read.next().map(c -> new PageRequest(PageRequest.MAX, Optional.of(c)));
      }
      return page.hasNext() ? page.next() : null;
    }
  }

  private static GatewayKey keyOf(Payment payment) {
    return GatewayKey.ofCharge(payment.id());
  }

  private Optional<Payment> paymentOf(GatewayKey key) {
    try {
      PaymentId id = PaymentId.parse(key.value().substring("charge-".length()));
      return GatewayKey.ofCharge(id).equals(key) ? payments.find(id) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<String> compare(Payment payment, Optional<Charge> charge) {
    Money zero = Money.zero(payment.amount().currency());
    return switch (payment) {
      case Payment.Requested requested -> Optional.empty();
      case Payment.Declined declined ->
          charge.map(c -> "payment " + payment.id() + " was declined, but charged " + c.amount());
      case Payment.Expired expired -> Optional.empty();
      case Payment.ChargedLate late -> agree(payment, charge, Optional.empty());
      case Payment.GivenBack back -> agree(payment, charge, Optional.of(payment.amount()));
      case Payment.Captured captured -> agree(payment, charge, Optional.of(zero));
      case Payment.RefundRequested refund -> agree(payment, charge, Optional.empty());
      case Payment.NeedsDecision waiting -> compare(waiting.open(), charge);
      // What a person gave back may have gone through the gateway or past it.
      case Payment.SettledByHand settled -> compare(settled.open(), charge);
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
