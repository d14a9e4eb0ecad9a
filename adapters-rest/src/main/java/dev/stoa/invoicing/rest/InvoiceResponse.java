package dev.stoa.invoicing.rest;

import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceLine;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Seller;
import dev.stoa.invoicing.domain.Totals;
import dev.stoa.invoicing.domain.VatBreakdown;
import dev.stoa.shared.rest.AddressJson;
import dev.stoa.shared.rest.MoneyJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or credit note in JSON, with everything it says.
 *
 * @param kind {@code invoice} or {@code credit-note}
 * @param typeCode {@code 380} or {@code 381} (UNTDID 1001)
 * @param paymentMeans of UNTDID 4461
 * @param creditNote the number of the credit note that took this invoice back
 * @param invoice the number of the invoice that this credit note takes back
 */
record InvoiceResponse(
    UUID id,
    String number,
    String kind,
    String typeCode,
    LocalDate issueDate,
    Instant issuedAt,
    String currency,
    UUID orderId,
    UUID paymentId,
    SellerJson seller,
    BuyerJson buyer,
    AddressJson deliveryAddress,
    List<LineJson> lines,
    List<VatJson> vatBreakdown,
    TotalsJson totals,
    String paymentMeans,
    String paymentReference,
    @Nullable String creditNote,
    @Nullable String invoice) {
  /** The seller in JSON. */
  record SellerJson(String name, String vatId, @Nullable String email, AddressJson address) {
    static SellerJson of(Seller seller) {
      return new SellerJson(
          seller.name(), seller.vatId(), seller.email(), AddressJson.of(seller.address()));
    }
  }

  /** The buyer in JSON. */
  record BuyerJson(String email, AddressJson address) {}

  /** A line in JSON; {@code netUnitPrice} has four decimals more than the currency. */
  record LineJson(
      int number,
      String sku,
      String title,
      int quantity,
      String unit,
      String netUnitPrice,
      MoneyJson netAmount,
      MoneyJson grossAmount,
      String vatRate,
      String vatCategory) {
    static LineJson of(InvoiceLine line) {
      return new LineJson(
          line.number(),
          line.sku().value(),
          line.title(),
          line.quantity().value(),
          InvoiceLine.PIECE,
          line.netUnitPrice().toPlainString(),
          MoneyJson.of(line.netAmount()),
          MoneyJson.of(line.grossAmount()),
          line.taxRate().toString(),
          line.category().code());
    }
  }

  /** The tax of a rate in JSON. */
  record VatJson(String rate, String category, MoneyJson taxable, MoneyJson tax) {
    static VatJson of(VatBreakdown vat) {
      return new VatJson(
          vat.rate().toString(),
          vat.category().code(),
          MoneyJson.of(vat.taxable()),
          MoneyJson.of(vat.tax()));
    }
  }

  /** The totals in JSON. */
  record TotalsJson(
      MoneyJson lineNet,
      MoneyJson net,
      MoneyJson tax,
      MoneyJson gross,
      MoneyJson paid,
      MoneyJson due) {
    static TotalsJson of(Totals totals) {
      return new TotalsJson(
          MoneyJson.of(totals.lineNet()),
          MoneyJson.of(totals.net()),
          MoneyJson.of(totals.tax()),
          MoneyJson.of(totals.gross()),
          MoneyJson.of(totals.paid()),
          MoneyJson.of(totals.due()));
    }
  }

  static InvoiceResponse of(Invoice invoice) {
    return of(invoice, Optional.empty());
  }

  static InvoiceResponse of(Invoice invoice, Optional<InvoiceNumber> creditNote) {
    Invoice.Preceding preceding = invoice.preceding();
    return new InvoiceResponse(
        invoice.id().value(),
        invoice.number().toString(),
        invoice.type() == InvoiceType.INVOICE ? "invoice" : "credit-note",
        invoice.type().code(),
        invoice.issueDate(),
        invoice.issuedAt(),
        invoice.currency().getCurrencyCode(),
        invoice.orderId().value(),
        invoice.paymentId().value(),
        SellerJson.of(invoice.seller()),
        new BuyerJson(invoice.buyer().email().value(), AddressJson.of(invoice.buyer().address())),
        AddressJson.of(invoice.buyer().deliveryAddress()),
        invoice.content().lines().stream().map(LineJson::of).toList(),
        invoice.content().breakdown().stream().map(VatJson::of).toList(),
        TotalsJson.of(invoice.content().totals()),
        Invoice.PAYMENT_MEANS,
        invoice.paymentReference(),
        creditNote.map(InvoiceNumber::toString).orElse(null),
        preceding == null ? null : preceding.number().toString());
  }
}
