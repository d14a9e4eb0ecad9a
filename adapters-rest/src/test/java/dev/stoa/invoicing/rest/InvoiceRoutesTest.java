package dev.stoa.invoicing.rest;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.checkout;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.invoicing.application.FindInvoice;
import dev.stoa.invoicing.application.IssueCreditNote;
import dev.stoa.invoicing.application.IssueInvoice;
import dev.stoa.invoicing.application.ListInvoices;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.rest.RestTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvoiceRoutesTest {
  private static final String PATH = "/api/invoices/INV-2026-000001";
  private static final UUID PAYMENT = Derivation.of("payment", 1).with("a").id();
  private static final CheckoutV1 CHECKOUT = checkout("a", "ada", "tok_success");

  private final FewInvoices invoices = new FewInvoices();
  private final RestTestServer server =
      RestTestServer.of(new InvoiceResource(new FindInvoice(invoices), new ListInvoices(invoices)));

  InvoiceRoutesTest() {}

  @BeforeEach
  void issue() {
    new IssueInvoice(invoices, SellerConfiguration.DEMO, () -> NOW)
        .on(new PaymentCreatedV1(PAYMENT, CHECKOUT, "ref", NOW));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsEverythingThatTheInvoiceSays() {
    var answer = server.as(RestTestServer.customer(user("ada"))).get(PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("typeCode").textValue()).isEqualTo("380");
    assertThat(answer.json().path("issueDate").textValue()).isEqualTo("2026-03-04");
    assertThat(answer.json().at("/seller/vatId").textValue()).isEqualTo("DE123456789");
    assertThat(answer.json().at("/totals/gross/amount").textValue()).isEqualTo("139.85");
    assertThat(answer.json().at("/totals/due/amount").textValue()).isEqualTo("0.00");
    assertThat(answer.json().path("vatBreakdown")).hasSize(2);
    assertThat(answer.json().at("/vatBreakdown/0/taxable/amount").textValue()).isEqualTo("93.50");
    assertThat(answer.json().at("/lines/1/netAmount/amount").textValue()).isEqualTo("93.50");
    assertThat(answer.json().has("creditNote")).isFalse();
  }

  @Test
  void namesTheCreditNoteAndGetsAnotherTag() {
    var ada = server.as(RestTestServer.customer(user("ada")));
    String before = ada.get(PATH).header("ETag");
    new IssueCreditNote(invoices, SellerConfiguration.DEMO, () -> NOW)
        .on(
            new PaymentRefundedV1(
                PAYMENT,
                CHECKOUT.checkoutId(),
                CHECKOUT.userId(),
                new MoneyV1("139.85", "EUR"),
                "stock-short",
                NOW));

    var after = ada.get(PATH);
    assertThat(after.json().path("creditNote").textValue()).isEqualTo("CN-2026-000001");
    assertThat(after.header("ETag")).isNotEqualTo(before);
    var note = ada.get("/api/invoices/CN-2026-000001");
    assertThat(note.json().path("invoice").textValue()).isEqualTo("INV-2026-000001");
    assertThat(ada.get("/api/invoices").json().path("items")).hasSize(2);
  }

  @Test
  void hidesItFromOthers() {
    assertThat(server.anonymous().get(PATH).status()).isEqualTo(401);
    var bob = server.as(RestTestServer.customer(user("bob")));
    assertThat(bob.get(PATH).status()).isEqualTo(404);
    assertThat(bob.get("/api/invoices/nonsense").status()).isEqualTo(404);
    assertThat(bob.get("/api/invoices").json().path("items")).isEmpty();
    assertThat(server.as(RestTestServer.admin(user("root"))).get(PATH).status()).isEqualTo(200);
  }

  private static final class FewInvoices implements Invoices {
    private final List<Invoice> all = new ArrayList<>();

    @Override
    public Invoice issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
      long last = all.stream().filter(i -> i.number().series().equals(series)).count();
      Invoice issued = draft.apply(new InvoiceNumber(series, last + 1)).invoice();
      all.add(issued);
      return issued;
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
      return all.stream().filter(invoice -> invoice.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Invoice> findByNumber(InvoiceNumber number) {
      return all.stream().filter(invoice -> invoice.number().equals(number)).findFirst();
    }

    @Override
    public Page<Invoice> list(UserId user, PageRequest page) {
      return new Page<>(
          all.stream().filter(invoice -> invoice.userId().equals(user)).toList(), Optional.empty());
    }

    @Override
    public List<SeriesTally> tally() {
      return List.of();
    }
  }
}
