package dev.stoa.invoicing.document;

import dev.stoa.invoicing.domain.Buyer;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceLine;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.Seller;
import dev.stoa.invoicing.domain.TaxCalculation;
import dev.stoa.invoicing.domain.Totals;
import dev.stoa.invoicing.domain.VatBreakdown;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.MoneyV1;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or credit note as it is stored. The amounts are stored as they were issued and never
 * calculated anew.
 *
 * @param series and {@code sequence}: the number in parts, unique together
 * @param sort the time of issue once more, as a number that stores can sort by
 * @param grossMinor the gross total once more, in minor units, so that stores can add it up
 */
public record InvoiceDocument(
    int form,
    UUID id,
    String series,
    long sequence,
    String number,
    LocalDate issueDate,
    Instant issuedAt,
    long sort,
    UUID orderId,
    UUID paymentId,
    UUID userId,
    String paymentReference,
    SellerForm seller,
    String buyerEmail,
    AddressV1 buyerAddress,
    AddressV1 deliveryAddress,
    List<LineForm> lines,
    List<VatForm> breakdown,
    TotalsForm totals,
    long grossMinor,
    @Nullable PrecedingForm preceding) {
  private static final int FORM = 1;

  public InvoiceDocument {
    lines = List.copyOf(lines);
    breakdown = List.copyOf(breakdown);
  }

  /** The seller as stored. */
  public record SellerForm(String name, String vatId, @Nullable String email, AddressV1 address) {}

  /** A line as stored. */
  public record LineForm(
      int number,
      String sku,
      String title,
      int quantity,
      MoneyV1 netAmount,
      MoneyV1 grossAmount,
      String netUnitPrice,
      String taxRate) {}

  /** The tax of a rate as stored. */
  public record VatForm(String rate, MoneyV1 taxable, MoneyV1 tax) {}

  /** The totals as stored. */
  public record TotalsForm(
      MoneyV1 lineNet, MoneyV1 net, MoneyV1 tax, MoneyV1 gross, MoneyV1 paid, MoneyV1 due) {}

  /** The invoice that is taken back, as stored. */
  public record PrecedingForm(String number, LocalDate issueDate) {}

  public static InvoiceDocument of(Invoice invoice, long sort) {
    Seller seller = invoice.seller();
    Totals totals = invoice.content().totals();
    Invoice.Preceding preceding = invoice.preceding();
    return new InvoiceDocument(
        FORM,
        invoice.id().value(),
        invoice.number().series().toString(),
        invoice.number().sequence(),
        invoice.number().toString(),
        invoice.issueDate(),
        invoice.issuedAt(),
        sort,
        invoice.orderId().value(),
        invoice.paymentId().value(),
        invoice.userId().value(),
        invoice.paymentReference(),
        new SellerForm(
            seller.name(), seller.vatId(), seller.email(), AddressV1.of(seller.address())),
        invoice.buyer().email().value(),
        AddressV1.of(invoice.buyer().address()),
        AddressV1.of(invoice.buyer().deliveryAddress()),
        invoice.content().lines().stream()
            .map(line ->
                new LineForm(
                    line.number(),
                    line.sku().value(),
                    line.title(),
                    line.quantity().value(),
                    MoneyV1.of(line.netAmount()),
                    MoneyV1.of(line.grossAmount()),
                    line.netUnitPrice().toPlainString(),
                    line.taxRate().toString()))
            .toList(),
        invoice.content().breakdown().stream()
            .map(vat ->
                new VatForm(
                    vat.rate().toString(), MoneyV1.of(vat.taxable()), MoneyV1.of(vat.tax())))
            .toList(),
        new TotalsForm(
            MoneyV1.of(totals.lineNet()),
            MoneyV1.of(totals.net()),
            MoneyV1.of(totals.tax()),
            MoneyV1.of(totals.gross()),
            MoneyV1.of(totals.paid()),
            MoneyV1.of(totals.due())),
        totals.gross().minorUnits(),
        preceding == null
            ? null
            : new PrecedingForm(preceding.number().toString(), preceding.issueDate()));
  }

  public Invoice toInvoice(Version version) {
    return new Invoice(
        new InvoiceId(id),
        version,
        InvoiceNumber.parse(number),
        issueDate,
        issuedAt,
        new OrderId(orderId),
        new PaymentId(paymentId),
        new UserId(userId),
        paymentReference,
        new Seller(seller.name(), seller.vatId(), seller.email(), seller.address().toAddress()),
        new Buyer(
            new EmailAddress(buyerEmail), buyerAddress.toAddress(), deliveryAddress.toAddress()),
        content(),
        preceding == null
            ? null
            : new Invoice.Preceding(
                InvoiceNumber.parse(preceding.number()), preceding.issueDate()));
  }

  private TaxCalculation content() {
    return new TaxCalculation(
        lines.stream()
            .map(line ->
                new InvoiceLine(
                    line.number(),
                    Sku.of(line.sku()),
                    line.title(),
                    Quantity.of(line.quantity()),
                    line.netAmount().toMoney(),
                    line.grossAmount().toMoney(),
                    new BigDecimal(line.netUnitPrice()),
                    TaxRate.parse(line.taxRate())))
            .toList(),
        breakdown.stream()
            .map(vat ->
                new VatBreakdown(
                    TaxRate.parse(vat.rate()), vat.taxable().toMoney(), vat.tax().toMoney()))
            .toList(),
        new Totals(
            totals.lineNet().toMoney(),
            totals.net().toMoney(),
            totals.tax().toMoney(),
            totals.gross().toMoney(),
            totals.paid().toMoney(),
            totals.due().toMoney()));
  }
}
