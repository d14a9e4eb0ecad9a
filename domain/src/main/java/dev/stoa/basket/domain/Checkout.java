package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a buyer to buy the contents of a basket, from the confirmation to its end. A
 * checkout that is under way knows who buys and how it is paid; a closed one has forgotten that.
 *
 * <p>News about a checkout comes from several contexts and in any order. What was heard before
 * changes nothing; news that contradicts how the checkout ended is an {@link
 * IllegalStateException}, for somewhere something is wrong.
 */
public sealed interface Checkout extends Aggregate<CheckoutId> {
  /** What never changes about it. */
  CheckoutContent content();

  @Override
  default CheckoutId id() {
    return content().id();
  }

  /**
   * The id of the one checkout that can buy a generation of a basket: {@code checkout/2|owner
   * key|generation}. Version 1 was made of the buyer and the client's key.
   */
  static CheckoutId idOf(BasketOwner owner, Generation generation) {
    return new CheckoutId(
        Derivation.of("checkout", 2).with(owner.key()).with(generation.value()).id());
  }

  /** A new checkout. */
  static Pending start(CheckoutContent content, Buyer buyer, PaymentMethodToken paymentMethod) {
    return new Pending(content, Version.NEW, buyer, paymentMethod);
  }

  /**
   * The goods were paid and ordered.
   *
   * @return the checkout after that; empty when it changes nothing
   */
  default Optional<Checkout> complete(OrderId order, PaymentId payment, Instant now) {
    throw contradiction("completed");
  }

  /**
   * The goods could not be had.
   *
   * @return the checkout after that; empty when it changes nothing
   */
  default Optional<Checkout> refuse(List<RefusedLine> lines, Instant now) {
    throw contradiction("refused");
  }

  /**
   * The payment was declined; nothing was charged.
   *
   * @return the checkout after that; empty when it changes nothing
   */
  default Optional<Checkout> decline(PaymentId payment, String reason, Instant now) {
    throw contradiction("declined");
  }

  /**
   * The payment went back to the buyer in full.
   *
   * @return the checkout after that; empty when it changes nothing
   */
  default Optional<Checkout> refund(PaymentId payment, String reason, Instant now) {
    throw contradiction("refunded");
  }

  private IllegalStateException contradiction(String news) {
    return new IllegalStateException(
        "checkout %s is %s and cannot be %s"
            .formatted(id(), getClass().getSimpleName().toLowerCase(Locale.ROOT), news));
  }

  /** Nobody knows yet how it will end. */
  record Pending(
      CheckoutContent content, Version version, Buyer buyer, PaymentMethodToken paymentMethod)
      implements Checkout {
    @Override
    public Optional<Checkout> complete(OrderId order, PaymentId payment, Instant now) {
      return Optional.of(new Completed(content, version, order, payment, now));
    }

    @Override
    public Optional<Checkout> refuse(List<RefusedLine> lines, Instant now) {
      return Optional.of(new Refused(content, version, lines, now));
    }

    @Override
    public Optional<Checkout> decline(PaymentId payment, String reason, Instant now) {
      return Optional.of(new Declined(content, version, payment, reason, now));
    }

    /** A refund may be heard of before the order. */
    @Override
    public Optional<Checkout> refund(PaymentId payment, String reason, Instant now) {
      return Optional.of(new Refunded(content, version, payment, null, reason, now));
    }
  }

  /** It has ended. */
  sealed interface Closed extends Checkout {
    /** When it ended, or when the last was heard of it. */
    Instant closedAt();
  }

  /** Paid and ordered. */
  record Completed(
      CheckoutContent content,
      Version version,
      OrderId orderId,
      PaymentId paymentId,
      Instant closedAt)
      implements Closed {
    @Override
    public Optional<Checkout> complete(OrderId order, PaymentId payment, Instant now) {
      return Optional.empty();
    }

    @Override
    public Optional<Checkout> refund(PaymentId payment, String reason, Instant now) {
      return Optional.of(new Refunded(content, version, payment, orderId, reason, now));
    }
  }

  /**
   * Not all goods could be had; nothing was charged.
   *
   * @param refused the lines that were the cause
   */
  record Refused(
      CheckoutContent content, Version version, List<RefusedLine> refused, Instant closedAt)
      implements Closed {
    public Refused {
      refused = List.copyOf(refused);
    }

    @Override
    public Optional<Checkout> refuse(List<RefusedLine> lines, Instant now) {
      return Optional.empty();
    }
  }

  /**
   * The payment was declined; nothing was charged.
   *
   * @param reason a slug such as {@code insufficient-funds}
   */
  record Declined(
      CheckoutContent content,
      Version version,
      PaymentId paymentId,
      String reason,
      Instant closedAt)
      implements Closed {
    @Override
    public Optional<Checkout> decline(PaymentId payment, String declineReason, Instant now) {
      return Optional.empty();
    }
  }

  /**
   * Paid, and paid back in full.
   *
   * @param orderId the order that was cancelled; null while it was not heard of
   * @param reason a slug such as {@code stock-short}
   */
  record Refunded(
      CheckoutContent content,
      Version version,
      PaymentId paymentId,
      @Nullable OrderId orderId,
      String reason,
      Instant closedAt)
      implements Closed {
    /** The order was placed before the refund but heard of after it. */
    @Override
    public Optional<Checkout> complete(OrderId order, PaymentId payment, Instant now) {
      return orderId == null
          ? Optional.of(new Refunded(content, version, paymentId, order, reason, closedAt))
          : Optional.empty();
    }

    @Override
    public Optional<Checkout> refund(PaymentId payment, String refundReason, Instant now) {
      return Optional.empty();
    }
  }
}
