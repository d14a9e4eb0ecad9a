package dev.stoa.prove;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checkouts, one commit each. */
final class SimulatedCheckouts implements Checkouts {
  private final Gate gate;
  private final Journal journal;
  private final Map<CheckoutId, Checkout> all = new LinkedHashMap<>();

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

  @Override
  public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
    return gate.write(
        "checkouts.save",
        checkout.id(),
        () -> {
          Checkout stored = all.get(checkout.id());
          Version version = stored == null ? Version.NEW : stored.version();
          if (!version.equals(checkout.version())) {
            throw new StaleAggregate(checkout.id(), checkout.version());
          }
          all.put(checkout.id(), at(checkout, version.next()));
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
                true,
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
