package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the movements of a variant, newest first. */
public final class ReadLedger {
  /**
   * Whose movements.
   *
   * @param sku a variant of the product; null for its first
   */
  public record Query(ProductId product, @Nullable Sku sku, PageRequest page) {}

  private final Products products;
  private final Stocks stocks;

  public ReadLedger(Products products, Stocks stocks) {
    this.products = products;
    this.stocks = stocks;
  }

  /** A page of the ledger; empty when there is no such product or it has no such variant. */
  public Optional<Page<StockMovement>> handle(Query query) {
    return products
        .find(query.product())
        .flatMap(product -> skuOf(product, query.sku()))
        .map(sku -> stocks.ledger(sku, query.page()));
  }

  private static Optional<Sku> skuOf(Product product, @Nullable Sku asked) {
    return asked == null
        ? Optional.of(product.details().skus().getFirst())
        : Optional.of(asked).filter(sku -> product.details().variant(sku).isPresent());
  }
}
