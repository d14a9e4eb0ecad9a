package dev.stoa.payment.sandbox;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.PaymentGateway;
import java.net.URI;
import java.time.Duration;

/** Pays by a sandbox gateway in another process. */
public final class RemoteSandboxGatewayModule extends AbstractModule {
  private final URI url;
  private final Duration timeout;

  /**
   * Pays there.
   *
   * @param url of a {@link SandboxGatewayServer}
   * @param timeout how long a call may take before it counts as not answered
   */
  public RemoteSandboxGatewayModule(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
  }

  @Provides
  @Singleton
  RemoteSandboxGateway remote() {
    return new RemoteSandboxGateway(url, timeout);
  }

  @Provides
  @Singleton
  PaymentGateway paymentGateway(RemoteSandboxGateway remote) {
    return new TimeLimitedGateway(remote, timeout);
  }

  @Provides
  @Singleton
  static GatewayLedger ledger(RemoteSandboxGateway remote) {
    return remote;
  }
}
