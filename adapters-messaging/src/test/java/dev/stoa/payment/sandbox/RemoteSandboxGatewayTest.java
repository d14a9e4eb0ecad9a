package dev.stoa.payment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.GatewayLedgerContract;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.GatewayUnavailable;
import dev.stoa.payment.application.port.PaymentGatewayContract;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Quantity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same contract over HTTP. */
class RemoteSandboxGatewayTest implements PaymentGatewayContract, GatewayLedgerContract {
  @TempDir Path folder;

  private SandboxGatewayServer server;
  private RemoteSandboxGateway gateway;

  RemoteSandboxGatewayTest() {}

  @BeforeEach
  void open() {
    server =
        SandboxGatewayServer.start(
            // What is slow is not decided within a test.
            new SandboxOptions(
                SandboxOptions.in(folder).journal(), Duration.ofSeconds(10), Duration.ofDays(1)),
            InstantSource.system(),
            "127.0.0.1",
            0);
    gateway = new RemoteSandboxGateway(server.url(), Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    gateway.close();
    server.close();
  }

  @Override
  public PaymentGateway gateway() {
    return gateway;
  }

  @Override
  public PaymentGateway restart() {
    close();
    open();
    return gateway;
  }

  @Override
  public GatewayLedger ledger() {
    return gateway;
  }

  @Override
  public PaymentMethod good() {
    return new PaymentMethod("tok_success");
  }

  @Override
  public PaymentMethod slow() {
    return new PaymentMethod("tok_delayed");
  }

  @Override
  public PaymentMethod bad() {
    return new PaymentMethod("tok_declined");
  }

  @Override
  public long charges() {
    return gateway.tally().charges();
  }

  @Test
  void doesNotKnowWhatHappenedWithoutAnAnswer() {
    PaymentMethod silent = new PaymentMethod("tok_timeout_after_charge");

    assertThatThrownBy(() -> gateway.charge(KEY, PRICE, silent))
        .isInstanceOf(GatewayUnavailable.class);

    assertThat(gateway.find(KEY)).isInstanceOf(Charged.class);
    assertThat(gateway.charge(KEY, PRICE, silent)).isInstanceOf(Charged.class);
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void isUnavailableWhileNobodyListens() {
    server.close();

    assertThatThrownBy(() -> gateway.charge(KEY, PRICE, good()))
        .isInstanceOf(GatewayUnavailable.class);
    assertThatThrownBy(gateway::tally).isInstanceOf(GatewayUnavailable.class);
  }

  @Test
  void isUnavailableWhenTheOtherSideIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RemoteSandboxGateway remote =
            new RemoteSandboxGateway(
                URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> remote.charge(KEY, PRICE, good()))
          .isInstanceOf(GatewayUnavailable.class);
    }
  }

  @Test
  void listsItsChargesPageByPage() {
    for (int i = 0; i < 5; i++) {
      gateway.charge(new GatewayKey("charge-" + i), PRICE, good());
    }

    Page<GatewayLedger.Charge> first = gateway.charges(PageRequest.first(3));
    Page<GatewayLedger.Charge> second =
        gateway.charges(new PageRequest(3, Optional.of(first.next().orElseThrow())));

    assertThat(first.items()).hasSize(3);
    assertThat(second.items())
        .extracting(charge -> charge.key().value())
        .containsExactly("charge-3", "charge-4");
    assertThat(second.next()).isEmpty();
    assertThat(gateway.tally().charged()).containsExactly(PRICE.times(Quantity.of(5)));
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(status(http, "/charges", "nonsense")).isEqualTo(400);
      assertThat(status(http, "/charges", "{}")).isEqualTo(400);
      assertThat(status(http, "/charges", "null")).isEqualTo(400);
      assertThat(status(http, "/elsewhere", "{}")).isEqualTo(404);
    }
  }

  private int status(HttpClient http, String path, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(server.url().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
