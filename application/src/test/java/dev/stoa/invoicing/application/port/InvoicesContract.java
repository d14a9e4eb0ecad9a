package dev.stoa.invoicing.application.port;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.checkout;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.invoicing.application.IssueCreditNote;
import dev.stoa.invoicing.application.IssueInvoice;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store of invoices must do, and what the reactions make of it. */
public interface InvoicesContract {
  Invoices invoices();

  /** The same store, opened anew. */
  Invoices restart();

  /** The subjects of the events that were published, in order. */
  List<String> published();

  private static PaymentId payment(String name) {
    return new PaymentId(
        Derivation.of("payment", 1).with(checkout(name, "ada", "t").checkoutId()).id());
  }

  private void issue(String name, Instant now) {
    CheckoutV1 checkout = checkout(name, "ada", "tok_success");
    new IssueInvoice(invoices(), SellerConfiguration.DEMO, () -> now)
        .on(new PaymentCreatedV1(payment(name).value(), checkout, "ref", NOW));
  }

  private void refund(String name, Instant now) {
    CheckoutV1 checkout = checkout(name, "ada", "tok_success");
    new IssueCreditNote(invoices(), SellerConfiguration.DEMO, () -> now)
        .on(
            new PaymentRefundedV1(
                payment(name).value(),
                checkout.checkoutId(),
                checkout.userId(),
                new MoneyV1("139.85", "EUR"),
                "stock-short",
                NOW));
  }

  private Invoice invoice(String name) {
    return invoices().find(Invoice.idOf(payment(name))).orElseThrow();
  }

  @Test
  default void numbersWithoutGapOrRepetitionWhoeverIssuesAtOnce() throws Exception {
    List<Future<?>> issues = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 200; i++) {
        String name = "c" + i;
        issues.add(threads.submit(() -> issue(name, NOW)));
        if (i % 10 == 0) {
          issues.add(threads.submit(() -> issue(name, NOW)));
        }
      }
    }
    for (Future<?> issued : issues) {
      issued.get();
    }
    assertThat(LongStream.range(0, 200).map(i -> invoice("c" + i).number().sequence()).sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    assertThat(published()).hasSize(200).doesNotHaveDuplicates();
    assertThat(invoices().tally())
        .singleElement()
        .satisfies(tally -> {
          assertThat(tally.count()).isEqualTo(200);
          assertThat(tally.gaps()).isZero();
        });
  }

  @Test
  default void aFailedIssueLeavesNoGap() {
    issue("a", NOW);
    InvoiceId failing = Invoice.idOf(payment("x"));
    assertThatThrownBy(() ->
            invoices()
                .issue(
                    failing,
                    new Series(InvoiceType.INVOICE, 2026),
                    number -> {
                      throw new IllegalStateException("refused " + number);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("INV-2026-000002");
    issue("b", NOW);
    assertThat(invoices().find(failing)).isEmpty();
    assertThat(invoice("b").number().toString()).isEqualTo("INV-2026-000002");
  }

  @Test
  default void failedIssuesAmongOthersLeaveNoGap() throws Exception {
    List<Future<?>> failing = new ArrayList<>();
    List<Future<?>> good = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 100; i++) {
        String name = "c" + i;
        if (i % 5 == 0) {
          failing.add(
              threads.submit(() ->
                  invoices()
                      .issue(
                          Invoice.idOf(payment(name)),
                          new Series(InvoiceType.INVOICE, 2026),
                          number -> {
                            throw new IllegalStateException("refused " + name);
                          })));
        } else {
          good.add(threads.submit(() -> issue(name, NOW)));
        }
      }
    }
    for (Future<?> issued : good) {
      issued.get();
    }
    for (int i = 0; i < failing.size(); i++) {
      assertThatThrownBy(failing.get(i)::get)
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("refused c" + 5 * i);
    }
    assertThat(invoices().tally())
        .singleElement()
        .satisfies(tally -> {
          assertThat(tally.count()).isEqualTo(80);
          assertThat(tally.last()).isEqualTo(80);
          assertThat(tally.gaps()).isZero();
        });
    assertThat(published()).hasSize(80).doesNotHaveDuplicates();
  }

  @Test
  default void issuesAnIdOnce() {
    issue("a", NOW);
    Invoice issued = invoice("a");
    Invoice again =
        invoices()
            .issue(
                issued.id(),
                new Series(InvoiceType.INVOICE, 2026),
                number -> {
                  throw new IllegalStateException("must not be asked for");
                });
    assertThat(again).isEqualTo(issued);
    assertThat(again.version()).isEqualTo(new Version(1));
  }

  @Test
  default void seriesCountForThemselves() {
    issue("a", NOW);
    issue("b", Instant.parse("2027-01-01T00:00:00Z"));
    refund("a", NOW);
    assertThat(invoice("b").number().toString()).isEqualTo("INV-2027-000001");
    assertThat(invoices().find(Invoice.creditNoteIdOf(payment("a"))).orElseThrow().number())
        .isEqualTo(InvoiceNumber.parse("CN-2026-000001"));
    assertThat(invoices().tally()).hasSize(3).allSatisfy(t -> assertThat(t.gaps()).isZero());
  }

  @Test
  default void aCreditNoteTakesTheInvoiceBackOnce() {
    assertThatThrownBy(() -> refund("a", NOW)).isInstanceOf(IllegalStateException.class);
    issue("a", NOW);
    refund("a", NOW);
    refund("a", NOW.plusSeconds(1));
    Invoice note = restart().find(Invoice.creditNoteIdOf(payment("a"))).orElseThrow();
    Invoice invoice = invoice("a");
    assertThat(note.type().code()).isEqualTo("381");
    assertThat(note.content()).isEqualTo(invoice.content());
    assertThat(note.preceding())
        .isEqualTo(new Invoice.Preceding(invoice.number(), invoice.issueDate()));
    assertThat(published()).hasSize(2);
  }

  @Test
  default void findsByNumberAfterARestart() {
    issue("a", NOW);
    Invoice invoice = invoice("a");
    assertThat(restart().findByNumber(invoice.number())).contains(invoice);
    assertThat(invoices().findByNumber(InvoiceNumber.parse("INV-2026-000009"))).isEmpty();
  }

  @Test
  default void listsAUsersOwnNewestFirstEachOnce() {
    for (int i = 0; i < 5; i++) {
      issue("a" + i, NOW.plusSeconds(i / 2));
    }
    List<Invoice> found = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(2));
    while (next.isPresent()) {
      Page<Invoice> page = invoices().list(user("ada"), next.get());
      found.addAll(page.items());
      next = page.next().map(cursor -> new PageRequest(2, Optional.of(cursor)));
    }
    assertThat(found).hasSize(5).doesNotHaveDuplicates();
    assertThat(found).extracting(Invoice::issuedAt).isSortedAccordingTo((x, y) -> y.compareTo(x));
    assertThat(invoices().list(user("bob"), PageRequest.first(2)).items()).isEmpty();
  }
}
