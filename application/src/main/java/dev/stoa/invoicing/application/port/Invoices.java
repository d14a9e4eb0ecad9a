package dev.stoa.invoicing.application.port;

import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All invoices and credit notes. A number exists only inside the invoice that carries it: there is
 * no counter that could count without an invoice being kept.
 *
 * <ul>
 *   <li>Each issue gets the last number of its series + 1, from 1, whoever issues at the same time:
 *       no gap, no repetition.
 *   <li>An id is issued once: a second issue gives the invoice that is there, and no number is used
 *       up.
 *   <li>An issue that fails, because the function throws or the store does, leaves no gap.
 *   <li>Series count for themselves.
 *   <li>The invoice and its events appear together or not at all.
 *   <li>What was issued is found again, by id and by number, also after a restart.
 *   <li>A user's list is newest first and goes through all of the user's, each once; a cursor that
 *       it did not give out is {@link InvalidCursor}.
 *   <li>The tally names each series with its count and its gaps.
 *   <li>A store that cannot be reached is {@link StoreUnavailable}.
 * </ul>
 */
public interface Invoices {
  /**
   * Issues an invoice.
   *
   * @param draft makes the invoice of its number; may be called more than once, with different
   *     numbers, so it must have no effect; must be fast
   * @return the invoice of that id, now or earlier issued
   */
  Invoice issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft);

  Optional<Invoice> find(InvoiceId id);

  Optional<Invoice> findByNumber(InvoiceNumber number);

  /** The invoices and credit notes of a user, newest first. */
  Page<Invoice> list(UserId user, PageRequest page);

  /** What there is in each series. */
  List<SeriesTally> tally();

  /** An invoice that is issued when it is kept, and what others hear of it. */
  record Draft(Invoice invoice, List<PublishedEvent> events) {
    public Draft {
      events = List.copyOf(events);
    }
  }

  /**
   * The state of one series.
   *
   * @param first the lowest number; 1 in a series without gaps
   * @param gaps how many numbers from 1 to the last are missing
   * @param sums what the invoices amount to, gross, one amount per currency
   */
  record SeriesTally(
      Series series, long count, long first, long last, long gaps, List<Money> sums) {
    public SeriesTally {
      sums = List.copyOf(sums);
    }
  }
}
