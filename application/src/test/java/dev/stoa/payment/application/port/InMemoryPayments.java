package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.InMemoryAggregates;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Payments in memory. */
public final class InMemoryPayments implements Payments {
  private final InMemoryAggregates<PaymentId, Payment> all = new InMemoryAggregates<>(Payment::at);

  /** None. */
  public InMemoryPayments() {}

  /** What was published, in order. */
  public List<PublishedEvent> events() {
    return all.events();
  }

  @Override
  public Optional<Payment> find(PaymentId id) {
    return all.find(id);
  }

  @Override
  public Version save(Payment payment, List<? extends PublishedEvent> events) {
    return all.save(payment, events);
  }

  @Override
  public List<Payment.Unresolved> due(Instant now, int limit) {
    return all.all().stream()
        .filter(Payment.Unresolved.class::isInstance)
        .map(Payment.Unresolved.class::cast)
        .filter(payment -> !payment.plan().nextAttemptAt().isAfter(now))
        .sorted(Comparator.comparing(payment -> payment.plan().nextAttemptAt()))
        .limit(limit)
        .toList();
  }

  @Override
  public Page<Payment> list(PageRequest page) {
    return InMemoryAggregates.page(
        all.all(),
        page,
        payment -> payment.id().toString(),
        Comparator.naturalOrder(),
        "[0-9a-f-]{36}");
  }

  @Override
  public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
    return InMemoryAggregates.page(
        waiting(),
        page,
        payment -> payment.id().toString(),
        Comparator.naturalOrder(),
        "[0-9a-f-]{36}");
  }

  @Override
  public long countNeedingDecision() {
    return waiting().size();
  }

  private List<Payment.NeedsDecision> waiting() {
    return all.all().stream()
        .filter(Payment.NeedsDecision.class::isInstance)
        .map(Payment.NeedsDecision.class::cast)
        .toList();
  }

  @Override
  public Tally tally() {
    Map<State, Count> counts = new EnumMap<>(State.class);
    all.all().stream()
        .collect(Collectors.groupingBy(State::of))
        .forEach((state, payments) ->
            counts.put(
                state,
                new Count(
                    payments.size(),
                    InMemoryAggregates.sums(payments.stream().map(Payment::amount)))));
    return new Tally(counts);
  }
}
