package dev.stoa.prove;

import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceLine;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Totals;
import dev.stoa.invoicing.domain.VatBreakdown;
import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.domain.OrderContent;
import dev.stoa.ordering.domain.OrderLine;
import dev.stoa.payment.domain.Payer;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Purchase;
import dev.stoa.payment.domain.PurchaseLine;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the papers of each purchase: events, payment, order, invoice and credit note say what the
 * buyer confirmed, line by line, and the tax is what the {@link Oracle} makes of it.
 */
final class Papers {
  private final World world;
  private final Findings findings;
  private final Map<CheckoutId, Payment> payments = new HashMap<>();
  private final Map<CheckoutId, Order> orders = new HashMap<>();
  private final Map<PaymentId, Invoice> invoices = new HashMap<>();
  private final Map<PaymentId, Invoice> creditNotes = new HashMap<>();

  Papers(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    world.payments().stored().forEach(p -> payments.put(p.purchase().checkoutId(), p));
    world.orders().stored().forEach(o -> orders.put(o.content().checkoutId(), o));
    for (Invoice invoice : world.invoices().stored()) {
      (invoice.type() == InvoiceType.INVOICE ? invoices : creditNotes)
          .put(invoice.paymentId(), invoice);
    }
  }

  void check() {
    for (Checkout checkout : world.checkouts().stored()) {
      Answers.Request request = world.answers().requestOf(checkout);
      holds("that somebody asked for " + checkout.id(), request != null, "not so");
      if (request != null) {
        check(checkout, request);
      }
    }
    events();
  }

  private void check(Checkout checkout, Answers.Request request) {
    CheckoutContent content = checkout.content();
    agree(checkout.id() + " is of the buyer", request.user, content.userId());
    agree("the total of " + checkout.id(), request.total, content.total());
    Payment payment = payments.get(checkout.id());
    if (payment != null) {
      payment(payment, content, request);
    }
    Order order = orders.get(checkout.id());
    if (order != null) {
      order(order, content, request, payment);
    }
    Invoice invoice = payment == null ? null : invoices.get(payment.id());
    if (payment != null && invoice != null) {
      invoice(invoice, content, request, order);
      Invoice note = creditNotes.get(payment.id());
      if (note != null) {
        creditNote(note, invoice);
      }
    }
  }

  private void payment(Payment payment, CheckoutContent content, Answers.Request request) {
    Purchase purchase = payment.purchase();
    String of = " of " + payment.id();
    agree("the buyer" + of, content.userId(), purchase.userId());
    agree("the total" + of, content.total(), purchase.total());
    agree("the moment of confirmation" + of, content.startedAt(), purchase.startedAt());
    if (payment instanceof Payment.Requested requested) {
      payer(requested, request, of);
    }
    List<CheckoutLine> lines = new ArrayList<>();
    for (PurchaseLine l : purchase.lines()) {
      lines.add(
          new CheckoutLine(
              l.sku(), l.productId(), l.title(), l.quantity(), l.unitPrice(), l.taxRate()));
    }
    agree("what is paid for with " + payment.id(), content.lines(), lines);
  }

  private void payer(Payment.Requested payment, Answers.Request request, String of) {
    Payer payer = payment.payer();
    agree("the payment method" + of, request.token, payer.paymentMethod().token());
    agree("the e-mail address" + of, request.person.email(), payer.buyer().email());
    agree(
        "the shipping address" + of,
        request.person.shippingAddress(),
        payer.buyer().shippingAddress());
    agree(
        "the billing address" + of,
        request.person.billingAddress(),
        payer.buyer().billingAddress());
  }

  private void order(
      Order order, CheckoutContent content, Answers.Request request, @Nullable Payment payment) {
    OrderContent ordered = order.content();
    String of = " of " + order.id();
    agree("the buyer" + of, content.userId(), ordered.userId());
    agree("the total" + of, content.total(), ordered.total());
    agree("the payment" + of, payment == null ? null : payment.id(), ordered.paymentId());
    agree("the e-mail address" + of, request.person.email(), ordered.email());
    agree("the shipping address" + of, request.person.shippingAddress(), ordered.shippingAddress());
    agree("the billing address" + of, request.person.billingAddress(), ordered.billingAddress());
    List<CheckoutLine> lines = new ArrayList<>();
    for (OrderLine l : ordered.lines()) {
      lines.add(
          new CheckoutLine(
              l.sku(), l.productId(), l.title(), l.quantity(), l.unitPrice(), l.taxRate()));
    }
    agree("what is ordered with " + order.id(), content.lines(), lines);
    holds("the time" + of, !ordered.placedAt().isBefore(content.startedAt()), ordered.placedAt());
  }

  private void invoice(
      Invoice invoice, CheckoutContent content, Answers.Request request, @Nullable Order order) {
    Buyer person = request.person;
    String of = " of " + invoice.number();
    agree("the buyer" + of, content.userId(), invoice.userId());
    agree("the order" + of, order == null ? null : order.id(), invoice.orderId());
    agree("the charge" + of, chargeOf(request), invoice.paymentReference());
    agree("the seller" + of, Shop.SELLER.seller(), invoice.seller());
    agree("the e-mail address" + of, person.email(), invoice.buyer().email());
    agree("the billing address" + of, person.billingAddress(), invoice.buyer().address());
    agree("the shipping address" + of, person.shippingAddress(), invoice.buyer().deliveryAddress());
    dated(invoice);
    lines(invoice, content.lines());
  }

