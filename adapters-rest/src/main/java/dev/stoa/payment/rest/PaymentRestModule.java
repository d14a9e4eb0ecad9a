package dev.stoa.payment.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.payment.application.PaymentContext;
import dev.stoa.shared.rest.RestResource;

/** Serves payments over HTTP. */
public final class PaymentRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object payments(PaymentContext payment) {
    return new PaymentResource(payment.findPayment);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object decisions(PaymentContext payment) {
    return new PaymentDecisionResource(payment.listUndecided, payment.decidePayment);
  }
}
