package dev.stoa.prove;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Buyer;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceLine;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Seller;
import dev.stoa.invoicing.domain.SoldLine;
import dev.stoa.invoicing.domain.TaxCalculation;
import dev.stoa.invoicing.domain.Totals;
import dev.stoa.invoicing.domain.VatBreakdown;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.domain.OrderContent;
import dev.stoa.ordering.domain.OrderLine;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Orders, invoices and credit notes that say something else than what was bought. */
final class PaperDefects {
  private static final EmailAddress SHOP = new EmailAddress("shop@example.com");
  private static final UserId NOBODY = new UserId(new UUID(3, 3));

  private PaperDefects() {}

  static List<Plant> all() {
    return List.of(
        plant(
            "invoice-without-tax",
            "invoices are written with 0 % tax",
            invoices(PaperDefects::untaxed)),
        plant(
            "tax-rounded-per-line",
            "the tax of each line is rounded by itself",
            invoices(i -> with(i, recalculated(i.content(), PaperDefects::roundedPerLine)))),
        plant(
            "tax-of-the-gross-price",
            "the tax is taken as a share of the gross price",
            invoices(i -> with(i, recalculated(i.content(), PaperDefects::shareOfGross)))),
        plant(
            "cents-to-the-first-line",
            "the cents that are left go to the first line, not to those that lost most",
            invoices(i -> with(i, centsToTheFirst(i.content())))),
        plant(
            "one-rate-for-all",
            "all lines are taxed at the highest of their rates",
            invoices(PaperDefects::highestRate)),
        plant(
            "unit-price-with-tax",
            "the net unit price of an invoice is the gross one",
            invoices(i -> with(i, grossUnitPrices(i.content())))),
        plant(
            "line-missing-on-the-invoice",
            "the last of several lines is not on the invoice",
            invoices(PaperDefects::withoutLastLine)),
        plant(
            "invoice-of-yesterday",
            "the date of an invoice is the day before",
            documents(PaperDefects::yesterday)),
        plant(
            "invoice-in-greenwich",
            "the date of an invoice is that of Greenwich, not the seller's",
            Promise.EVERY_CHECKOUT_ENDS,
            documents(i -> dated(i, LocalDate.ofInstant(i.issuedAt(), ZoneOffset.UTC)))),
        plant(
            "invoice-of-another-seller",
            "an invoice is written in somebody else's name",
            documents(PaperDefects::ofAnotherSeller)),
        plant(
            "invoice-addresses-swapped",
            "an invoice is sent where the goods go, and names the billing address for the goods",
            documents(i ->
                to(
                    i,
                    new Buyer(
                        i.buyer().email(), i.buyer().deliveryAddress(), i.buyer().address())))),
        plant(
            "invoice-email-of-the-shop",
            "an invoice names the shop's e-mail address as the buyer's",
            documents(
                i -> to(i, new Buyer(SHOP, i.buyer().address(), i.buyer().deliveryAddress())))),
        plant(
            "invoice-of-another-buyer",
            "an invoice belongs to another account",
            documents(i -> copy(i, i.orderId(), NOBODY, i.paymentReference()))),
        plant(
            "invoice-of-another-order",
            "an invoice refers to another order",
            documents(i -> copy(i, new OrderId(new UUID(4, 4)), i.userId(), i.paymentReference()))),
        plant(
            "invoice-names-the-payment",
            "an invoice names the payment's id instead of the gateway's reference",
            documents(i -> copy(i, i.orderId(), i.userId(), i.paymentId().toString()))),
        plant(
            "credit-note-of-another-invoice",
            "a credit note names the invoice after the one that it takes back",
            creditNotes(PaperDefects::ofTheNextInvoice)),
        plant(
            "credit-note-without-last-line",
            "a credit note leaves the last of several lines out",
            creditNotes(PaperDefects::withoutLastLine)),
        plant(
            "credit-note-negative",
            "a credit note has negative amounts",
            creditNotes(i -> with(i, negative(i.content())))),
        plant(
            "credit-note-without-tax",
            "a credit note gives no tax back",
            creditNotes(PaperDefects::untaxed)),
        plant(
            "sent-to-billing-address",
            "orders are sent to the billing address",
            orders(c -> to(c, c.email(), c.billingAddress(), c.billingAddress()))),
        plant(
            "order-billed-to-shipping-address",
            "orders name the shipping address as the billing address",
            orders(c -> to(c, c.email(), c.shippingAddress(), c.shippingAddress()))),
        plant(
            "order-email-of-the-shop",
            "orders name the shop's e-mail address as the buyer's",
            orders(c -> to(c, SHOP, c.shippingAddress(), c.billingAddress()))),
        plant(
            "order-of-another-buyer",
            "orders belong to another account",
            orders(c -> copy(c, NOBODY, c.lines()))),
        plant(
            "line-missing-on-the-order",
            "the last of several lines is not ordered",
            orders(c -> copy(c, c.userId(), withoutLast(c.lines())))),
        plant(
            "order-lines-reversed",
            "the lines of an order are in another order than the buyer's",
            orders(c -> copy(c, c.userId(), c.lines().reversed()))),
        plant(
            "order-without-tax-rate",
            "the lines of an order have a tax rate of 0 %",
            orders(c ->
                copy(
                    c,
                    c.userId(),
                    c.lines().stream()
                        .map(l ->
                            new OrderLine(
                                l.sku(),
                                l.productId(),
                                l.title(),
                                l.quantity(),
                                l.unitPrice(),
                                TaxRate.parse("0")))
                        .toList()))));
  }

