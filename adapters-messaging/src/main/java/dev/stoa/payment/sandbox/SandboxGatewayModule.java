package dev.stoa.payment.sandbox;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.PaymentGateway;
import java.time.InstantSource;

/** Pays by the sandbox gateway. */
public final class SandboxGatewayModule extends AbstractModule {
  private final SandboxOptions options;

  public SandboxGatewayModule(SandboxOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  static SandboxGateway gateway(SandboxOptions options, InstantSource clock) {
    return SandboxGateway.open(options, clock);
  }

  @Provides
  @Singleton
  SandboxOptions options() {
    return options;
  }

  @Provides
  @Singleton
  static PaymentGateway paymentGateway(SandboxGateway gateway, SandboxOptions options) {
    return new TimeLimitedGateway(gateway, options.timeout());
  }

  @Provides
  @Singleton
  static GatewayLedger ledger(SandboxGateway gateway) {
    return gateway;
  }
}
