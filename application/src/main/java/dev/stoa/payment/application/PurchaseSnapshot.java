package dev.stoa.payment.application;

import dev.stoa.payment.domain.Buyer;
import dev.stoa.payment.domain.Payer;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Purchase;
import dev.stoa.payment.domain.PurchaseLine;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.util.List;

/**
 * The checkout that events carry, as the purchase that a payment is for and its payer, and back.
 */
public final class PurchaseSnapshot {
  private PurchaseSnapshot() {}

  /** Reads what an event says that is paid for. */
  public static Purchase read(CheckoutV1 checkout) {
    return new Purchase(
        new CheckoutId(checkout.checkoutId()),
        new UserId(checkout.userId()),
        readLines(checkout.lines()),
        checkout.total().toMoney(),
        checkout.startedAt());
  }

  /** Reads who pays, and with what. */
  public static Payer readPayer(CheckoutV1 checkout) {
    return readPayer(checkout.paymentMethod(), checkout.buyer());
  }

  /** Reads who pays, and with what. */
  public static Payer readPayer(String paymentMethod, BuyerV1 buyer) {
    return new Payer(
        new PaymentMethod(paymentMethod),
        new Buyer(
            new EmailAddress(buyer.email()),
            buyer.shippingAddress().toAddress(),
            buyer.billingAddress().toAddress()));
  }

  /** Reads lines as events carry them. */
  public static List<PurchaseLine> readLines(List<CheckoutLineV1> lines) {
    return lines.stream()
        .map(line ->
            new PurchaseLine(
                Sku.of(line.sku()),
                new ProductId(line.productId()),
                line.title(),
                Quantity.of(line.quantity()),
                line.unitPrice().toMoney(),
                TaxRate.parse(line.taxRate())))
        .toList();
  }

  /** Writes both as events carry them. */
  public static CheckoutV1 write(Purchase purchase, Payer payer) {
    return new CheckoutV1(
        purchase.checkoutId().value(),
        purchase.userId().value(),
        writeLines(purchase),
        MoneyV1.of(purchase.total()),
        payer.paymentMethod().token(),
        purchase.startedAt(),
        writeBuyer(payer));
  }

  /** Writes the lines as events carry them. */
  public static List<CheckoutLineV1> writeLines(Purchase purchase) {
    return purchase.lines().stream()
        .map(line ->
            new CheckoutLineV1(
                line.sku().value(),
                line.productId().value(),
                line.title(),
                line.quantity().value(),
                MoneyV1.of(line.unitPrice()),
                line.taxRate().toString()))
        .toList();
  }

  /** Writes the person as events carry it. */
  public static BuyerV1 writeBuyer(Payer payer) {
    return new BuyerV1(
        payer.buyer().email().value(),
        AddressV1.of(payer.buyer().shippingAddress()),
        AddressV1.of(payer.buyer().billingAddress()));
  }
}
