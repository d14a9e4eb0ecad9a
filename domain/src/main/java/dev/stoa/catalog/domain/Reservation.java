package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * What a checkout gets of the stock. The commit of its state is what decides: holds and sales of
 * single SKUs that were made before it are provisional, and what they took in vain is given back
 * after it. So however many work at the same checkout, at once or after a crash, all of them end
 * with the decision that was saved first.
 *
 * <p>A reservation names each SKU at most once.
 */
public final class Reservation implements Aggregate<CheckoutId> {
  private final CheckoutId id;
  private final Version version;
  private final UserId buyer;
  private final List<ReservedLine> lines;
  private State state;

  private Reservation(
      CheckoutId id, Version version, UserId buyer, List<ReservedLine> lines, State state) {
    this.id = id;
    this.version = version;
    this.buyer = buyer;
    this.lines = List.copyOf(lines);
    this.state = state;
    HashSet<Sku> skus = new HashSet<>();
    if (!this.lines.stream().allMatch(line -> skus.add(line.sku()))) {
      throw new IllegalArgumentException("checkout " + id + " names a SKU twice");
    }
  }

  /** Where a reservation stands. */
  public sealed interface State {}

  /** Every line is held for the buyer, whose payment has until then to decide. */
  public record Reserved(Instant heldUntil) implements State {}

  /** It was decided to refuse it; what was held for the other lines is being given back. */
  public record Refusing(List<RefusedLine> refused) implements State {
    public Refusing {
      refused = List.copyOf(refused);
    }
  }

  /** It is refused, and nothing is held for it. */
  public record Refused(List<RefusedLine> refused) implements State {
    public Refused {
      refused = List.copyOf(refused);
    }
  }

  /** It is paid and every line is sold. */
  public record Sold(PaymentId payment) implements State {}

  /** The payment was declined, and nothing is held for it. */
  public record Released() implements State {}

  /**
   * It was paid, but what was held for it is lost; nothing is sold.
   *
   * @param missing what there was too little of
   */
  public record FallenShort(PaymentId payment, List<Sku> missing) implements State {
    public FallenShort {
      missing = List.copyOf(missing);
    }
  }

  /** A checkout of which every line is held. */
  public static Reservation reserved(
      CheckoutId id, UserId buyer, List<ReservedLine> lines, Instant heldUntil) {
    return new Reservation(id, Version.NEW, buyer, lines, new Reserved(heldUntil));
  }

  /** A checkout that cannot be had, while some of its lines are still held. */
  public static Reservation refusing(
      CheckoutId id, UserId buyer, List<ReservedLine> lines, List<RefusedLine> refused) {
    return new Reservation(id, Version.NEW, buyer, lines, new Refusing(refused));
  }

  /** A checkout that cannot be had and for which nothing is held. */
  public static Reservation refused(
      CheckoutId id, UserId buyer, List<ReservedLine> lines, List<RefusedLine> refused) {
    return new Reservation(id, Version.NEW, buyer, lines, new Refused(refused));
  }

  /** The reservation as it was stored; for persistence only. */
  public static Reservation reconstitute(
      CheckoutId id, Version version, UserId buyer, List<ReservedLine> lines, State state) {
    return new Reservation(id, version, buyer, lines, state);
  }

  /** What was held for the lines that could be had is given back. */
  public void finishRefusal() {
    if (!(state instanceof Refusing refusing)) {
      throw impossible("finish the refusal of");
    }
    state = new Refused(refusing.refused());
  }

  /** Every line is sold. Also possible after a release: money that was taken is never ignored. */
  public void sell(PaymentId payment) {
    requirePayable();
    state = new Sold(payment);
  }

  /** It is paid but cannot be had. */
  public void fallShort(PaymentId payment, List<Sku> missing) {
    requirePayable();
    if (missing.isEmpty()) {
      throw new IllegalArgumentException("checkout " + id + " falls short of nothing");
    }
    state = new FallenShort(payment, missing);
  }

  /** The payment was declined; what was held is given back. */
  public void release() {
    if (!(state instanceof Reserved)) {
      throw impossible("release");
    }
    state = new Released();
  }

  @Override
  public CheckoutId id() {
    return id;
  }

  @Override
  public Version version() {
    return version;
  }

  public UserId buyer() {
    return buyer;
  }

  public List<ReservedLine> lines() {
    return lines;
  }

  public State state() {
    return state;
  }

  @Override
  public String toString() {
    return "Reservation " + id + " " + state + " v" + version;
  }

  private void requirePayable() {
    if (!(state instanceof Reserved || state instanceof Released)) {
      throw impossible("pay");
    }
  }

  private IllegalStateException impossible(String what) {
    return new IllegalStateException(
        "cannot " + what + " checkout " + id + ", which is " + state.getClass().getSimpleName());
  }
}
