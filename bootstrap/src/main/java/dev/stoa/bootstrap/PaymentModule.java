package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.payment.application.PaymentContext;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.BoundedContext;
import java.time.InstantSource;

/** The ports of payment. */
public final class PaymentModule extends AbstractModule {
  @Provides
  @Singleton
  static PaymentContext context(Payments payments, PaymentGateway gateway, InstantSource clock) {
    return new PaymentContext(new PaymentContext.Ports(payments, gateway, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(PaymentContext context) {
    return context;
  }
}
