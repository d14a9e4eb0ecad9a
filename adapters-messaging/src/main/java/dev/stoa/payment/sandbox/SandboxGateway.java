package dev.stoa.payment.sandbox;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.sandbox.JournalEntry.Kind;
import dev.stoa.payment.sandbox.SandboxJournal.Decision;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Does what the payment method says:
 *
 * <ul>
 *   <li>{@code tok_success} charges; {@code tok_declined}, {@code tok_insufficient_funds}, {@code
 *       tok_expired_card}, {@code tok_stolen_card} refuse, each with its reason.
 *   <li>{@code tok_timeout_before_charge} does not answer the first time and charges nothing; the
 *       next charge with the same key succeeds.
 *   <li>{@code tok_timeout_after_charge} charges, and does not answer the first time.
 *   <li>{@code tok_delayed} and {@code tok_delayed_decline} are pending for a while, then charged
 *       or refused.
 *   <li>{@code tok_late} is pending for a while as well, but cannot be cancelled any more: it is
 *       charged, however late.
 *   <li>{@code tok_refund_refused} charges; it refuses to give anything back.
 *   <li>Any other is refused as {@code unknown-payment-method}.
 * </ul>
 *
 * <p>All decisions are made on the journal's thread, so the index needs no locks.
 */
final class SandboxGateway implements PaymentGateway, GatewayLedger, AutoCloseable {
  private static final Map<String, String> REFUSALS =
      Map.of(
          "tok_declined", "generic-decline",
          "tok_insufficient_funds", "insufficient-funds",
          "tok_expired_card", "expired-card",
          "tok_stolen_card", "stolen-card",
          "tok_delayed_decline", "generic-decline");

  private static final String REFERENCE = "sbx_";

  /** References of charges that cannot be cancelled, and of those that are not given back. */
  private static final String UNSTOPPABLE = "sbx_late_";

  private static final String KEPT = "sbx_kept_";

  private final SandboxOptions options;
  private final InstantSource clock;
  private final SandboxJournal journal;
  private final SandboxIndex index;

  private SandboxGateway(SandboxOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.journal = SandboxJournal.open(options.journal());
    this.index = journal.index();
  }

  /** Opens its books; what they say is true again. */
  static SandboxGateway open(SandboxOptions options, InstantSource clock) {
    return new SandboxGateway(options, clock);
  }

