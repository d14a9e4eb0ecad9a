package dev.stoa.payment.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.payment.application.port.PaymentGateway.CancelAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Cancelled;
import dev.stoa.payment.application.port.PaymentGateway.ChargeAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.Pending;
import dev.stoa.payment.application.port.PaymentGateway.Refunded;
import dev.stoa.payment.application.port.PaymentGateway.Refused;
import dev.stoa.payment.application.port.PaymentGateway.Unknown;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.domain.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every payment gateway must do. */
public interface PaymentGatewayContract {
  Money PRICE = Money.parse("19.90", "EUR");
  GatewayKey KEY = new GatewayKey("charge-1");
  GatewayKey REFUND = new GatewayKey("refund-1");

  PaymentGateway gateway();

  /** The same gateway after a restart of it. */
  PaymentGateway restart();

  /** A payment method that is charged. */
  PaymentMethod good();

  /** A payment method of which the gateway decides later, and charges unless it is cancelled. */
  PaymentMethod slow();

  /** A payment method that is refused. */
  PaymentMethod bad();

  /** How many charges the gateway has made. */
  long charges();

  @Test
  default void chargesAKeyOnce() {
    ChargeAnswer first = gateway().charge(KEY, PRICE, good());
    assertThat(first).isInstanceOf(Charged.class);
    assertThat(gateway().charge(KEY, PRICE, good())).isEqualTo(first);
    assertThat(restart().charge(KEY, PRICE, good())).isEqualTo(first);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  default void chargesAKeyOnceWhenManyUseItAtOnce() throws Exception {
    List<Future<ChargeAnswer>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++) {
        calls.add(threads.submit(() -> gateway().charge(KEY, PRICE, good())));
      }
    }
    Set<ChargeAnswer> answers = new HashSet<>();
    for (Future<ChargeAnswer> call : calls) {
      answers.add(call.get());
    }
    assertThat(answers).hasSize(1);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  default void aRefusalIsFinal() {
    ChargeAnswer first = gateway().charge(KEY, PRICE, bad());
    assertThat(first).isInstanceOf(Refused.class);
    assertThat(gateway().charge(KEY, PRICE, good())).isEqualTo(first);
    assertThat(restart().find(KEY)).isEqualTo(first);
    assertThat(charges()).isZero();
  }

  @Test
  default void refusesAKeyWithAnotherAmount() {
    ChargeAnswer first = gateway().charge(KEY, PRICE, good());
    assertThat(gateway().charge(KEY, PRICE.plus(PRICE), good()))
        .isEqualTo(new Refused(new Reason("key-reused")));
    assertThat(gateway().find(KEY)).isEqualTo(first);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  default void findTellsTheTruthAfterARestart() {
    assertThat(gateway().find(KEY)).isEqualTo(new Unknown());
    ChargeAnswer charged = gateway().charge(KEY, PRICE, good());
    assertThat(gateway().find(KEY)).isEqualTo(charged);
    assertThat(restart().find(KEY)).isEqualTo(charged);
  }

  @Test
  default void aCancelledKeyIsNeverChargedHoweverLateTheChargeArrives() {
    assertThat(gateway().cancel(KEY)).isEqualTo(new Cancelled());
    assertThat(gateway().cancel(KEY)).isEqualTo(new Cancelled());
    assertThat(gateway().charge(KEY, PRICE, good())).isEqualTo(Refused.CANCELLED);
    assertThat(restart().charge(KEY, PRICE, good())).isEqualTo(Refused.CANCELLED);
    assertThat(gateway().find(KEY)).isEqualTo(Refused.CANCELLED);
    assertThat(gateway().cancel(KEY)).isEqualTo(new Cancelled());
    assertThat(charges()).isZero();
  }

  @Test
  default void cancelsAChargeThatIsNotDecided() {
    assertThat(gateway().charge(KEY, PRICE, slow())).isEqualTo(new Pending());
    assertThat(gateway().cancel(KEY)).isEqualTo(new Cancelled());
    assertThat(restart().find(KEY)).isEqualTo(Refused.CANCELLED);
    assertThat(gateway().charge(KEY, PRICE, slow())).isEqualTo(Refused.CANCELLED);
    assertThat(charges()).isZero();
  }

  @Test
  default void cancelUndoesNothing() {
    ChargeAnswer charged = gateway().charge(KEY, PRICE, good());
    assertThat(gateway().cancel(KEY)).isEqualTo(charged);
    assertThat(restart().find(KEY)).isEqualTo(charged);
    GatewayKey other = new GatewayKey("charge-2");
    ChargeAnswer refused = gateway().charge(other, PRICE, bad());
    assertThat(gateway().cancel(other)).isEqualTo(refused);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  default void isChargedOrCancelledWhenBothComeAtOnce() throws Exception {
    for (int round = 0; round < 16; round++) {
      GatewayKey key = new GatewayKey("both-" + round);
      long before = charges();
      Future<ChargeAnswer> charge;
      Future<CancelAnswer> cancel;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        charge = threads.submit(() -> gateway().charge(key, PRICE, good()));
        cancel = threads.submit(() -> gateway().cancel(key));
      }
      boolean cancelled = cancel.get().equals(new Cancelled());
      assertThat(charge.get().equals(Refused.CANCELLED)).isEqualTo(cancelled);
      assertThat(cancelled || cancel.get().equals(charge.get())).isTrue();
      assertThat(charges()).isEqualTo(before + (cancelled ? 0 : 1));
    }
  }

  @Test
  default void refundsAKeyOnceAndNeverMoreThanWasCharged() {
    ChargeReference charge = ((Charged) gateway().charge(KEY, PRICE, good())).reference();
    assertThat(gateway().refund(REFUND, charge, PRICE)).isEqualTo(new Refunded());
    assertThat(gateway().refund(REFUND, charge, PRICE)).isEqualTo(new Refunded());
    assertThat(restart().refund(REFUND, charge, PRICE)).isEqualTo(new Refunded());
    assertThat(gateway().refund(REFUND, charge, PRICE.plus(PRICE)))
        .isEqualTo(new Refused(new Reason("key-reused")));
    assertThat(gateway().refund(new GatewayKey("refund-2"), charge, PRICE))
        .isEqualTo(new Refused(new Reason("amount-exceeds-charge")));
  }

  @Test
  default void refusesToRefundWhatWasNeverCharged() {
    assertThat(gateway().refund(REFUND, new ChargeReference("no-such"), PRICE))
        .isEqualTo(new Refused(new Reason("unknown-charge")));
  }
}
