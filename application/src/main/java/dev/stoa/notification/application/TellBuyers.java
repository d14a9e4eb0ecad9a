package dev.stoa.notification.application;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.NoticeSignals.Signal.FeedGrew;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import java.time.InstantSource;

/**
 * Writes into the feed of a buyer what happens to the buyer's purchase, and gives the hint to look.
 *
 * <p>A repeated event appends nothing, but gives the hint again: the first time it may have been
 * lost. An event so old that the feed may no longer know whether it had it is left out, so that
 * events replayed from long ago are not told as news.
 */
public final class TellBuyers {
  private final Feeds feeds;
  private final NoticeSignals signals;
  private final InstantSource clock;

  public TellBuyers(Feeds feeds, NoticeSignals signals, InstantSource clock) {
    this.feeds = feeds;
    this.signals = signals;
    this.clock = clock;
  }

  public void on(BasketCheckedOutV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(StockReservedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(StockRefusedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(PaymentCreatedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(PaymentDeclinedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(PaymentRefundedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(OrderPlacedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(OrderCancelledV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(InvoiceIssuedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  public void on(CreditNoteIssuedV1 event) {
    tell(event, PurchaseSteps.of(event));
  }

  /** The account is gone, and with it what its owner was told. */
  public void on(UserDeletedV1 event) {
    feeds.forget(new UserId(event.userId()));
  }

  private void tell(PublishedEvent event, PurchaseSteps steps) {
    if (event.occurredAt().isBefore(clock.instant().minus(Feeds.KEPT_FOR))) {
      return;
    }
    feeds.append(steps.user(), steps.notices());
    signals.announce(new FeedGrew(steps.user()));
  }
}
