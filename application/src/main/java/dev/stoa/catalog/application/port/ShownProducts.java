package dev.stoa.catalog.application.port;

import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import java.util.Optional;

/**
 * Products as buyers are shown them: read far more often than changed, so an adapter may remember
 * them. Nobody decides a change on what is found here.
 *
 * <ul>
 *   <li>A product is found as it is, or as it was not long ago.
 *   <li>What is found after {@link #changed} is never older than the version that was told.
 *   <li>It can be read whenever the products themselves can.
 * </ul>
 */
public interface ShownProducts {
  /** The product of that id. */
  Optional<Product> find(ProductId id);

  /** The product of that handle. */
  Optional<Product> findByHandle(Slug handle);

  /**
   * Tells that the product has that version now, or was deleted at it.
   *
   * @throws dev.stoa.shared.application.StoreUnavailable when this cannot be remembered; tell it
   *     again
   */
  void changed(ProductId id, Version version);

  /** The products themselves: nothing is remembered. */
  static ShownProducts of(Products products) {
    return new ShownProducts() {
      @Override
      public Optional<Product> find(ProductId id) {
        return products.find(id);
      }

      @Override
      public Optional<Product> findByHandle(Slug handle) {
        return products.findByHandle(handle);
      }

      @Override
      public void changed(ProductId id, Version version) {
        // Read afresh each time.
      }
    };
  }
}
