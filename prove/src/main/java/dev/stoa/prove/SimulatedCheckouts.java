package dev.stoa.prove;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checkouts, one commit each. */
class SimulatedCheckouts implements Checkouts {
  private final Gate gate;
  private final Journal journal;
  private final Map<CheckoutId, Checkout> all = new LinkedHashMap<>();
  private final Map<Attempt, Checkout> byKey = new HashMap<>();

  SimulatedCheckouts(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** As they are, without a call. */
  Collection<Checkout> stored() {
    return all.values();
  }

  /** As it is, without a call. */
  Optional<Checkout> stored(CheckoutId id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public Optional<Checkout> find(CheckoutId id) {
    return gate.read("checkouts.find", id, () -> stored(id));
  }

  /** The one that this buyer started under this key, without a call. */
  Optional<Checkout> stored(UserId user, String key) {
    return Optional.ofNullable(byKey.get(new Attempt(user, key)));
  }

  @Override
  public Optional<Checkout> find(UserId user, IdempotencyKey key) {
    return gate.read("checkouts.findByKey", key.value(), () -> stored(user, key.value()));
  }

  @Override
  public Optional<Checkout> underWay(UserId user) {
    return gate.read(
        "checkouts.underWay",
        user,
        () ->
            all.values().stream()
                .filter(checkout -> checkout instanceof Checkout.Pending)
                .filter(checkout -> checkout.content().userId().equals(user))
                .findFirst());
  }

  /** Whether nobody else's checkout is stored under the key of this one. */
  boolean mayUseItsKey(Checkout checkout) {
    Attempt attempt = Attempt.of(checkout);
    Checkout other = attempt == null ? null : byKey.get(attempt);
    return other == null || other.id().equals(checkout.id());
  }

  @Override
  public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
    return gate.write(
        "checkouts.save",
        checkout.id(),
        () -> {
          Checkout stored = all.get(checkout.id());
          Version version = stored == null ? Version.NEW : stored.version();
          if (!version.equals(checkout.version()) || !mayUseItsKey(checkout)) {
            throw new StaleAggregate(checkout.id(), checkout.version());
          }
          Checkout saved = at(checkout, version.next());
          all.put(checkout.id(), saved);
          Attempt attempt = Attempt.of(checkout);
          if (attempt != null) {
            byKey.put(attempt, saved);
          }
          journal.commit("checkouts", checkout.id(), events);
          return version.next();
        });
  }

  @Override
  public Tally tally() {
    return gate.read(
        "checkouts.tally",
        "",
        () ->
            new Tally(
                count(Checkout.Pending.class),
                count(Checkout.Completed.class),
                count(Checkout.Refused.class),
                count(Checkout.Declined.class),
                count(Checkout.Refunded.class)));
  }

  private long count(Class<? extends Checkout> state) {
    return all.values().stream().filter(state::isInstance).count();
  }

  private static Checkout at(Checkout checkout, Version version) {
    return switch (checkout) {
      case Checkout.Pending c ->
          new Checkout.Pending(c.content(), version, c.buyer(), c.paymentMethod());
      case Checkout.Completed c ->
          new Checkout.Completed(c.content(), version, c.orderId(), c.paymentId(), c.closedAt());
      case Checkout.Refused c ->
          new Checkout.Refused(c.content(), version, c.refused(), c.closedAt());
      case Checkout.Declined c ->
          new Checkout.Declined(c.content(), version, c.paymentId(), c.reason(), c.closedAt());
      case Checkout.Refunded c ->
          new Checkout.Refunded(
              c.content(), version, c.paymentId(), c.orderId(), c.reason(), c.closedAt());
    };
  }
}