  @Override
  public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod paymentMethod) {
    Optional<ChargeAnswer> answer =
        journal.submit(() -> decideCharge(key, amount, paymentMethod.token()));
    return answer.orElseThrow(
        () -> new GatewayUnavailable("the sandbox gateway did not answer, as its token says"));
  }

  /** Answers nothing for a call that must look as if it was never answered. */
  private Decision<Optional<ChargeAnswer>> decideCharge(
      GatewayKey key, Money amount, String token) {
    Optional<JournalEntry> before = index.charge(key.value());
    if (before.isPresent()) {
      return decided(
          before.get().kind() == Kind.CANCELLED || same(before.get(), amount)
              ? chargeAnswer(before.get())
              : new Refused(new Reason("key-reused")));
    }
    if (token.equals("tok_timeout_before_charge") && !index.wasLost(key.value())) {
      return new Decision<>(
          Optional.of(entry(Kind.LOST, key, amount, "no-answer", 0)), Optional.empty());
    }
    JournalEntry made = chargeEntry(key, amount, token);
    return new Decision<>(
        Optional.of(made),
        token.equals("tok_timeout_after_charge")
            ? Optional.empty()
            : Optional.of(chargeAnswer(made)));
  }

  private JournalEntry chargeEntry(GatewayKey key, Money amount, String token) {
    long settlesAt =
        token.startsWith("tok_delayed") || token.equals("tok_late")
            ? clock.millis() + options.settlement().toMillis()
            : 0;
    String refusal = REFUSALS.get(token);
    if (refusal != null) {
      return entry(Kind.REFUSED, key, amount, refusal, settlesAt);
    }
    return switch (token) {
      case "tok_success", "tok_timeout_before_charge", "tok_timeout_after_charge", "tok_delayed" ->
          charged(key, amount, REFERENCE, settlesAt);
      case "tok_late" -> charged(key, amount, UNSTOPPABLE, settlesAt);
      case "tok_refund_refused" -> charged(key, amount, KEPT, settlesAt);
      default -> entry(Kind.REFUSED, key, amount, "unknown-payment-method", 0);
    };
  }

  private static JournalEntry charged(GatewayKey key, Money amount, String prefix, long settlesAt) {
    return entry(Kind.CHARGED, key, amount, prefix + charge(key), settlesAt);
  }

  @Override
  public CancelAnswer cancel(GatewayKey key) {
    return journal.submit(() -> {
      Optional<JournalEntry> known = index.charge(key.value());
      if (known.isEmpty()) {
        return new Decision<CancelAnswer>(
            Optional.of(new JournalEntry(Kind.CANCELLED, key.value(), 0, "", "cancelled", 0)),
            new Cancelled());
      }
      JournalEntry entry = known.get();
      if (entry.kind() == Kind.CANCELLED) {
        return answered(new Cancelled());
      }
      if (settled(entry) || entry.detail().startsWith(UNSTOPPABLE)) {
        return answered(
            switch (chargeAnswer(entry)) {
              case Charged charged -> charged;
              case Refused refused -> refused;
              case Pending pending -> pending;
            });
      }
      return new Decision<CancelAnswer>(
          Optional.of(
              new JournalEntry(
                  Kind.CANCELLED, key.value(), entry.amount(), entry.currency(), "cancelled", 0)),
          new Cancelled());
    });
  }

  private static UUID charge(GatewayKey key) {
    return Derivation.of("sandbox-charge", 1).with(key.value()).id();
  }

  @Override
  public FindAnswer find(GatewayKey key) {
    return journal.submit(() -> {
      Optional<JournalEntry> entry = index.charge(key.value());
      return answered(
          entry.isEmpty()
              ? new Unknown()
              : switch (chargeAnswer(entry.get())) {
                case Charged charged -> charged;
                case Refused refused -> refused;
                case Pending pending -> pending;
              });
    });
  }

  @Override
  public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
    return journal.submit(() -> {
      Optional<JournalEntry> before = index.refund(key.value());
      if (before.isPresent()) {
        return answered(
            same(before.get(), amount) && before.get().detail().equals(charge.value())
                ? new Refunded()
                : new Refused(new Reason("key-reused")));
      }
      Optional<JournalEntry> charged = index.byReference(charge.value()).filter(this::settled);
      if (charged.isEmpty()) {
        return answered(new Refused(new Reason("unknown-charge")));
      }
      if (charge.value().startsWith(KEPT)) {
        return answered(new Refused(new Reason("refund-refused")));
      }
      long refunded = index.refundedOf(charge.value());
      if (!charged.get().currency().equals(amount.currency().getCurrencyCode())
          || amount.minorUnits() > charged.get().amount() - refunded) {
        return answered(new Refused(new Reason("amount-exceeds-charge")));
      }
      return new Decision<RefundAnswer>(
          Optional.of(entry(Kind.REFUNDED, key, amount, charge.value(), 0)), new Refunded());
    });
  }

  @Override
  public GatewayLedger.Tally tally() {
    return journal.submit(() -> {
      SandboxIndex.Total charged = index.charged(clock.millis());
      SandboxIndex.Total refunded = index.refunded();
      return answered(
          new GatewayLedger.Tally(
              charged.count(), charged.sums(), refunded.count(), refunded.sums()));
    });
  }

  @Override
  public Page<Charge> charges(PageRequest page) {
    String after = page.after().map(SandboxGateway::decode).orElse("");
    return journal.submit(() -> {
      List<Charge> found =
          index.chargedAfter(after, clock.millis(), page.limit() + 1).stream()
              .map(this::toCharge)
              .toList();
      if (found.size() <= page.limit()) {
        return answered(new Page<>(found, Optional.empty()));
      }
      List<Charge> shown = found.subList(0, page.limit());
      return answered(new Page<>(shown, Optional.of(encode(shown.getLast().key().value()))));
    });
  }

  /** Writes what waits and closes the books. */
  @Override
  public void close() {
    journal.close();
  }

  private ChargeAnswer chargeAnswer(JournalEntry entry) {
    if (!settled(entry)) {
      return new Pending();
    }
    return entry.kind() == Kind.CHARGED
        ? new Charged(new ChargeReference(entry.detail()))
        : new Refused(new Reason(entry.detail()));
  }

  private boolean settled(JournalEntry entry) {
    return clock.millis() >= entry.settlesAt();
  }

  private Charge toCharge(JournalEntry entry) {
    return new Charge(
        new GatewayKey(entry.key()),
        new ChargeReference(entry.detail()),
        Money.ofMinor(entry.amount(), entry.currency()),
        Money.ofMinor(index.refundedOf(entry.detail()), entry.currency()));
  }

  private static boolean same(JournalEntry entry, Money amount) {
    return entry.amount() == amount.minorUnits()
        && entry.currency().equals(amount.currency().getCurrencyCode());
  }

  private static JournalEntry entry(
      Kind kind, GatewayKey key, Money amount, String detail, long settlesAt) {
    return new JournalEntry(
        kind,
        key.value(),
        amount.minorUnits(),
        amount.currency().getCurrencyCode(),
        detail,
        settlesAt);
  }

  private static <R> Decision<R> answered(R answer) {
    return new Decision<>(Optional.empty(), answer);
  }

  private static Decision<Optional<ChargeAnswer>> decided(ChargeAnswer answer) {
    return new Decision<>(Optional.empty(), Optional.of(answer));
  }

  private static Cursor encode(String key) {
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(key.getBytes(StandardCharsets.UTF_8)));
  }

  private static String decode(Cursor cursor) {
    try {
      return new GatewayKey(
              new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8))
          .value();
    } catch (IllegalArgumentException notOurs) {
      throw new InvalidCursor();
    }
  }
}
