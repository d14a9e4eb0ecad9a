package dev.stoa.basket.application;

import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;

/** A checkout as published events carry it. */
final class CheckoutEvents {
  private CheckoutEvents() {}

  static CheckoutV1 snapshot(Checkout.Pending checkout) {
    CheckoutContent content = checkout.content();
    return new CheckoutV1(
        content.id().value(),
        content.userId().value(),
        content.lines().stream().map(CheckoutEvents::line).toList(),
        MoneyV1.of(content.total()),
        checkout.paymentMethod().value(),
        content.startedAt(),
        buyer(checkout.buyer()));
  }

  private static CheckoutLineV1 line(CheckoutLine line) {
    return new CheckoutLineV1(
        line.sku().value(),
        line.productId().value(),
        line.title(),
        line.quantity().value(),
        MoneyV1.of(line.unitPrice()),
        line.taxRate().toString());
  }

  private static BuyerV1 buyer(Buyer buyer) {
    return new BuyerV1(
        buyer.email().value(),
        AddressV1.of(buyer.shippingAddress()),
        AddressV1.of(buyer.billingAddress()));
  }
}