  private static Plant plant(String name, String text, Supplier<Parts> parts) {
    return plant(name, text, Promise.PAPERS_AGREE, parts);
  }

  private static Plant plant(String name, String text, Promise breaks, Supplier<Parts> parts) {
    return new Plant(name, text, breaks, 300, parts);
  }

  // Invoices.

  private static Supplier<Parts> documents(UnaryOperator<Invoice> change) {
    return DefectiveShop.port(
        Invoices.class,
        "issue",
        world ->
            (sound, arguments) -> {
              @SuppressWarnings("unchecked") // it is what the port says
              Function<InvoiceNumber, Invoices.Draft> draft =
                  (Function<InvoiceNumber, Invoices.Draft>) arguments[2];
              Function<InvoiceNumber, Invoices.Draft> changed =
                  number -> {
                    Invoices.Draft made = draft.apply(number);
                    return new Invoices.Draft(change.apply(made.invoice()), made.events());
                  };
              return sound.call(arguments[0], arguments[1], changed);
            });
  }

  private static Supplier<Parts> invoices(UnaryOperator<Invoice> change) {
    return documents(i -> i.type() == InvoiceType.INVOICE ? change.apply(i) : i);
  }

  private static Supplier<Parts> creditNotes(UnaryOperator<Invoice> change) {
    return documents(i -> i.type() == InvoiceType.CREDIT_NOTE ? change.apply(i) : i);
  }

  private static Invoice full(
      Invoice i,
      LocalDate date,
      OrderId order,
      UserId user,
      String reference,
      Seller seller,
      Buyer buyer,
      TaxCalculation content,
      Invoice.@Nullable Preceding preceding) {
    return new Invoice(
        i.id(),
        Version.NEW,
        i.number(),
        date,
        i.issuedAt(),
        order,
        i.paymentId(),
        user,
        reference,
        seller,
        buyer,
        content,
        preceding);
  }

  private static Invoice with(Invoice i, TaxCalculation content) {
    return full(
        i,
        i.issueDate(),
        i.orderId(),
        i.userId(),
        i.paymentReference(),
        i.seller(),
        i.buyer(),
        content,
        i.preceding());
  }

  private static Invoice dated(Invoice i, LocalDate date) {
    return full(
        i,
        date,
        i.orderId(),
        i.userId(),
        i.paymentReference(),
        i.seller(),
        i.buyer(),
        i.content(),
        i.preceding());
  }

