package dev.stoa.notification.application;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;
import java.util.List;

/** Notification: tells buyers each step of their purchases. */
public final class NotificationContext implements BoundedContext {
  /** What notification needs. */
  public record Ports(Feeds feeds, NoticeSignals signals, InstantSource clock) {}

  private final TellBuyers tell;

  public NotificationContext(Ports ports) {
    tell = new TellBuyers(ports.feeds, ports.signals, ports.clock);
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("notification")
            .on(BasketCheckedOutV1.class, tell::on)
            .on(StockReservedV1.class, tell::on)
            .on(StockRefusedV1.class, tell::on)
            .on(PaymentCreatedV1.class, tell::on)
            .on(PaymentDeclinedV1.class, tell::on)
            .on(PaymentRefundedV1.class, tell::on)
            .on(OrderPlacedV1.class, tell::on)
            .on(OrderCancelledV1.class, tell::on)
            .on(InvoiceIssuedV1.class, tell::on)
            .on(CreditNoteIssuedV1.class, tell::on)
            .on(UserDeletedV1.class, tell::on)
            .build());
  }
}
