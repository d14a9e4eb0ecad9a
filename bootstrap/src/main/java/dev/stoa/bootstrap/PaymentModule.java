package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.payment.application.ChargeCheckout;
import dev.stoa.payment.application.FindPayment;
import dev.stoa.payment.application.RefundCheckout;
import dev.stoa.payment.application.ResolvePayments;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import java.time.Duration;
import java.time.InstantSource;

/** The use cases of payment. */
public final class PaymentModule extends AbstractModule {
  /** How often due payments are looked for. */
  private static final Duration RESOLVE_INTERVAL = Duration.ofMillis(500);

  @ProvidesIntoSet
  @Singleton
  static Subscription reactions(Payments payments, PaymentGateway gateway, InstantSource clock) {
    return Subscription.group("payment")
        .on(StockReservedV1.class, new ChargeCheckout(payments, gateway, clock)::on)
        .on(StockShortV1.class, new RefundCheckout(payments, gateway, clock)::on)
        .build();
  }

  @ProvidesIntoSet
  @Singleton
  static ScheduledTask resolve(Payments payments, PaymentGateway gateway, InstantSource clock) {
    ResolvePayments resolve = new ResolvePayments(payments, gateway, clock);
    return new ScheduledTask("resolve-payments", RESOLVE_INTERVAL, resolve::run);
  }

  @Provides
  @Singleton
  static FindPayment find(Payments payments) {
    return new FindPayment(payments);
  }
}
