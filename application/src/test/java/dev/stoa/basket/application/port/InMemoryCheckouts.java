package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutOrigin;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checkouts in memory, for tests. */
public final class InMemoryCheckouts implements Checkouts {
  private final Map<CheckoutId, Checkout> all = new HashMap<>();
  private final List<PublishedEvent> events = new ArrayList<>();

  @Override
  public synchronized Optional<Checkout> find(CheckoutId id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public synchronized Optional<Checkout> find(UserId user, IdempotencyKey key) {
    return all.values().stream()
        .filter(checkout -> checkout.content().userId().equals(user))
        .filter(checkout -> key.value().equals(key(checkout)))
        .findFirst();
  }

  @Override
  public synchronized Optional<Checkout> underWay(UserId user) {
    return all.values().stream()
        .filter(checkout -> checkout.content().userId().equals(user))
        .filter(Checkout.Pending.class::isInstance)
        .findFirst();
  }

  @Override
  public synchronized Version save(Checkout checkout, List<? extends PublishedEvent> published) {
    Version stored = find(checkout.id()).map(Checkout::version).orElse(Version.NEW);
    String key = key(checkout);
    boolean keyTaken =
        stored.equals(Version.NEW)
            && key != null
            && find(checkout.content().userId(), new IdempotencyKey(key)).isPresent();
    if (!stored.equals(checkout.version()) || keyTaken) {
      throw new StaleAggregate(checkout.id(), checkout.version());
    }
    Version next = stored.next();
    all.put(checkout.id(), at(checkout, next));
    events.addAll(published);
    return next;
  }

  @Override
  public synchronized Tally tally() {
    return new Tally(
        count(Checkout.Pending.class),
        count(Checkout.Completed.class),
        count(Checkout.Refused.class),
        count(Checkout.Declined.class),
        count(Checkout.Refunded.class));
  }

  /** What was published, in order. */
  public synchronized List<PublishedEvent> events() {
    return List.copyOf(events);
  }

  private static @Nullable String key(Checkout checkout) {
    CheckoutOrigin origin = checkout.content().origin();
    return origin == null ? null : origin.key();
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
