package dev.stoa.basket.rest;

import dev.stoa.basket.domain.Basket;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.rest.Problem;
import jakarta.ws.rs.core.Response;

/** The refusals of the basket context as problems. */
final class BasketProblems {
  private BasketProblems() {}

  static Response unknownProduct(Sku sku) {
    return Problem.of(
            404,
            "unknown-product",
            "Unknown product",
            "No product on sale has the SKU " + sku + ".")
        .with("sku", sku.value())
        .toResponse();
  }

  static Response notEnoughStock(Sku sku, int available, int inBasket) {
    return Problem.of(
            409,
            "not-enough-stock",
            "Not enough in stock",
            "Of %s, %d can be bought; %d are in the basket.".formatted(sku, available, inBasket))
        .with("sku", sku.value())
        .with("available", available)
        .with("inBasket", inBasket)
        .toResponse();
  }

  static Response tooManyOfOne(Sku sku, int inBasket) {
    return Problem.of(
            409,
            "quantity-limit",
            "Too many of one",
            "One line holds at most %d pieces; %d of %s are in the basket."
                .formatted(Quantity.MAX, inBasket, sku))
        .with("sku", sku.value())
        .with("limit", Quantity.MAX)
        .with("inBasket", inBasket)
        .toResponse();
  }

  static Response basketFull() {
    return Problem.of(
            409,
            "basket-full",
            "Basket full",
            "A basket holds at most %d different SKUs.".formatted(Basket.MAX_LINES))
        .with("limit", Basket.MAX_LINES)
        .toResponse();
  }

  static Response keyReused() {
    return Problem.of(
            422,
            "idempotency-key-reused",
            "Key used before",
            "This Idempotency-Key was sent with another request.")
        .toResponse();
  }
}
