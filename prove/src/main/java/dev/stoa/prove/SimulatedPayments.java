package dev.stoa.prove;

import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Payments, one commit each. */
final class SimulatedPayments implements Payments {
  private final Gate gate;
  private final Journal journal;
  private final Map<PaymentId, Payment> all = new LinkedHashMap<>();
  private List<Payment.Unresolved> dueBefore = List.of();

  SimulatedPayments(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** As they are, without a call. */
  Collection<Payment> stored() {
    return all.values();
  }

  /** As it is, without a call. */
  Optional<Payment> stored(PaymentId id) {
    return Optional.ofNullable(all.get(id));
  }

  /** When the gateway is to be asked next, without a call; null when nothing is unresolved. */
  @Nullable Instant nextDue() {
    Instant next = null;
    for (Payment payment : all.values()) {
      if (payment instanceof Payment.Unresolved unresolved) {
        Instant due = unresolved.plan().nextAttemptAt();
        next = next == null || due.isBefore(next) ? due : next;
      }
    }
    return next;
  }

  @Override
  public Optional<Payment> find(PaymentId id) {
    return gate.read("payments.find", id, () -> stored(id));
  }

  @Override
  public Version save(Payment payment, List<? extends PublishedEvent> events) {
    return gate.write(
        "payments.save",
        payment.getClass().getSimpleName() + " " + payment.id(),
        () -> {
          Payment stored = all.get(payment.id());
          Version version = stored == null ? Version.NEW : stored.version();
          if (!version.equals(payment.version())) {
            throw new StaleAggregate(payment.id(), payment.version());
          }
          all.put(payment.id(), payment.at(version.next()));
          journal.commit("payments", payment.id(), events);
          return version.next();
        });
  }

  @Override
  public List<Payment.Unresolved> due(Instant now, int limit) {
    return gate.read(
        "payments.due",
        now,
        () -> {
          if (gate.stale()) {
            return dueBefore.stream().limit(limit).toList();
          }
          List<Payment.Unresolved> due = new ArrayList<>();
          for (Payment payment : all.values()) {
            if (payment instanceof Payment.Unresolved unresolved
                && !unresolved.plan().nextAttemptAt().isAfter(now)) {
              due.add(unresolved);
            }
          }
          due.sort(Comparator.comparing(one -> one.plan().nextAttemptAt()));
          dueBefore = due;
          return due.stream().limit(limit).toList();
        });
  }

  @Override
  public Page<Payment> list(PageRequest page) {
    return gate.read(
        "payments.list",
        "",
        () ->
            Pages.of(
                List.copyOf(all.values()),
                page,
                payment -> payment.id().toString(),
                Comparator.naturalOrder(),
                "[0-9a-f-]{36}"));
  }

  @Override
  public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
    return gate.read(
        "payments.needingDecision",
        "",
        () ->
            Pages.of(
                waiting(),
                page,
                payment -> payment.id().toString(),
                Comparator.naturalOrder(),
                "[0-9a-f-]{36}"));
  }

  @Override
  public long countNeedingDecision() {
    return gate.read("payments.countNeedingDecision", "", () -> (long) waiting().size());
  }

  private List<Payment.NeedsDecision> waiting() {
    List<Payment.NeedsDecision> waiting = new ArrayList<>();
    for (Payment payment : all.values()) {
      if (payment instanceof Payment.NeedsDecision one) {
        waiting.add(one);
      }
    }
    return waiting;
  }

  @Override
  public Tally tally() {
    return gate.read(
        "payments.tally",
        "",
        () -> {
          Map<State, Long> counts = new EnumMap<>(State.class);
          Map<State, Map<String, Money>> sums = new EnumMap<>(State.class);
          for (Payment payment : all.values()) {
            State state = State.of(payment);
            counts.merge(state, 1L, Long::sum);
            sums.computeIfAbsent(state, s -> new TreeMap<>())
                .merge(
                    payment.amount().currency().getCurrencyCode(), payment.amount(), Money::plus);
          }
          Map<State, Count> byState = new EnumMap<>(State.class);
          counts.forEach((state, count) ->
              byState.put(
                  state,
                  new Count(count, List.copyOf(sums.getOrDefault(state, Map.of()).values()))));
          return new Tally(byState);
        });
  }
}
