package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note (EN 16931). Once issued it never changes; an invoice is taken back by
 * a credit note of its own number that names it and has the same amounts.
 *
 * @param number BT-1
 * @param issueDate BT-2, in the seller's time zone
 * @param orderId whose text is the purchase order reference, BT-13
 * @param paymentReference the gateway's name of the charge, BT-83
 * @param content what was sold, and the tax in it: BG-25, BG-23, BG-22
 * @param preceding the invoice that a credit note takes back, BG-3; null on an invoice
 */
public record Invoice(
    InvoiceId id,
    Version version,
    InvoiceNumber number,
    LocalDate issueDate,
    Instant issuedAt,
    OrderId orderId,
    PaymentId paymentId,
    UserId userId,
    String paymentReference,
    Seller seller,
    Buyer buyer,
    TaxCalculation content,
    @Nullable Preceding preceding)
    implements Aggregate<InvoiceId> {
  /** Online payment service, UNTDID 4461 (BT-81). */
  public static final String PAYMENT_MEANS = "68";

  public Invoice {
    if ((preceding == null) != (number.series().type() == InvoiceType.INVOICE)) {
      throw new IllegalArgumentException(
          "a credit note names the invoice that it takes back, and only a credit note does");
    }
    if (number.series().year() != issueDate.getYear()) {
      throw new IllegalArgumentException(
          "expected a number of the year of the issue date %s, but was %s"
              .formatted(issueDate, number));
    }
  }

  /**
   * The invoice that a credit note takes back.
   *
   * @param number BT-25
   * @param issueDate BT-26
   */
  public record Preceding(InvoiceNumber number, LocalDate issueDate) {}

  /** The one invoice that a payment can have. */
  public static InvoiceId idOf(PaymentId payment) {
    return new InvoiceId(Derivation.of("invoice", 1).with(payment.value()).id());
  }

  /** The one credit note that a payment can have. */
  public static InvoiceId creditNoteIdOf(PaymentId payment) {
    return new InvoiceId(Derivation.of("credit-note", 1).with(payment.value()).id());
  }

  /** The credit note that takes this invoice back in full. */
  public Invoice reverse(InvoiceNumber creditNote, LocalDate today, Instant now) {
    if (number.series().type() != InvoiceType.INVOICE) {
      throw new IllegalStateException(number + " is a credit note and cannot be taken back");
    }
    return new Invoice(
        creditNoteIdOf(paymentId),
        Version.NEW,
        creditNote,
        today,
        now,
        orderId,
        paymentId,
        userId,
        paymentReference,
        seller,
        buyer,
        content,
        new Preceding(number, issueDate));
  }

  /** BT-3. */
  public InvoiceType type() {
    return number.series().type();
  }

  /** BT-5. */
  public Currency currency() {
    return content.totals().gross().currency();
  }
}