  private static Invoice to(Invoice i, Buyer buyer) {
    return full(
        i,
        i.issueDate(),
        i.orderId(),
        i.userId(),
        i.paymentReference(),
        i.seller(),
        buyer,
        i.content(),
        i.preceding());
  }

  private static Invoice copy(Invoice i, OrderId order, UserId user, String reference) {
    return full(
        i,
        i.issueDate(),
        order,
        user,
        reference,
        i.seller(),
        i.buyer(),
        i.content(),
        i.preceding());
  }

  private static Invoice ofAnotherSeller(Invoice i) {
    Seller seller = new Seller("Somebody Else", "DE111111111", null, i.seller().address());
    return full(
        i,
        i.issueDate(),
        i.orderId(),
        i.userId(),
        i.paymentReference(),
        seller,
        i.buyer(),
        i.content(),
        i.preceding());
  }

  private static Invoice ofTheNextInvoice(Invoice i) {
    Invoice.Preceding preceding = i.preceding();
    if (preceding == null) {
      return i;
    }
    InvoiceNumber number = preceding.number();
    return full(
        i,
        i.issueDate(),
        i.orderId(),
        i.userId(),
        i.paymentReference(),
        i.seller(),
        i.buyer(),
        i.content(),
        new Invoice.Preceding(
            new InvoiceNumber(number.series(), number.sequence() + 1), preceding.issueDate()));
  }

  private static Invoice yesterday(Invoice i) {
    LocalDate before = i.issueDate().minusDays(1);
    return before.getYear() == i.issueDate().getYear() ? dated(i, before) : i;
  }

  private static Invoice untaxed(Invoice i) {
    return with(i, TaxCalculation.of(sold(i.content(), TaxRate.parse("0"))));
  }

  private static Invoice highestRate(Invoice i) {
    TaxRate highest = i.content().breakdown().getLast().rate();
    return with(i, TaxCalculation.of(sold(i.content(), highest)));
  }

  private static Invoice withoutLastLine(Invoice i) {
    List<SoldLine> lines = sold(i.content(), null);
    return with(i, TaxCalculation.of(withoutLast(lines)));
  }

  private static <T> List<T> withoutLast(List<T> lines) {
    return lines.size() == 1 ? lines : lines.subList(0, lines.size() - 1);
  }

  private static List<SoldLine> sold(TaxCalculation content, @Nullable TaxRate rate) {
    return content.lines().stream()
        .map(l ->
            new SoldLine(
                l.sku(),
                l.title(),
                l.quantity(),
                new Money(
                    l.grossAmount().minorUnits() / l.quantity().value(),
                    l.grossAmount().currency()),
                rate == null ? l.taxRate() : rate))
        .toList();
  }

  /** Another net for each line, and sums that add up. */
  private static TaxCalculation recalculated(
      TaxCalculation content, Function<InvoiceLine, Money> net) {
    List<InvoiceLine> lines = new ArrayList<>();
    for (InvoiceLine line : content.lines()) {
      lines.add(netted(line, net.apply(line)));
    }
    return summed(lines);
  }

  private static InvoiceLine netted(InvoiceLine line, Money net) {
    return new InvoiceLine(
        line.number(),
        line.sku(),
        line.title(),
        line.quantity(),
        net,
        line.grossAmount(),
        line.netUnitPrice(),
        line.taxRate());
  }

  private static TaxCalculation summed(List<InvoiceLine> lines) {
    Money zero = Money.zero(lines.getFirst().netAmount().currency());
    TreeMap<TaxRate, Money> nets = new TreeMap<>();
    TreeMap<TaxRate, Money> taxes = new TreeMap<>();
    Money net = zero;
    Money gross = zero;
    for (InvoiceLine line : lines) {
      nets.merge(line.taxRate(), line.netAmount(), Money::plus);
      taxes.merge(line.taxRate(), line.grossAmount().minus(line.netAmount()), Money::plus);
      net = net.plus(line.netAmount());
      gross = gross.plus(line.grossAmount());
    }
    List<VatBreakdown> breakdown = new ArrayList<>();
    nets.forEach(
        (rate, sum) -> breakdown.add(new VatBreakdown(rate, sum, taxes.getOrDefault(rate, zero))));
    return new TaxCalculation(
        lines, breakdown, new Totals(net, net, gross.minus(net), gross, gross, zero));
  }