  private void lines(Invoice invoice, List<CheckoutLine> sold) {
    String of = " of " + invoice.number();
    Oracle.Sums sums =
        Oracle.of(
            sold.stream()
                .map(line ->
                    new Oracle.Sold(
                        line.unitPrice().minorUnits() * line.quantity().value(),
                        line.quantity().value(),
                        line.taxRate().percent()))
                .toList());
    List<InvoiceLine> expected = new ArrayList<>();
    for (int i = 0; i < sold.size(); i++) {
      CheckoutLine line = sold.get(i);
      expected.add(
          new InvoiceLine(
              i + 1,
              line.sku(),
              line.title(),
              line.quantity(),
              euro(sums.lines().get(i).net()),
              euro(line.unitPrice().minorUnits() * line.quantity().value()),
              sums.lines().get(i).price(),
              line.taxRate()));
    }
    agree("the lines" + of, expected, invoice.content().lines());
    List<Oracle.Rate> rates = new ArrayList<>();
    for (VatBreakdown rate : invoice.content().breakdown()) {
      rates.add(
          new Oracle.Rate(
              rate.rate().percent(), rate.taxable().minorUnits(), rate.tax().minorUnits()));
    }
    agree("the tax" + of, sums.rates(), rates);
    agree(
        "the totals" + of,
        new Totals(
            euro(sums.net()),
            euro(sums.net()),
            euro(sums.tax()),
            euro(sums.gross()),
            euro(sums.gross()),
            euro(0)),
        invoice.content().totals());
  }

  /** Money back is the invoice once more, under a number and a day of its own. */
  private void creditNote(Invoice note, Invoice invoice) {
    String of = " of " + note.number();
    agree(
        "the invoice" + of,
        new Invoice.Preceding(invoice.number(), invoice.issueDate()),
        note.preceding());
    agree("the lines" + of, invoice.content(), note.content());
    agree("the buyer" + of, invoice.userId(), note.userId());
    agree("the addresses" + of, invoice.buyer(), note.buyer());
    agree("the seller" + of, Shop.SELLER.seller(), note.seller());
    agree("the order" + of, invoice.orderId(), note.orderId());
    agree("the charge" + of, invoice.paymentReference(), note.paymentReference());
    holds("the time" + of, !note.issuedAt().isBefore(invoice.issuedAt()), note.issuedAt());
    dated(note);
  }

  /** The day of the seller, and the series of its year. */
  private void dated(Invoice invoice) {
    LocalDate day =
        LocalDate.ofInstant(
            invoice.issuedAt().plusSeconds(Shop.SECONDS_EAST_OF_GREENWICH), ZoneOffset.UTC);
    agree("the date of " + invoice.number(), day, invoice.issueDate());
    agree("the year of " + invoice.number(), day.getYear(), invoice.number().series().year());
  }

  private @Nullable String chargeOf(Answers.Request request) {
    return world.gateway().charges().stream()
        .filter(charge -> charge.token.equals(request.token) && charge.isGood())
        .map(charge -> charge.reference.value())
        .findFirst()
        .orElse(null);
  }

  /** The checkout travels unchanged from the basket to the invoice. */
  private void events() {
    for (Message message : world.journal().messages()) {
      CheckoutV1 carried =
          switch (message.event()) {
            case BasketCheckedOutV1 event -> event.checkout();
            case StockReservedV1 event -> event.checkout();
            case PaymentCreatedV1 event -> event.checkout();
            default -> null;
          };
      if (carried == null) {
        continue;
      }
      CheckoutId id = new CheckoutId(carried.checkoutId());
      Checkout checkout = world.checkouts().stored(id).orElse(null);
      Answers.Request request = checkout == null ? null : world.answers().requestOf(checkout);
      agree(
          "what " + message + " says of " + id,
          request == null || checkout == null ? null : snapshot(checkout.content(), request),
          carried);
    }
  }

  private static CheckoutV1 snapshot(CheckoutContent content, Answers.Request request) {
    List<CheckoutLineV1> lines = new ArrayList<>();
    for (CheckoutLine line : content.lines()) {
      lines.add(
          new CheckoutLineV1(
              line.sku().value(),
              line.productId().value(),
              line.title(),
              line.quantity().value(),
              money(line.unitPrice()),
              line.taxRate().percent().toPlainString()));
    }
    return new CheckoutV1(
        content.id().value(),
        request.user.value(),
        lines,
        money(request.total),
        request.token,
        content.startedAt(),
        new BuyerV1(
            request.person.email().value(),
            AddressV1.of(request.person.shippingAddress()),
            AddressV1.of(request.person.billingAddress())));
  }

  private static MoneyV1 money(Money money) {
    return new MoneyV1(money.toDecimal().toPlainString(), money.currency().getCurrencyCode());
  }

  private static Money euro(long cents) {
    return Money.ofMinor(cents, "EUR");
  }

  private void agree(String what, @Nullable Object expected, @Nullable Object actual) {
    findings.check(
        Promise.PAPERS_AGREE,
        Objects.equals(expected, actual),
        "%s: expected %s, but was %s",
        what,
        expected,
        actual);
  }

  private void holds(String what, boolean kept, Object actual) {
    findings.check(Promise.PAPERS_AGREE, kept, "%s is %s, which cannot be", what, actual);
  }
}
