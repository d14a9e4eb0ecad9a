package dev.stoa.invoicing.application;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.shared.domain.UserId;
import java.util.Optional;

/**
 * Reads one invoice or credit note by its number. Another user's is not found; an administrator
 * finds all.
 */
public final class FindInvoice {
  private final Invoices invoices;

  public FindInvoice(Invoices invoices) {
    this.invoices = invoices;
  }

  /**
   * What is asked for.
   *
   * @param all whether the caller may read everybody's
   */
  public record Query(UserId caller, boolean all, InvoiceNumber number) {}

  /** The answer. */
  public sealed interface Result {
    /**
     * Here it is.
     *
     * @param creditNote the number of the credit note that took it back, if one did
     */
    record Found(Invoice invoice, Optional<InvoiceNumber> creditNote) implements Result {}

    /** There is none, or it is another user's. */
    record NotFound() implements Result {}
  }

  public Result handle(Query query) {
    return invoices
        .findByNumber(query.number())
        .filter(invoice -> query.all() || invoice.userId().equals(query.caller()))
        .<Result>map(invoice -> new Result.Found(invoice, creditNote(invoice)))
        .orElseGet(Result.NotFound::new);
  }

  private Optional<InvoiceNumber> creditNote(Invoice invoice) {
    return invoice.type() == InvoiceType.CREDIT_NOTE
        ? Optional.empty()
        : invoices.find(Invoice.creditNoteIdOf(invoice.paymentId())).map(Invoice::number);
  }
}
