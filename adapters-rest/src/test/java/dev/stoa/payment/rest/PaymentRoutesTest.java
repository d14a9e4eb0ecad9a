package dev.stoa.payment.rest;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.requested;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.payment.application.FindPayment;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.rest.RestTestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentRoutesTest {
  private static final Payment PAYMENT =
      requested("a").at(new Version(2)).capture(new ChargeReference("ref-1"), NOW.plusSeconds(1));
  private static final String PATH = "/api/payments/" + PAYMENT.id();

  private final RestTestServer server =
      RestTestServer.of(new PaymentResource(new FindPayment(new OnePayment())));

  PaymentRoutesTest() {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsThePaymentToWhoPaidAndToAdministrators() {
    var answer = server.as(RestTestServer.customer(user("ada"))).get(PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(answer.json().path("status").textValue()).isEqualTo("captured");
    assertThat(answer.json().at("/amount/amount").textValue()).isEqualTo("139.85");
    assertThat(answer.body()).doesNotContain("tok_success", "ref-1");
    assertThat(server.as(RestTestServer.admin(user("root"))).get(PATH).status()).isEqualTo(200);
  }

  @Test
  void answers304WhenItIsAsTheClientKnowsIt() {
    var client = server.as(RestTestServer.customer(user("ada"))).with("If-None-Match", "\"2\"");
    assertThat(client.get(PATH).status()).isEqualTo(304);
  }

  @Test
  void hidesItFromOthers() {
    assertThat(server.anonymous().get(PATH).status()).isEqualTo(401);
    var bob = server.as(RestTestServer.customer(user("bob")));
    assertThat(bob.get(PATH).status()).isEqualTo(404);
    assertThat(bob.get(PATH).problem()).isEqualTo("not-found");
    assertThat(bob.get("/api/payments/nonsense").status()).isEqualTo(404);
  }

  private static final class OnePayment implements Payments {
    @Override
    public Optional<Payment> find(PaymentId id) {
      return Optional.of(PAYMENT).filter(payment -> payment.id().equals(id));
    }

    @Override
    public Version save(Payment payment, List<? extends PublishedEvent> events) {
      throw new UnsupportedOperationException("reading changes nothing");
    }

    @Override
    public List<Payment.Unresolved> due(Instant now, int limit) {
      return List.of();
    }

    @Override
    public Page<Payment> list(PageRequest page) {
      return new Page<>(List.of(PAYMENT), Optional.empty());
    }

    @Override
    public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
      return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public long countNeedingDecision() {
      return 0;
    }

    @Override
    public Tally tally() {
      return new Tally(Map.of());
    }
  }
}
