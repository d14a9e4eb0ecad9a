package dev.stoa.shared.events;

import java.util.UUID;

/**
 * One line of a checkout, as the buyer saw it.
 *
 * @param title the product's title, with the variant's options where it has any
 * @param unitPrice the gross price of one piece
 * @param taxRate in percent, contained in the price: {@code "19"}
 */
public record CheckoutLineV1(
    String sku, UUID productId, String title, int quantity, MoneyV1 unitPrice, String taxRate) {}
