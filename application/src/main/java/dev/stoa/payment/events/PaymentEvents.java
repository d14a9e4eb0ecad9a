package dev.stoa.payment.events;

import dev.stoa.shared.events.EventType;
import java.util.List;

/** The wire names of the events that the payment context publishes. */
public final class PaymentEvents {
  public static final EventType<PaymentCreatedV1> PAYMENT_CREATED_V1 =
      new EventType<>(
          "dev.stoa.payment.payment-created.v1", "payment-events", PaymentCreatedV1.class);

  public static final EventType<PaymentDeclinedV1> PAYMENT_DECLINED_V1 =
      new EventType<>(
          "dev.stoa.payment.payment-declined.v1", "payment-events", PaymentDeclinedV1.class);

  public static final EventType<PaymentRefundedV1> PAYMENT_REFUNDED_V1 =
      new EventType<>(
          "dev.stoa.payment.payment-refunded.v1", "payment-events", PaymentRefundedV1.class);

  public static final EventType<PaymentNeedsDecisionV1> PAYMENT_NEEDS_DECISION_V1 =
      new EventType<>(
          "dev.stoa.payment.payment-needs-decision.v1",
          "payment-events",
          PaymentNeedsDecisionV1.class);

  private PaymentEvents() {}

  /** All of them. */
  public static List<EventType<?>> all() {
    return List.of(
        PAYMENT_CREATED_V1, PAYMENT_DECLINED_V1, PAYMENT_REFUNDED_V1, PAYMENT_NEEDS_DECISION_V1);
  }
}
