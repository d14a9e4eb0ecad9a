package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.ProductId;
import java.util.Optional;

/** Shows one product. */
public final class FindProduct {
  private final Products products;
  private final ShownProducts shown;
  private final Stocks stocks;

  /**
   * Shows products.
   *
   * @param products read by merchants, who see at once what they changed
   * @param shown read by buyers
   */
  public FindProduct(Products products, ShownProducts shown, Stocks stocks) {
    this.products = products;
    this.shown = shown;
    this.stocks = stocks;
  }

  /**
   * By its id.
   *
   * @param inactiveToo whether one that is not on sale is shown: merchants see it, buyers do not
   */
  public Optional<ProductView> byId(ProductId id, boolean inactiveToo) {
    return inactiveToo
        ? products.find(id).map(this::view)
        : shown.find(id).filter(p -> p.details().active()).map(this::view);
  }

  /**
   * By its handle.
   *
   * @param inactiveToo whether one that is not on sale is shown
   */
  public Optional<ProductView> byHandle(Slug handle, boolean inactiveToo) {
    return inactiveToo
        ? products.findByHandle(handle).map(this::view)
        : shown.findByHandle(handle).filter(p -> p.details().active()).map(this::view);
  }

  private ProductView view(Product product) {
    return ProductView.of(product, product.version(), stocks.available(product.details().skus()));
  }
}
