package dev.stoa.catalog.mongo;

import dev.stoa.catalog.document.ProductDocument;
import dev.stoa.catalog.domain.Product;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Sku;
import java.util.List;

/**
 * A product with what its indexes need beside it.
 *
 * @param skus of all variants, for the unique index that lets a SKU belong to one product
 * @param created in nanoseconds since 1970: a date of BSON has milliseconds only
 */
record ProductEntry(List<String> skus, long created, ProductDocument product) {
  static ProductEntry of(Product product) {
    return new ProductEntry(
        product.details().skus().stream().map(Sku::value).toList(),
        KeysetCursor.nanoseconds(product.createdAt()),
        ProductDocument.of(product));
  }
}
