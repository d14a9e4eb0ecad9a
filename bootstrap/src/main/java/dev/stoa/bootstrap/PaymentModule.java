package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.payment.application.ListUndecided;
import dev.stoa.payment.application.PaymentContext;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.shared.application.BoundedContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;

/** The ports of payment. */
public final class PaymentModule extends AbstractModule {
  private final Patience patience;

  /**
   * @param patience how long the gateway is asked before a person has to decide
   */
  public PaymentModule(Patience patience) {
    this.patience = patience;
  }

  @Provides
  @Singleton
  PaymentContext context(Payments payments, PaymentGateway gateway, InstantSource clock) {
    return new PaymentContext(new PaymentContext.Ports(payments, gateway, patience, clock));
  }

  @ProvidesIntoSet
  @Singleton
  static MeterBinder waiting(PaymentContext context) {
    return registry ->
        Gauge.builder("stoa.payments.undecided", context.listUndecided, ListUndecided::count)
            .description("Payments that a person has to decide")
            .register(registry);
  }

  @ProvidesIntoSet
  static BoundedContext runs(PaymentContext context) {
    return context;
  }
}
