package dev.stoa.payment.application.port;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.requested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Fault;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.domain.PaymentId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store of payments that keeps them outside the process does with one that is damaged. */
public interface DamagedPaymentsContract extends PaymentsContract {
  /** Makes what is stored under this id into something that cannot be read. */
  void damage(PaymentId id);

  /** What the store knows to be damaged. */
  Optional<String> damageFound();

  @Test
  default void aDamagedPaymentPoisonsOnlyItself() {
    for (int i = 0; i < 4; i++) {
      payments().save(requested("p" + i), List.of());
    }
    damage(requested("p0").id());
    damage(requested("p2").id());

    assertThatThrownBy(() -> payments().find(requested("p2").id()))
        .isInstanceOf(UnreadableState.class)
        .satisfies(damaged -> assertThat(Fault.of(damaged)).isEqualTo(Fault.PERMANENT));
    // As many as are wanted, however many damaged ones are due.
    assertThat(payments().due(NOW.plusSeconds(3_600), 2))
        .extracting(Payment::id)
        .containsExactlyInAnyOrder(requested("p1").id(), requested("p3").id());
    assertThat(payments().list(PageRequest.first(2)).items()).hasSize(2);
    assertThat(damageFound().orElseThrow())
        .contains(requested("p0").id().toString(), requested("p2").id().toString());
  }
}
