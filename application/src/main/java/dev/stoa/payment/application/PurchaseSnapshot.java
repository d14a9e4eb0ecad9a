package dev.stoa.payment.application;

import dev.stoa.payment.domain.Buyer;
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

/** The checkout that events carry, as the purchase that a payment is for, and back. */
public final class PurchaseSnapshot {
  private PurchaseSnapshot() {}

  /** Reads what an event says. */
  public static Purchase read(CheckoutV1 checkout) {
    return new Purchase(
        new CheckoutId(checkout.checkoutId()),
        new UserId(checkout.userId()),
        checkout.lines().stream()
            .map(line ->
                new PurchaseLine(
                    Sku.of(line.sku()),
                    new ProductId(line.productId()),
                    line.title(),
                    Quantity.of(line.quantity()),
                    line.unitPrice().toMoney(),
                    TaxRate.parse(line.taxRate())))
            .toList(),
        checkout.total().toMoney(),
        new PaymentMethod(checkout.paymentMethod()),
        checkout.startedAt(),
        new Buyer(
            new EmailAddress(checkout.buyer().email()),
            checkout.buyer().shippingAddress().toAddress(),
            checkout.buyer().billingAddress().toAddress()));
  }

  /** Writes it as events carry it. */
  public static CheckoutV1 write(Purchase purchase) {
    return new CheckoutV1(
        purchase.checkoutId().value(),
        purchase.userId().value(),
        purchase.lines().stream()
            .map(line ->
                new CheckoutLineV1(
                    line.sku().value(),
                    line.productId().value(),
                    line.title(),
                    line.quantity().value(),
                    MoneyV1.of(line.unitPrice()),
                    line.taxRate().toString()))
            .toList(),
        MoneyV1.of(purchase.total()),
        purchase.paymentMethod().token(),
        purchase.startedAt(),
        new BuyerV1(
            purchase.buyer().email().value(),
            AddressV1.of(purchase.buyer().shippingAddress()),
            AddressV1.of(purchase.buyer().billingAddress())));
  }
}
