package dev.stoa.basket.application;

import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.application.port.ProductReplica.ProductState;
import dev.stoa.basket.application.port.ProductReplica.Variant;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.time.Instant;

/** Keeps the basket's copy of product facts in step with the catalogue. */
public final class ReplicateProducts {
  private final ProductReplica products;

  public ReplicateProducts(ProductReplica products) {
    this.products = products;
  }

  public void on(ProductCreatedV1 event) {
    put(event.product(), event.version(), event.occurredAt());
  }

  public void on(ProductUpdatedV1 event) {
    put(event.product(), event.version(), event.occurredAt());
  }

  public void on(ProductDeletedV1 event) {
    products.remove(new ProductId(event.productId()), new Version(event.version()));
  }

  public void on(StockChangedV1 event) {
    products.putAvailable(
        Sku.of(event.sku()), Math.max(0, event.available()), new Version(event.version()));
  }

  private void put(ProductV1 product, long version, Instant changedAt) {
    products.put(
        new ProductState(
            new ProductId(product.productId()),
            new Version(version),
            product.active(),
            changedAt,
            product.variants().stream().map(variant -> variant(product, variant)).toList()));
  }

  private static Variant variant(ProductV1 product, VariantV1 variant) {
    String title =
        variant.optionValues().isEmpty()
            ? product.title()
            : product.title() + " (" + String.join(", ", variant.optionValues()) + ")";
    return new Variant(
        Sku.of(variant.sku()), title, variant.price().toMoney(), TaxRate.parse(variant.taxRate()));
  }
}
