package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.ProductId;
import java.util.Optional;

/** Shows one product. */
public final class FindProduct {
  private final Products products;
  private final Stocks stocks;

  public FindProduct(Products products, Stocks stocks) {
    this.products = products;
    this.stocks = stocks;
  }

  /**
   * By its id.
   *
   * @param inactiveToo whether one that is not on sale is shown: merchants see it, buyers do not
   */
  public Optional<ProductView> byId(ProductId id, boolean inactiveToo) {
    return products.find(id).filter(p -> inactiveToo || p.details().active()).map(this::view);
  }

  /**
   * By its handle.
   *
   * @param inactiveToo whether one that is not on sale is shown
   */
  public Optional<ProductView> byHandle(Slug handle, boolean inactiveToo) {
    return products
        .findByHandle(handle)
        .filter(p -> inactiveToo || p.details().active())
        .map(this::view);
  }

  private ProductView view(Product product) {
    return ProductView.of(product, product.version(), stocks.available(product.details().skus()));
  }
}
