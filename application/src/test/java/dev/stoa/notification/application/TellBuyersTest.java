package dev.stoa.notification.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.InMemoryFeeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.notification.domain.Notice;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.MoneyV1;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TellBuyersTest {
  private static final UUID ADA = Derivation.of("test-user", 1).with("ada").id();
  private static final UUID CHECKOUT = Derivation.of("checkout", 1).with("c").id();
  private static final UUID PAYMENT = Derivation.of("payment", 1).with("c").id();
  private static final UUID ORDER = Derivation.of("order", 1).with("c").id();
  private static final MoneyV1 TOTAL = new MoneyV1("39.80", "EUR");

  private final SettableClock clock = new SettableClock();
  private final InMemoryFeeds feeds = new InMemoryFeeds(clock);
  private final List<Signal> signals = new ArrayList<>();
  private final TellBuyers tell = new TellBuyers(feeds, new Recorder(), clock);

  @Test
  void tellsTheStepsBeforeAStepThatIsHeardFirst() {
    tell.on(
        new InvoiceIssuedV1(
            Derivation.of("invoice", 1).with("c").id(),
            "INV-1",
            ORDER,
            PAYMENT,
            ADA,
            TOTAL,
            now()));
    tell.on(new OrderPlacedV1(ORDER, CHECKOUT, PAYMENT, ADA, TOTAL, now()));
    assertThat(told())
        .containsExactly(
            "payment-captured",
            "invoice-issued",
            "checkout-started",
            "stock-reserved",
            "order-placed");
  }

  @Test
  void tellsARepeatedEventOnceButGivesTheHintAgain() {
    PaymentDeclinedV1 declined =
        new PaymentDeclinedV1(PAYMENT, CHECKOUT, ADA, "insufficient-funds", now());
    tell.on(declined);
    tell.on(declined);
    assertThat(told()).containsExactly("checkout-started", "stock-reserved", "payment-declined");
    assertThat(signals)
        .containsExactly(
            new Signal.FeedGrew(new UserId(ADA)), new Signal.FeedGrew(new UserId(ADA)));
  }

  @Test
  void doesNotTellOldEventsAsNews() {
    PaymentRefundedV1 refunded =
        new PaymentRefundedV1(PAYMENT, CHECKOUT, ADA, TOTAL, "stock-short", now());
    clock.pass(Feeds.KEPT_FOR.plus(Duration.ofSeconds(1)));
    tell.on(refunded);
    assertThat(told()).isEmpty();
  }

  private Instant now() {
    return clock.instant();
  }

  private List<String> told() {
    return feeds.newest(new UserId(ADA), 100).entries().stream()
        .map(Feeds.Entry::notice)
        .map(Notice::type)
        .toList();
  }

  private final class Recorder implements NoticeSignals {
    @Override
    public void announce(Signal signal) {
      signals.add(signal);
    }

    @Override
    public Listening listen(Listener listener) {
      return () -> {};
    }
  }
}
