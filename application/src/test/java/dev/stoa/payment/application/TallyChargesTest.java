package dev.stoa.payment.application;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyChargesTest {
  private static final Money PRICE = Money.parse("139.85", "EUR");
  private static final Money NOTHING = Money.zero(PRICE.currency());

  private final Shop shop = new Shop();
  private final Gateway gateway = new Gateway();
  private final TallyCharges tally = new TallyCharges(gateway, shop);

  TallyChargesTest() {}

  @Test
  void findsNothingWhereAllAgrees() {
    for (int n = 0; n < 350; n++) {
      PaymentId id = captured("p" + n);
      gateway.charge(GatewayKey.ofCharge(id), PRICE, NOTHING);
    }
    shop.put(requested("open"));
    gateway.charge(GatewayKey.ofCharge(requested("charged already").id()), PRICE, NOTHING);
    shop.put(requested("charged already"));

    assertThat(tally.disagreements()).isEmpty();
    // A first look and nothing to look at again: each page once.
    assertThat(gateway.pages).isEqualTo(4);
  }

  @Test
  void namesEachThatDoesNotFit() {
    for (int n = 0; n < 250; n++) {
      gateway.charge(GatewayKey.ofCharge(captured("p" + n)), PRICE, NOTHING);
    }
    PaymentId neverCharged = captured("never charged");
    PaymentId otherSum = captured("other sum");
    gateway.charge(GatewayKey.ofCharge(otherSum), Money.parse("1.00", "EUR"), NOTHING);
    PaymentId givenBack = captured("given back");
    gateway.charge(GatewayKey.ofCharge(givenBack), PRICE, PRICE);
    Payment.Declined declined = requested("declined").decline(new Reason("stolen-card"), NOW);
    shop.put(declined);
    gateway.charge(GatewayKey.ofCharge(declined.id()), PRICE, NOTHING);
    GatewayKey unknown = GatewayKey.ofCharge(requested("unknown").id());
    gateway.charge(unknown, PRICE, NOTHING);
    gateway.charge(new GatewayKey("by-hand"), PRICE, NOTHING);

    assertThat(tally.disagreements())
        .containsExactlyInAnyOrder(
            "payment " + neverCharged + " was captured, but never charged",
            "payment %s is of 139.85 EUR, but 1.00 EUR was charged".formatted(otherSum),
            "of payment %s 0.00 EUR should have been given back, but 139.85 EUR was"
                .formatted(givenBack),
            "payment " + declined.id() + " was declined, but charged 139.85 EUR",
            "charge " + unknown + " of 139.85 EUR has no payment",
            "charge by-hand of 139.85 EUR has no payment");
  }

  @Test
  void looksAgainAtWhatWasChargedWhileItRead() {
    PaymentId late = captured("late");
    gateway.afterFirstPage = () -> gateway.charge(GatewayKey.ofCharge(late), PRICE, NOTHING);

    assertThat(tally.disagreements()).isEmpty();
  }

  @Test
  void looksAgainAtAPaymentThatBeganWhileItRead() {
    Payment begun = requested("begun");
    gateway.charge(GatewayKey.ofCharge(begun.id()), PRICE, NOTHING);
    gateway.afterFirstPage = () -> shop.put(begun);

    assertThat(tally.disagreements()).isEmpty();
  }

  @Test
  void namesAPaymentThatCannotBeRead() {
    PaymentId damaged = captured("damaged");
    gateway.charge(GatewayKey.ofCharge(damaged), PRICE, NOTHING);
    gateway.charge(GatewayKey.ofCharge(captured("good")), PRICE, NOTHING);
    shop.damaged = damaged;

    assertThat(tally.disagreements())
        .containsExactly("the payment of charge-" + damaged + " cannot be read");
  }

  @Test
  void namesNoMoreThanAnybodyReads() {
    for (int n = 0; n < TallyCharges.MOST + 5; n++) {
      captured("p" + n);
    }

    assertThat(tally.disagreements())
        .hasSize(TallyCharges.MOST + 1)
        .last()
        .asString()
        .startsWith("5 more charges or payments may not fit");
  }

  private PaymentId captured(String name) {
    Payment payment = requested(name).capture(new ChargeReference("ref-1"), NOW);
    shop.put(payment);
    return payment.id();
  }

  private static <T> Page<T> page(
      NavigableMap<String, T> all, PageRequest request, Function<T, String> key) {
    List<T> found =
        all.tailMap(request.after().map(Cursor::token).orElse(""), false).values().stream()
            .limit(request.limit() + 1L)
            .toList();
    if (found.size() <= request.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<T> shown = new ArrayList<>(found.subList(0, request.limit()));
    return new Page<>(shown, Optional.of(new Cursor(key.apply(shown.getLast()))));
  }

  private static final class Gateway implements GatewayLedger {
    private final NavigableMap<String, Charge> charges = new TreeMap<>();
    private Runnable afterFirstPage = () -> {};
    private int pages;

    void charge(GatewayKey key, Money amount, Money refunded) {
      charges.put(key.value(), new Charge(key, new ChargeReference("ref-1"), amount, refunded));
    }

    @Override
    public GatewayLedger.Tally tally() {
      return new GatewayLedger.Tally(charges.size(), List.of(), 0, List.of());
    }

    @Override
    public Page<Charge> charges(PageRequest page) {
      Page<Charge> read = page(charges, page, charge -> charge.key().value());
      pages++;
      if (pages == 1) {
        afterFirstPage.run();
      }
      return read;
    }
  }

  private static final class Shop implements Payments {
    private final NavigableMap<String, Payment> all = new TreeMap<>();
    private @Nullable PaymentId damaged;

    void put(Payment payment) {
      all.put(payment.id().toString(), payment);
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
      if (id.equals(damaged)) {
        throw new UnreadableState("payment " + id, new IllegalStateException("by the test"));
      }
      return Optional.ofNullable(all.get(id.toString()));
    }

    @Override
    public Page<Payment> list(PageRequest page) {
      NavigableMap<String, Payment> readable = new TreeMap<>(all);
      readable.values().removeIf(payment -> payment.id().equals(damaged));
      return page(readable, page, payment -> payment.id().toString());
    }

    @Override
    public Version save(Payment payment, List<? extends PublishedEvent> events) {
      throw new UnsupportedOperationException("books are only read");
    }

    @Override
    public List<Payment.Unresolved> due(Instant now, int limit) {
      throw new UnsupportedOperationException("books ask nobody");
    }

    @Override
    public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
      throw new UnsupportedOperationException("books decide nothing");
    }

    @Override
    public long countNeedingDecision() {
      throw new UnsupportedOperationException("books decide nothing");
    }

    @Override
    public Payments.Tally tally() {
      throw new UnsupportedOperationException("books tally elsewhere");
    }
  }
}
