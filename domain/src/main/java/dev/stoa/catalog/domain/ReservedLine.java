package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;

/** How many of a SKU a checkout wants. */
public record ReservedLine(Sku sku, Quantity quantity) {}
