package dev.stoa.catalog.application;

import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Map;

/**
 * A product as it is shown.
 *
 * @param available what can be bought of each variant now
 */
public record ProductView(
    ProductId id,
    Version version,
    ProductDetails details,
    Map<Sku, Integer> available,
    Instant createdAt,
    Instant updatedAt) {
  public ProductView {
    available = Map.copyOf(available);
  }

  static ProductView of(Product product, Version version, Map<Sku, Integer> available) {
    return new ProductView(
        product.id(),
        version,
        product.details(),
        available,
        product.createdAt(),
        product.updatedAt());
  }

  /** What can be bought of a variant now. */
  public int available(Sku sku) {
    return available.getOrDefault(sku, 0);
  }
}
