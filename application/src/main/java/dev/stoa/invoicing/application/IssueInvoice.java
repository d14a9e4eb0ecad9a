package dev.stoa.invoicing.application;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Buyer;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.invoicing.domain.SoldLine;
import dev.stoa.invoicing.domain.TaxCalculation;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Issues the invoice of a paid checkout, once, with the next number of its series. */
public final class IssueInvoice {
  private final Invoices invoices;
  private final SellerConfiguration seller;
  private final InstantSource clock;

  public IssueInvoice(Invoices invoices, SellerConfiguration seller, InstantSource clock) {
    this.invoices = invoices;
    this.seller = seller;
    this.clock = clock;
  }

  /** A checkout is paid. */
  public void on(PaymentCreatedV1 event) {
    PaymentId payment = new PaymentId(event.paymentId());
    InvoiceId id = Invoice.idOf(payment);
    if (invoices.find(id).isPresent()) {
      return;
    }
    CheckoutV1 checkout = event.checkout();
    OrderId order = OrderId.of(new CheckoutId(checkout.checkoutId()));
    UserId user = new UserId(checkout.userId());
    Buyer buyer =
        new Buyer(
            new EmailAddress(checkout.buyer().email()),
            checkout.buyer().billingAddress().toAddress(),
            checkout.buyer().shippingAddress().toAddress());
    TaxCalculation content = TaxCalculation.of(sold(checkout));
    if (!content.totals().gross().equals(checkout.total().toMoney())) {
      throw new IllegalArgumentException(
          "payment %s is of %s, but its lines amount to %s"
              .formatted(payment, checkout.total().toMoney(), content.totals().gross()));
    }
    Instant now = clock.instant();
    LocalDate today = seller.dateOf(now);
    invoices.issue(
        id,
        new Series(InvoiceType.INVOICE, today.getYear()),
        number ->
            new Invoices.Draft(
                new Invoice(
                    id,
                    Version.NEW,
                    number,
                    today,
                    now,
                    order,
                    payment,
                    user,
                    event.gatewayReference(),
                    seller.seller(),
                    buyer,
                    content,
                    null),
                List.of(
                    new InvoiceIssuedV1(
                        id.value(),
                        number.toString(),
                        order.value(),
                        payment.value(),
                        user.value(),
                        MoneyV1.of(content.totals().gross()),
                        now))));
  }

  private static List<SoldLine> sold(CheckoutV1 checkout) {
    return checkout.lines().stream()
        .map(line ->
            new SoldLine(
                Sku.of(line.sku()),
                line.title(),
                Quantity.of(line.quantity()),
                line.unitPrice().toMoney(),
                TaxRate.parse(line.taxRate())))
        .toList();
  }
}
