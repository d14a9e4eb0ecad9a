package dev.stoa.payment.rest;

import static dev.stoa.payment.application.port.PaymentFixtures.DEADLINE;
import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.requested;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.payment.application.DecidePayment;
import dev.stoa.payment.application.ListUndecided;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.rest.RestTestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentDecisionRoutesTest {
  private static final Payment WAITING =
      new Payment.NeedsDecision(
          requested("a")
              .capture(new ChargeReference("ref-1"), NOW)
              .requestRefund(new Reason("stock-short"), NOW)
              .refused(new Reason("no-funds"))
              .at(new Version(7)),
          new Reason("no-funds"),
          DEADLINE);
  private static final String LIST = "/api/admin/payments";
  private static final String DECISION = LIST + "/" + WAITING.id() + "/decision";
  private static final String RETRY = "{\"decision\":\"retry\"}";
  private static final String SETTLED =
      "{\"decision\":\"settled-by-hand\",\"reason\":\"paid by bank transfer\"}";

  private final Stored stored = new Stored();
  private final RestTestServer server =
      RestTestServer.of(
          new PaymentDecisionResource(
              new ListUndecided(stored), new DecidePayment(stored, () -> DEADLINE)));

  PaymentDecisionRoutesTest() {}

  @AfterEach
  void close() {
    server.close();
  }

  private RestTestServer.Client admin() {
    return server.as(RestTestServer.admin(user("root")));
  }

  @Test
  void listsWhatWaitsForAdministratorsOnly() {
    var list = admin().get(LIST + "?needs=decision");

    assertThat(list.status()).isEqualTo(200);
    var item = list.json().at("/items/0");
    assertThat(item.path("id").textValue()).isEqualTo(WAITING.id().toString());
    assertThat(item.path("open").textValue()).isEqualTo("refund-requested");
    assertThat(item.path("reason").textValue()).isEqualTo("no-funds");
    assertThat(item.path("reference").textValue()).isEqualTo("ref-1");
    assertThat(item.path("version").intValue()).isEqualTo(7);
    assertThat(admin().get(LIST + "?needs=money").status()).isEqualTo(400);
    var customer = server.as(RestTestServer.customer(user("ada")));
    assertThat(customer.get(LIST).status()).isEqualTo(403);
    assertThat(customer.post(DECISION, RETRY).status()).isEqualTo(403);
    assertThat(server.anonymous().get(LIST).status()).isEqualTo(401);
  }

  @Test
  void asksTheGatewayAgain() {
    var answer = admin().with("If-Match", "\"7\"").post(DECISION, RETRY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"8\"");
    assertThat(stored.payment)
        .isInstanceOfSatisfying(
            Payment.RefundRequested.class,
            p -> assertThat(p.plan().nextAttemptAt()).isEqualTo(DEADLINE));
    var again = admin().post(DECISION, RETRY);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem()).isEqualTo("nothing-to-decide");
  }

  @Test
  void takesItForSettledOnce() {
    assertThat(admin().post(DECISION, SETTLED).status()).isEqualTo(200);
    var again = admin().post(DECISION, SETTLED);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("status").textValue()).isEqualTo("refunded");
    assertThat(stored.payment)
        .isInstanceOfSatisfying(
            Payment.SettledByHand.class, p -> assertThat(p.note().by()).isEqualTo(user("root")));
    assertThat(stored.events).hasSize(1).hasOnlyElementsOfType(PaymentRefundedV1.class);
  }

  @Test
  void refusesWhatItCannotDecide() {
    assertThat(admin().with("If-Match", "\"6\"").post(DECISION, RETRY).status()).isEqualTo(412);
    assertThat(admin().post(DECISION, "{\"decision\":\"forget\"}").status()).isEqualTo(400);
    assertThat(admin().post(DECISION, "{\"decision\":\"settled-by-hand\"}").status())
        .isEqualTo(400);
    assertThat(admin().post(LIST + "/nonsense/decision", RETRY).status()).isEqualTo(404);
    assertThat(admin().post(LIST + "/" + requested("none").id() + "/decision", RETRY).status())
        .isEqualTo(404);
    assertThat(stored.payment).isEqualTo(WAITING);
  }

  private static final class Stored implements Payments {
    private final List<PublishedEvent> events = new ArrayList<>();
    private Payment payment = WAITING;

    @Override
    public Optional<Payment> find(PaymentId id) {
      return Optional.of(payment).filter(one -> one.id().equals(id));
    }

    @Override
    public Version save(Payment changed, List<? extends PublishedEvent> published) {
      if (!changed.version().equals(payment.version())) {
        throw new StaleAggregate(changed.id(), changed.version());
      }
      payment = changed.at(changed.version().next());
      events.addAll(published);
      return payment.version();
    }

    @Override
    public List<Payment.Unresolved> due(Instant now, int limit) {
      return List.of();
    }

    @Override
    public Page<Payment> list(PageRequest page) {
      return new Page<>(List.of(payment), Optional.empty());
    }

    @Override
    public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
      return new Page<>(
          payment instanceof Payment.NeedsDecision waiting ? List.of(waiting) : List.of(),
          Optional.empty());
    }

    @Override
    public long countNeedingDecision() {
      return needingDecision(PageRequest.first(1)).items().size();
    }

    @Override
    public Tally tally() {
      return new Tally(Map.of());
    }
  }
}
