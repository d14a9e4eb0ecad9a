package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;

/** So many pieces of one SKU in a basket. Neither price nor name: those are joined when read. */
public record BasketLine(Sku sku, Quantity quantity) {}
