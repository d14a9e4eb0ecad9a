package dev.stoa.prove;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.domain.Money;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whoever moves the money, and its books, which are the truth about what buyers paid. What it does
 * with a payment method stands in its token: {@code good} or {@code bad}, at once or, with {@code
 * slow}, some time later. What is slow can be cancelled until it is decided; of every other one the
 * gateway says that it is too late for that, and decides when it is time.
 */
final class SimulatedGateway implements PaymentGateway {
  private static final Reason KEY_REUSED = new Reason("key-reused");
  private static final long LONGEST_CALL = 10_000_000;

  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace;
  private final Chance chance;
  private final Runnable crash;
  private final Map<GatewayKey, Charge> charges = new LinkedHashMap<>();
  private final Set<GatewayKey> cancelled = new HashSet<>();
  private final Map<GatewayKey, Refund> refunds = new LinkedHashMap<>();

  /** A charge as it stands in the books. */
  static final class Charge {
    final GatewayKey key;
    final Money amount;
    final String token;
    final ChargeReference reference;
    private final long decidedAt;
    private final boolean stoppable;
    private boolean cancelled;
    private long refunded;

    private Charge(
        GatewayKey key,
        Money amount,
        String token,
        ChargeReference reference,
        long decidedAt,
        boolean stoppable) {
      this.key = key;
      this.amount = amount;
      this.token = token;
      this.reference = reference;
      this.decidedAt = decidedAt;
      this.stoppable = stoppable;
    }

    /** Whether the money was, or will be, taken. */
    boolean isGood() {
      return token.contains("good") && !cancelled;
    }

    /** What was given back, in minor units. */
    long refunded() {
      return refunded;
    }
  }

  private record Refund(ChargeReference reference, Money amount, long decidedAt) {}

  /**
   * A gateway with empty books.
   *
   * @param crash kills the process of whoever calls
   */
  SimulatedGateway(Scheduler scheduler, Faults faults, Trace trace, Chance chance, Runnable crash) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.trace = trace;
    this.chance = chance;
    this.crash = crash;
  }

  /** All that was asked for, in order of arrival. */
  Collection<Charge> charges() {
    return charges.values();
  }

  @Override
  public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod paymentMethod) {
    return call("gateway.charge", key, () -> charged(key, amount, paymentMethod.token()));
  }

  @Override
  public FindAnswer find(GatewayKey key) {
    return call(
        "gateway.find",
        key,
        () -> {
          Charge charge = charges.get(key);
          if (charge == null) {
            return cancelled.contains(key) ? Refused.CANCELLED : new Unknown();
          }
          return (FindAnswer) answer(charge);
        });
  }

  @Override
  public CancelAnswer cancel(GatewayKey key) {
    return call("gateway.cancel", key, () -> cancelled(key));
  }

  private CancelAnswer cancelled(GatewayKey key) {
    Charge charge = charges.get(key);
    if (charge == null) {
      cancelled.add(key);
      return new Cancelled();
    }
    if (scheduler.now() < charge.decidedAt && charge.stoppable) {
      charge.cancelled = true;
    }
    return charge.cancelled ? new Cancelled() : (CancelAnswer) answer(charge);
  }

  @Override
  public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
    return call("gateway.refund", key, () -> refunded(key, charge, amount));
  }

  private ChargeAnswer charged(GatewayKey key, Money amount, String token) {
    if (cancelled.contains(key)) {
      return Refused.CANCELLED;
    }
    Charge charge = charges.get(key);
    if (charge == null) {
      long pause = token.contains("slow") ? chance.between(1, 1_500) * 1_000_000L : 0;
      charge =
          new Charge(
              key,
              amount,
              token,
              new ChargeReference("ch-" + (charges.size() + 1)),
              scheduler.now() + pause,
              chance.percent(50));
      charges.put(key, charge);
    }
    return charge.cancelled || charge.amount.equals(amount)
        ? (ChargeAnswer) answer(charge)
        : new Refused(KEY_REUSED);
  }

  private Object answer(Charge charge) {
    if (charge.cancelled) {
      return Refused.CANCELLED;
    }
    if (scheduler.now() < charge.decidedAt) {
      return new Pending();
    }
    return charge.isGood()
        ? new Charged(charge.reference)
        : new Refused(new Reason("card-declined"));
  }

  private RefundAnswer refunded(GatewayKey key, ChargeReference reference, Money amount) {
    Refund refund = refunds.get(key);
    if (refund == null) {
      Charge charge =
          charges.values().stream()
              .filter(c -> c.reference.equals(reference) && c.isGood())
              .findFirst()
              .orElse(null);
      if (charge == null || scheduler.now() < charge.decidedAt) {
        return new Refused(new Reason("unknown-charge"));
      }
      if (charge.refunded + amount.minorUnits() > charge.amount.minorUnits()) {
        return new Refused(new Reason("amount-exceeds-charge"));
      }
      charge.refunded += amount.minorUnits();
      long pause = chance.percent(25) ? chance.between(1, 900) * 1_000_000L : 0;
      refund = new Refund(reference, amount, scheduler.now() + pause);
      refunds.put(key, refund);
    }
    if (!refund.reference.equals(reference) || !refund.amount.equals(amount)) {
      return new Refused(KEY_REUSED);
    }
    return scheduler.now() < refund.decidedAt ? new Pending() : new Refunded();
  }

  private <T> T call(String call, GatewayKey key, Supplier<T> effect) {
    scheduler.current().requireAlive();
    scheduler.pause();
    scheduler.current().requireAlive();
    if (faults.happens(Fault.CRASH_BEFORE)) {
      crash.run();
    }
    if (faults.happens(Fault.GATEWAY_AWAY)) {
      throw noAnswer(call, key, "does not get the request");
    }
    if (faults.happens(Fault.GATEWAY_LATE)) {
      scheduler.at(
          scheduler.now() + faults.between(1, 300) * 1_000_000L,
          () -> trace.call("late " + call, key, effect.get()));
      throw noAnswer(call, key, "gets the request late");
    }
    if (faults.happens(Fault.GATEWAY_TWICE)) {
      trace.fault("the gateway gets the request twice");
      trace.call(call, key, effect.get());
    }
    T answer = effect.get();
    scheduler.note(call.hashCode());
    trace.call(call, key, answer);
    if (faults.happens(Fault.CRASH_AFTER_WRITE)) {
      crash.run();
    }
    if (faults.happens(Fault.GATEWAY_ANSWER_LOST)) {
      throw noAnswer(call, key, "does not answer in time");
    }
    return answer;
  }

  private GatewayUnavailable noAnswer(String call, GatewayKey key, String why) {
    trace.fault("the gateway " + why + ": " + call + " " + key);
    scheduler.sleep(LONGEST_CALL);
    scheduler.current().requireAlive();
    return new GatewayUnavailable("the gateway " + why);
  }
}
