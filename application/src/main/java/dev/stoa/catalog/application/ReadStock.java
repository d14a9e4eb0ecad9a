package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.shared.domain.ProductId;
import java.util.List;
import java.util.Optional;

/** Shows the stock of each variant of a product. */
public final class ReadStock {
  private final Products products;
  private final Stocks stocks;

  public ReadStock(Products products, Stocks stocks) {
    this.products = products;
    this.stocks = stocks;
  }

  /** The stock of each variant, in their order; empty when there is no such product. */
  public Optional<List<StockView>> handle(ProductId id) {
    return products
        .find(id)
        .map(product ->
            product.details().skus().stream().map(sku -> StockView.of(stocks.find(sku))).toList());
  }
}
