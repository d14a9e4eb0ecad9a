package dev.stoa.ordering.application.port;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Fault;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.domain.OrderId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store of orders that keeps them outside the process does with one that is damaged. */
public interface DamagedOrdersContract extends OrdersContract {
  /** Makes what is stored under this id into something that cannot be read. */
  void damage(OrderId id);

  /** What the store knows to be damaged. */
  Optional<String> damageFound();

  @Test
  default void aDamagedOrderPoisonsOnlyItself() {
    for (int i = 0; i < 5; i++) {
      place("a" + i, "ada", NOW.plusSeconds(i));
    }
    assertThat(damageFound()).isEmpty();

    damage(OrdersContract.order("a1"));
    damage(OrdersContract.order("a4"));

    assertThatThrownBy(() -> orders().find(OrdersContract.order("a1")))
        .isInstanceOf(UnreadableState.class)
        .satisfies(damaged -> assertThat(Fault.of(damaged)).isEqualTo(Fault.PERMANENT));
    assertThat(OrdersContract.all(page -> orders().list(user("ada"), page)))
        .extracting(Order::id)
        .containsExactly(
            OrdersContract.order("a3"), OrdersContract.order("a2"), OrdersContract.order("a0"));
    assertThat(OrdersContract.all(page -> orders().listAll(page))).hasSize(3);
    assertThat(damageFound().orElseThrow())
        .contains(OrdersContract.order("a1").toString(), OrdersContract.order("a4").toString());
  }
}
