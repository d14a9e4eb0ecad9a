package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.ordering.application.port.InMemoryOrders;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.port.InMemoryPayments;
import dev.stoa.payment.application.port.PaymentFixtures;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.InMemoryFaults.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryFaultsTest {
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final InMemoryFaults gate =
      new InMemoryFaults(() -> faults.isEmpty() ? Fault.NONE : faults.remove());

  InMemoryFaultsTest() {}

  @Test
  void failsBeforeTheWriteOrAfterIt() {
    InMemoryPayments stored = new InMemoryPayments();
    Payments payments = gate.before(Payments.class, stored);
    Payment payment = PaymentFixtures.requested("a");

    faults.add(Fault.NOT_DONE);
    assertThatThrownBy(() -> payments.save(payment, List.of()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("Payments.save was not done");
    assertThat(stored.find(payment.id())).isEmpty();

    faults.add(Fault.ANSWER_LOST);
    assertThatThrownBy(() -> payments.save(payment, List.of()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("Payments.save was done, but its answer is lost");
    assertThat(stored.find(payment.id())).isPresent();

    assertThat(payments.find(payment.id())).isPresent();
  }

  @Test
  void letsPassWhatThePortItselfThrows() {
    Orders orders = gate.before(Orders.class, new InMemoryOrders());
    PageRequest nonsense = new PageRequest(1, Optional.of(new Cursor("nonsense")));

    assertThatThrownBy(() -> orders.listAll(nonsense)).isInstanceOf(InvalidCursor.class);
  }
}
