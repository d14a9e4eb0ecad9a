package dev.stoa.payment.application.port;

import static dev.stoa.payment.application.port.PaymentFixtures.DEADLINE;
import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.requested;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.payment.application.ForgetPayers;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.HandNote;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store that keeps payments outside the process knows of who paid. */
public interface FormerPayersContract {
  Payments payments();

  FormerPayers formerPayers();

  /** All that is stored under this id, as text. */
  String storedText(PaymentId id);

  /**
   * Adds to what is stored what a version before kept there: form 1, {@code tok_success}, and Ada
   * with her e-mail and her addresses.
   */
  void keepPayer(PaymentId id);

  private static List<Payment> everyStateBut(Payment.Requested requested) {
    Payment.Captured captured = requested.capture(new ChargeReference("ref-1"), NOW.plusSeconds(1));
    Payment.RefundRequested refund = captured.requestRefund(new Reason("stock-short"), NOW);
    Payment.Expired expired = requested.expire(DEADLINE);
    Payment.ChargedLate late = expired.charged(new ChargeReference("ref-1"), DEADLINE);
    Payment.NeedsDecision waiting =
        new Payment.NeedsDecision(refund, new Reason("no-funds"), DEADLINE);
    return List.of(
        requested.decline(new Reason("stolen-card"), NOW),
        captured,
        refund,
        refund.refunded(NOW.plusSeconds(9)),
        expired,
        late,
        late.givenBack(DEADLINE),
        waiting,
        waiting.settle(new HandNote("paid by bank transfer", user("root"), DEADLINE)));
  }

  private List<Payment> storedInEveryStateButRequested() {
    List<Payment> stored = new ArrayList<>();
    int states = everyStateBut(requested("p")).size();
    for (int i = 0; i < states; i++) {
      Payment payment = everyStateBut(requested("p" + i)).get(i);
      payments().save(payment, List.of());
      stored.add(payments().find(payment.id()).orElseThrow());
    }
    return stored;
  }

  private void assertForgotten(PaymentId id) {
    assertThat(storedText(id))
        .contains("LAMP-1")
        .doesNotContain("ada@example.com", "Lovelace", "James", "SW1Y", "tok_success");
  }

  @Test
  default void forgetsWhoPaysWithTheStepThatDecides() {
    payments().save(requested("open"), List.of());
    assertThat(storedText(requested("open").id()))
        .contains("ada@example.com", "Lovelace", "tok_success");
    Payment.Requested open =
        (Payment.Requested) payments().find(requested("open").id()).orElseThrow();
    assertThat(open.payer()).isEqualTo(requested("open").payer());
    payments().save(open.capture(new ChargeReference("ref-1"), NOW), List.of());
    assertForgotten(open.id());
    storedInEveryStateButRequested().forEach(payment -> assertForgotten(payment.id()));
    assertThat(formerPayers().some(10)).isEmpty();
  }

  @Test
  default void findsAndForgetsWhatAVersionBeforeKept() {
    payments().save(requested("open"), List.of());
    List<Payment> stored = storedInEveryStateButRequested();
    stored.forEach(payment -> keepPayer(payment.id()));

    stored.forEach(payment -> assertThat(payments().find(payment.id())).contains(payment));
    assertThat(formerPayers().some(2)).hasSize(2);
    assertThat(formerPayers().some(100)).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(new ForgetPayers(formerPayers(), payments()).run()).isEqualTo(stored.size());
    for (Payment payment : stored) {
      assertForgotten(payment.id());
      assertThat(payments().find(payment.id())).contains(payment.at(new Version(2)));
    }
    assertThat(new ForgetPayers(formerPayers(), payments()).run()).isZero();
    assertThat(payments().find(requested("open").id()))
        .contains(requested("open").at(new Version(1)));
  }

  @Test
  default void oneThatSomebodyElseHasSavedKeepsNobodyFromTheOthers() {
    List<Payment> stored = storedInEveryStateButRequested();
    stored.forEach(payment -> keepPayer(payment.id()));
    List<Payment> found = formerPayers().some(100);
    payments().save(found.getFirst(), List.of());

    assertThat(new ForgetPayers(limit -> found, payments()).run()).isEqualTo(stored.size());
    stored.forEach(payment -> assertForgotten(payment.id()));
    assertThat(payments().find(found.getFirst().id()).orElseThrow().version())
        .isEqualTo(new Version(2));
  }
}
