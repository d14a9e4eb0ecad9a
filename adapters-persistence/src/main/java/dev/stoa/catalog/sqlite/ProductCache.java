package dev.stoa.catalog.sqlite;

import dev.stoa.catalog.domain.Product;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded products that were read last, at most so many. It is never out of date, for it is
 * asked for a version, and a version of a product never changes.
 */
final class ProductCache {
  private final Map<String, Product> products;

  ProductCache(int capacity) {
    this.products =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Product> eldest) {
            return size() > capacity;
          }
        };
  }

  Optional<Product> get(String id, long version) {
    Product product;
    synchronized (products) {
      product = products.get(id);
    }
    return Optional.ofNullable(product)
        .filter(p -> p.version().value() == version)
        .map(ProductCache::copy);
  }

  void put(String id, Product product) {
    synchronized (products) {
      products.put(id, product);
    }
  }

  /** A product of one's own: what it is made of cannot change, the product itself can. */
  static Product copy(Product p) {
    return Product.reconstitute(
        p.id(), p.version(), p.origin(), p.details(), p.createdAt(), p.updatedAt());
  }
}
