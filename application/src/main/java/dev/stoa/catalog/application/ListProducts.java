package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Sku;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists products, newest first. */
public final class ListProducts {
  /**
   * Which products.
   *
   * @param category only those in this category; null for all
   * @param inactiveToo whether those that are not on sale are listed: merchants see them
   */
  public record Query(@Nullable Slug category, boolean inactiveToo, PageRequest page) {}

  private final Products products;
  private final Stocks stocks;

  public ListProducts(Products products, Stocks stocks) {
    this.products = products;
    this.stocks = stocks;
  }

  public Page<ProductView> handle(Query query) {
    Page<Product> page =
        products.list(new Products.Filter(query.category(), !query.inactiveToo()), query.page());
    List<Sku> skus = page.items().stream().flatMap(p -> p.details().skus().stream()).toList();
    Map<Sku, Integer> available = stocks.available(skus);
    return page.map(product -> {
      Map<Sku, Integer> own = new java.util.HashMap<>();
      product.details().skus().forEach(s -> own.put(s, available.getOrDefault(s, 0)));
      return ProductView.of(product, product.version(), own);
    });
  }
}
