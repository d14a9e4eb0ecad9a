package dev.stoa.prove;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One field of a checkout that is not carried as it was. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum Altered {
  TAX_RATE_LOST("the tax rates are 0", c -> lines(c, l -> rated(l, "0"))),
  TAX_RATE_OF_ANOTHER("the tax rates are 16 %", c -> lines(c, l -> rated(l, "16"))),
  TITLE_LOST(
      "the titles are the SKUs",
      c -> lines(c, l -> line(l, l.sku(), l.productId(), l.sku(), l.quantity(), l.unitPrice()))),
  PRODUCT_OTHER(
      "the lines are of another product",
      c -> lines(c, l -> line(l, l.sku(), new UUID(1, 1), l.title(), l.quantity(), l.unitPrice()))),
  SKU_OTHER(
      "the lines are of another SKU",
      c -> lines(c, l -> line(l, "OTHER", l.productId(), l.title(), l.quantity(), l.unitPrice()))),
  PIECE_MORE(
      "each line has a piece more",
      c ->
          lines(
              c, l -> line(l, l.sku(), l.productId(), l.title(), l.quantity() + 1, l.unitPrice()))),
  CENT_MORE(
      "each piece costs a cent more",
      c ->
          lines(
              c,
              l -> line(l, l.sku(), l.productId(), l.title(), l.quantity(), cent(l.unitPrice())))),
  LINE_DROPPED(
      "the last of several lines is missing",
      c ->
          c.lines().size() == 1
              ? c
              : with(c, c.lines().subList(0, c.lines().size() - 1), c.userId(), c.buyer())),
  LINE_TWICE(
      "the last line stands there twice",
      c -> {
        List<CheckoutLineV1> lines = new ArrayList<>(c.lines());
        lines.add(lines.getLast());
        return with(c, lines, c.userId(), c.buyer());
      }),
  LINES_REVERSED(
      "the lines are in another order", c -> with(c, c.lines().reversed(), c.userId(), c.buyer())),
  CURRENCY_OTHER(
      "the amounts are dollars",
      c ->
          lines(
              c,
              l ->
                  line(
                      l,
                      l.sku(),
                      l.productId(),
                      l.title(),
                      l.quantity(),
                      new MoneyV1(l.unitPrice().amount(), "USD")))),
  BUYER_OTHER("the buyer is somebody else", c -> with(c, c.lines(), new UUID(2, 2), c.buyer())),
  EMAIL_OTHER(
      "the e-mail address is the shop's",
      c ->
          with(
              c,
              c.lines(),
              c.userId(),
              new BuyerV1(
                  "shop@example.com", c.buyer().shippingAddress(), c.buyer().billingAddress()))),
  ADDRESSES_SWAPPED(
      "shipping and billing address are swapped",
      c ->
          with(
              c,
              c.lines(),
              c.userId(),
              new BuyerV1(
                  c.buyer().email(), c.buyer().billingAddress(), c.buyer().shippingAddress()))),
  SHIPPED_TO_BILLING(
      "the goods go to the billing address",
      c ->
          with(
              c,
              c.lines(),
              c.userId(),
              new BuyerV1(
                  c.buyer().email(), c.buyer().billingAddress(), c.buyer().billingAddress()))),
  BILLED_TO_SHIPPING(
      "the invoice goes to the shipping address",
      c ->
          with(
              c,
              c.lines(),
              c.userId(),
              new BuyerV1(
                  c.buyer().email(), c.buyer().shippingAddress(), c.buyer().shippingAddress()))),
  METHOD_OTHER(
      "the payment method is another",
      c ->
          new CheckoutV1(
              c.checkoutId(),
              c.userId(),
              c.lines(),
              c.total(),
              c.paymentMethod() + "-other",
              c.startedAt(),
              c.buyer())),
  CONFIRMED_LATER(
      "the buyer confirmed a second later",
      c ->
          new CheckoutV1(
              c.checkoutId(),
              c.userId(),
              c.lines(),
              c.total(),
              c.paymentMethod(),
              c.startedAt().plusSeconds(1),
              c.buyer()));

  private final String text;
  private final UnaryOperator<CheckoutV1> change;

  Altered(String text, UnaryOperator<CheckoutV1> change) {
    this.text = text;
    this.change = change;
  }

  String text() {
    return text;
  }

  /** The event with the checkout changed; another event as it is. */
  PublishedEvent in(PublishedEvent event) {
    return switch (event) {
      case BasketCheckedOutV1 e ->
          new BasketCheckedOutV1(change.apply(e.checkout()), e.occurredAt());
      case StockReservedV1 e ->
          new StockReservedV1(change.apply(e.checkout()), e.heldUntil(), e.occurredAt());
      case PaymentCreatedV1 e ->
          new PaymentCreatedV1(
              e.paymentId(), change.apply(e.checkout()), e.gatewayReference(), e.occurredAt());
      default -> event;
    };
  }

  private static CheckoutLineV1 line(
      CheckoutLineV1 l, String sku, UUID product, String title, int quantity, MoneyV1 price) {
    return new CheckoutLineV1(sku, product, title, quantity, price, l.taxRate());
  }

  private static CheckoutLineV1 rated(CheckoutLineV1 l, String rate) {
    return new CheckoutLineV1(l.sku(), l.productId(), l.title(), l.quantity(), l.unitPrice(), rate);
  }

  private static MoneyV1 cent(MoneyV1 money) {
    return new MoneyV1(
        new BigDecimal(money.amount()).add(new BigDecimal("0.01")).toPlainString(),
        money.currency());
  }

  private static CheckoutV1 lines(CheckoutV1 c, UnaryOperator<CheckoutLineV1> change) {
    return with(c, c.lines().stream().map(change).toList(), c.userId(), c.buyer());
  }

  /** The total is that of the lines, so that no sum gives the change away. */
  private static CheckoutV1 with(
      CheckoutV1 c, List<CheckoutLineV1> lines, UUID user, BuyerV1 buyer) {
    BigDecimal sum = BigDecimal.ZERO;
    for (CheckoutLineV1 line : lines) {
      sum =
          sum.add(
              new BigDecimal(line.unitPrice().amount())
                  .multiply(BigDecimal.valueOf(line.quantity())));
    }
    return new CheckoutV1(
        c.checkoutId(),
        user,
        lines,
        new MoneyV1(sum.toPlainString(), lines.getFirst().unitPrice().currency()),
        c.paymentMethod(),
        c.startedAt(),
        buyer);
  }
}
