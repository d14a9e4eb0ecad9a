package dev.stoa.payment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.GatewayLedgerContract;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.GatewayUnavailable;
import dev.stoa.payment.application.port.PaymentGateway.Pending;
import dev.stoa.payment.application.port.PaymentGateway.Refused;
import dev.stoa.payment.application.port.PaymentGateway.Unknown;
import dev.stoa.payment.application.port.PaymentGatewayContract;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxGatewayTest implements PaymentGatewayContract, GatewayLedgerContract {
  @TempDir Path folder;

  private Instant now = Instant.parse("2026-03-04T05:06:07Z");
  private SandboxGateway gateway;

  SandboxGatewayTest() {}

  @BeforeEach
  void open() {
    gateway = SandboxGateway.open(SandboxOptions.in(folder), () -> now);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Override
  public PaymentGateway gateway() {
    return gateway;
  }

  @Override
  public PaymentGateway restart() {
    close();
    open();
    return gateway;
  }

  @Override
  public GatewayLedger ledger() {
    return gateway;
  }

  @Override
  public PaymentMethod good() {
    return new PaymentMethod("tok_success");
  }

  @Override
  public PaymentMethod slow() {
    return new PaymentMethod("tok_delayed");
  }

  @Override
  public PaymentMethod bad() {
    return new PaymentMethod("tok_declined");
  }

  @Override
  public long charges() {
    return gateway.tally().charges();
  }

  private PaymentGateway.ChargeAnswer charge(String token) {
    return gateway.charge(KEY, PRICE, new PaymentMethod(token));
  }

  @ParameterizedTest
  @CsvSource({
    "tok_declined, generic-decline",
    "tok_insufficient_funds, insufficient-funds",
    "tok_expired_card, expired-card",
    "tok_stolen_card, stolen-card",
    "tok_nobody_knows, unknown-payment-method"
  })
  void refusesWithAReason(String token, String reason) {
    assertThat(charge(token)).isEqualTo(new Refused(new Reason(reason)));
  }

  @Test
  void aTimeOutBeforeTheChargeChargesNothingAndTheNextOneSucceeds() {
    assertThatThrownBy(() -> charge("tok_timeout_before_charge"))
        .isInstanceOf(GatewayUnavailable.class);
    assertThat(restart().find(KEY)).isEqualTo(new Unknown());
    assertThat(charge("tok_timeout_before_charge")).isInstanceOf(Charged.class);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aTimeOutAfterTheChargeHasCharged() {
    assertThatThrownBy(() -> charge("tok_timeout_after_charge"))
        .isInstanceOf(GatewayUnavailable.class);
    assertThat(restart().find(KEY)).isInstanceOf(Charged.class);
    assertThat(charge("tok_timeout_after_charge")).isInstanceOf(Charged.class);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aDelayedChargeIsPendingAndThenDecided() {
    assertThat(charge("tok_delayed")).isEqualTo(new Pending());
    assertThat(charges()).isZero();
    now = now.plusSeconds(2);
    assertThat(restart().find(KEY)).isInstanceOf(Charged.class);
    assertThat(charges()).isEqualTo(1);
    GatewayKey other = new GatewayKey("charge-2");
    assertThat(gateway.charge(other, PRICE, new PaymentMethod("tok_delayed_decline")))
        .isEqualTo(new Pending());
    now = now.plusSeconds(2);
    assertThat(gateway.find(other)).isEqualTo(new Refused(new Reason("generic-decline")));
  }

  @Test
  void aLateChargeCannotBeCancelledAndIsCharged() {
    assertThat(charge("tok_late")).isEqualTo(new Pending());
    assertThat(gateway.cancel(KEY)).isEqualTo(new Pending());
    now = now.plusSeconds(2);
    assertThat(restart().cancel(KEY)).isInstanceOf(Charged.class);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void keepsWhatItsTokenSaysItKeeps() {
    Charged charged = (Charged) charge("tok_refund_refused");
    assertThat(gateway.refund(REFUND, charged.reference(), PRICE))
        .isEqualTo(new Refused(new Reason("refund-refused")));
    assertThat(gateway.tally().refunds()).isZero();
  }

  @Test
  void aCancelledChargeIsNotInTheLedger() {
    charge("tok_delayed");
    gateway.cancel(KEY);
    now = now.plusSeconds(60);
    assertThat(gateway.charges(PageRequest.first(3)).items()).isEmpty();
    assertThat(restart().find(KEY)).isEqualTo(Refused.CANCELLED);
    assertThat(gateway.tally().charged()).isEmpty();
  }

  @Test
  void listsItsChargesByKeyWithWhatWentBack() {
    for (int i = 0; i < 5; i++) {
      gateway.charge(new GatewayKey("charge-" + i), PRICE, good());
    }
    var first = gateway.charges(PageRequest.first(3));
    assertThat(first.items()).extracting(c -> c.key().value()).endsWith("charge-2");
    var second = gateway.charges(new PageRequest(3, first.next()));
    assertThat(second.items()).hasSize(2);
    assertThat(second.next()).isEmpty();
    gateway.refund(REFUND, first.items().getFirst().reference(), PRICE);
    assertThat(gateway.charges(PageRequest.first(1)).items().getFirst().refunded())
        .isEqualTo(PRICE);
    assertThat(gateway.tally().refunded()).isEqualTo(List.of(PRICE));
    assertThat(gateway.tally().charged()).isEqualTo(List.of(Money.parse("99.50", "EUR")));
  }

  @Test
  void forgetsATornLastLine() throws IOException {
    gateway.charge(KEY, PRICE, good());
    close();
    Path journal = SandboxOptions.in(folder).journal();
    Files.writeString(journal, "0000abcd\tCHARGED\tcha", StandardOpenOption.APPEND);
    open();
    assertThat(charges()).isEqualTo(1);
    gateway.charge(new GatewayKey("charge-2"), PRICE, good());
    restart();
    assertThat(charges()).isEqualTo(2);
  }

  @Test
  void refusesBooksThatAreDamagedInTheMiddle() throws IOException {
    gateway.charge(KEY, PRICE, good());
    gateway.charge(new GatewayKey("charge-2"), PRICE, good());
    close();
    Path journal = SandboxOptions.in(folder).journal();
    String whole = Files.readString(journal);
    Files.writeString(journal, whole.replaceFirst("1990", "1991"));
    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("damaged at line 1");
    Files.writeString(journal, whole);
    open();
    assertThat(charges()).isEqualTo(2);
  }

  @Test
  void makesItsIndexAnewWhenThatIsGoneOrDamaged() throws IOException {
    gateway.charge(KEY, PRICE, good());
    gateway.refund(REFUND, new ChargeReference(reference(KEY)), PRICE);
    Path index = folder.resolve("sandbox-gateway.journal.index");
    close();
    Files.delete(index);
    open();
    assertThat(gateway.find(KEY)).isInstanceOf(Charged.class);
    assertThat(gateway.tally().refunds()).isEqualTo(1);
    close();
    Files.writeString(index, "this is no database");
    open();
    assertThat(gateway.find(KEY)).isInstanceOf(Charged.class);
    assertThat(gateway.tally().charges()).isEqualTo(1);
    assertThat(gateway.tally().refunds()).isEqualTo(1);
  }

  @Test
  void readsWhatItsIndexLacksAndNothingOfAnotherJournal() throws IOException {
    gateway.charge(KEY, PRICE, good());
    close();
    Path journal = SandboxOptions.in(folder).journal();
    JournalEntry more =
        new JournalEntry(JournalEntry.Kind.CHARGED, "charge-9", 5, "EUR", "sbx_9", 0);
    Files.writeString(journal, more.toLine(), StandardOpenOption.APPEND);
    open();
    assertThat(gateway.tally().charged()).isEqualTo(List.of(Money.parse("19.95", "EUR")));
    close();
    Files.writeString(journal, more.toLine());
    open();
    assertThat(gateway.tally().charged()).isEqualTo(List.of(Money.parse("0.05", "EUR")));
    assertThat(gateway.find(KEY)).isInstanceOf(Unknown.class);
  }

  private String reference(GatewayKey key) {
    return gateway.find(key) instanceof Charged charged ? charged.reference().value() : "none";
  }

  @Test
  void aCallThatIsNotAnsweredEndsInTime() {
    CountDownLatch never = new CountDownLatch(1);
    PaymentGateway slow =
        new PaymentGateway() {
          @Override
          public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod method) {
            await();
            return new Pending();
          }

          @Override
          public FindAnswer find(GatewayKey key) {
            return new Unknown();
          }

          @Override
          public CancelAnswer cancel(GatewayKey key) {
            await();
            return new Pending();
          }

          @Override
          public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
            await();
            return new Pending();
          }

          private void await() {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    PaymentGateway limited = new TimeLimitedGateway(slow, Duration.ofMillis(20));
    assertThatThrownBy(() -> limited.charge(KEY, PRICE, good()))
        .isInstanceOf(GatewayUnavailable.class);
    assertThatThrownBy(() -> limited.cancel(KEY)).isInstanceOf(GatewayUnavailable.class);
    // What is answered passes; the limit is no part of that.
    PaymentGateway patient = new TimeLimitedGateway(slow, Duration.ofMinutes(1));
    assertThat(patient.find(KEY)).isEqualTo(new Unknown());
  }
}
