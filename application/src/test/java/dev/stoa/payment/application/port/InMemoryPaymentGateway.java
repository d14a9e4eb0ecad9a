package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.InMemoryAggregates;
import dev.stoa.shared.domain.Money;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A payment gateway in memory, with its books. It decides at once: a token that begins with {@code
 * tok_success} is charged, any other is refused; only {@code tok_delayed} is pending until it is
 * cancelled.
 */
public final class InMemoryPaymentGateway implements PaymentGateway, GatewayLedger {
  private record Asked(Money amount, ChargeAnswer answer) {}

  private record GivenBack(ChargeReference charge, Money amount) {}

  private final Map<GatewayKey, Asked> asked = new HashMap<>();
  private final Set<GatewayKey> cancelled = new HashSet<>();
  private final Map<GatewayKey, GivenBack> givenBack = new HashMap<>();

  /** Without a charge. */
  public InMemoryPaymentGateway() {}

  @Override
  public synchronized ChargeAnswer charge(
      GatewayKey key, Money amount, PaymentMethod paymentMethod) {
    if (cancelled.contains(key)) {
      return Refused.CANCELLED;
    }
    Asked before = asked.get(key);
    if (before == null) {
      ChargeAnswer answer = decide(key, paymentMethod.token());
      asked.put(key, new Asked(amount, answer));
      return answer;
    }
    return before.amount().equals(amount) ? before.answer() : new Refused(new Reason("key-reused"));
  }

  private static ChargeAnswer decide(GatewayKey key, String token) {
    if (token.equals("tok_delayed")) {
      return new Pending();
    }
    return token.startsWith("tok_success")
        ? new Charged(new ChargeReference("in-memory-" + key))
        : new Refused(new Reason("generic-decline"));
  }

  @Override
  public synchronized CancelAnswer cancel(GatewayKey key) {
    Asked found = asked.get(key);
    return switch (found == null ? new Pending() : found.answer()) {
      case Charged charged -> charged;
      case Refused refused -> refused;
      case Pending undecided -> {
        asked.remove(key);
        cancelled.add(key);
        yield new Cancelled();
      }
    };
  }

  @Override
  public synchronized FindAnswer find(GatewayKey key) {
    if (cancelled.contains(key)) {
      return Refused.CANCELLED;
    }
    Asked found = asked.get(key);
    if (found == null) {
      return new Unknown();
    }
    return switch (found.answer()) {
      case Charged charged -> charged;
      case Refused refused -> refused;
      case Pending pending -> pending;
    };
  }

  @Override
  public synchronized RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
    GivenBack wanted = new GivenBack(charge, amount);
    GivenBack before = givenBack.get(key);
    if (before != null) {
      return before.equals(wanted) ? new Refunded() : new Refused(new Reason("key-reused"));
    }
    Optional<Charge> charged = all().filter(one -> one.reference().equals(charge)).findFirst();
    if (charged.isEmpty()) {
      return new Refused(new Reason("unknown-charge"));
    }
    Charge found = charged.get();
    if (found.refunded().plus(amount).minorUnits() > found.amount().minorUnits()) {
      return new Refused(new Reason("amount-exceeds-charge"));
    }
    givenBack.put(key, wanted);
    return new Refunded();
  }

  @Override
  public synchronized Tally tally() {
    return new Tally(
        all().count(),
        InMemoryAggregates.sums(all().map(Charge::amount)),
        givenBack.size(),
        InMemoryAggregates.sums(givenBack.values().stream().map(GivenBack::amount)));
  }

  @Override
  public synchronized Page<Charge> charges(PageRequest page) {
    return InMemoryAggregates.page(
        all().toList(),
        page,
        charge -> charge.key().value(),
        Comparator.naturalOrder(),
        "[A-Za-z0-9_-]{1,100}");
  }

  private Stream<Charge> all() {
    return asked.entrySet().stream()
        .filter(entry -> entry.getValue().answer() instanceof Charged)
        .map(entry -> {
          ChargeReference reference = ((Charged) entry.getValue().answer()).reference();
          Money amount = entry.getValue().amount();
          List<Money> back =
              givenBack.values().stream()
                  .filter(one -> one.charge().equals(reference))
                  .map(GivenBack::amount)
                  .toList();
          Money refunded = back.stream().reduce(new Money(0, amount.currency()), Money::plus);
          return new Charge(entry.getKey(), reference, amount, refunded);
        });
  }
}
