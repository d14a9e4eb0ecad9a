package dev.stoa.notification.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a notice tells. The slugs are known to clients and never change; see docs/realtime.md. */
public enum NoticeType {
  /** The buyer confirmed a purchase. */
  CHECKOUT_STARTED,
  /** Everything that was wanted is held for the buyer. */
  STOCK_RESERVED,
  /** Something that was wanted cannot be had; nothing is held and nothing will be charged. */
  STOCK_REFUSED,
  /** The money was taken. */
  PAYMENT_CAPTURED,
  /** The gateway refused to charge; no money moved. */
  PAYMENT_DECLINED,
  /** The whole amount went back. */
  PAYMENT_REFUNDED,
  /** The purchase is an order. */
  ORDER_PLACED,
  /** The order will not be fulfilled. */
  ORDER_CANCELLED,
  /** The invoice has its number. */
  INVOICE_ISSUED,
  /** The invoice was reversed. */
  CREDIT_NOTE_ISSUED;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name that clients see: {@code order-placed}. */
  public String slug() {
    return slug;
  }

  /** The type of that slug; empty for one this version does not know. */
  public static Optional<NoticeType> ofSlug(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
  }
}