  private static Money roundedPerLine(InvoiceLine line) {
    long hundredths = line.taxRate().percent().movePointRight(2).longValueExact();
    long gross = line.grossAmount().minorUnits();
    long tax = Math.round(gross * hundredths / (10_000.0 + hundredths));
    return new Money(gross - tax, line.grossAmount().currency());
  }

  private static Money shareOfGross(InvoiceLine line) {
    long hundredths = line.taxRate().percent().movePointRight(2).longValueExact();
    long gross = line.grossAmount().minorUnits();
    return new Money(gross - gross * hundredths / 10_000, line.grossAmount().currency());
  }

  private static TaxCalculation centsToTheFirst(TaxCalculation content) {
    List<InvoiceLine> lines = new ArrayList<>();
    for (VatBreakdown rate : content.breakdown()) {
      long left = rate.taxable().minorUnits();
      int first = -1;
      for (InvoiceLine line : content.lines()) {
        if (line.taxRate().equals(rate.rate())) {
          long hundredths = rate.rate().percent().movePointRight(2).longValueExact();
          long floor = line.grossAmount().minorUnits() * 10_000 / (10_000 + hundredths);
          first = first < 0 ? lines.size() : first;
          lines.add(netted(line, new Money(floor, line.grossAmount().currency())));
          left -= floor;
        }
      }
      InvoiceLine lucky = lines.get(first);
      lines.set(
          first,
          netted(lucky, lucky.netAmount().plus(new Money(left, lucky.netAmount().currency()))));
    }
    lines.sort(Comparator.comparingInt(InvoiceLine::number));
    return new TaxCalculation(lines, content.breakdown(), content.totals());
  }

  private static TaxCalculation grossUnitPrices(TaxCalculation content) {
    List<InvoiceLine> lines =
        content.lines().stream()
            .map(l ->
                new InvoiceLine(
                    l.number(),
                    l.sku(),
                    l.title(),
                    l.quantity(),
                    l.netAmount(),
                    l.grossAmount(),
                    l.grossAmount()
                        .toDecimal()
                        .divide(BigDecimal.valueOf(l.quantity().value()), 6, RoundingMode.HALF_UP),
                    l.taxRate()))
            .toList();
    return new TaxCalculation(lines, content.breakdown(), content.totals());
  }

  private static TaxCalculation negative(TaxCalculation content) {
    List<InvoiceLine> lines =
        content.lines().stream()
            .map(l ->
                new InvoiceLine(
                    l.number(),
                    l.sku(),
                    l.title(),
                    l.quantity(),
                    l.netAmount().negated(),
                    l.grossAmount().negated(),
                    l.netUnitPrice().negate(),
                    l.taxRate()))
            .toList();
    return summed(lines);
  }

  // Orders.

  private static Supplier<Parts> orders(UnaryOperator<OrderContent> change) {
    return DefectiveShop.port(
        Orders.class,
        "save",
        world ->
            (sound, arguments) ->
                arguments[0] instanceof Order.Placed placed
                    ? sound.call(
                        new Order.Placed(change.apply(placed.content()), placed.version()),
                        arguments[1])
                    : sound.call(arguments));
  }

  private static OrderContent to(
      OrderContent c, EmailAddress email, PostalAddress shipping, PostalAddress billing) {
    return new OrderContent(
        c.checkoutId(),
        c.paymentId(),
        c.userId(),
        c.lines(),
        c.total(),
        email,
        shipping,
        billing,
        c.placedAt());
  }

  private static OrderContent copy(OrderContent c, UserId user, List<OrderLine> lines) {
    Money total =
        lines.stream().map(OrderLine::total).reduce(Money.zero(c.total().currency()), Money::plus);
    return new OrderContent(
        c.checkoutId(),
        c.paymentId(),
        user,
        lines,
        total,
        c.email(),
        c.shippingAddress(),
        c.billingAddress(),
        c.placedAt());
  }
}
