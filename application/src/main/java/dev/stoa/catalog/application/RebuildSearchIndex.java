package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Compares the search index with the catalogue and writes what it lacks: all of it into a new
 * index, little into one that a crash left behind. Searches and events go on meanwhile; the
 * versions decide which of two writers of a product is right.
 */
public final class RebuildSearchIndex {
  private final Products products;
  private final Stocks stocks;
  private final ProductSearch search;

  public RebuildSearchIndex(Products products, Stocks stocks, ProductSearch search) {
    this.products = products;
    this.stocks = stocks;
    this.search = search;
  }

  /**
   * What came of it.
   *
   * @param compared how many products the catalogue has
   * @param removed how many were in the index only
   */
  public record Result(long compared, long removed) {}

  /**
   * Does nothing when the index has kept up; puts a new one in the place of one that was built
   * otherwise.
   *
   * @param progress told how many products have been compared, after each page
   */
  public Optional<Result> ifBehind(LongConsumer progress) {
    if (!search.mayBeBehind()) {
      return Optional.empty();
    }
    return Optional.of(search.isOfAnotherFormat() ? anew(progress) : handle(progress));
  }

  /**
   * Compares every product.
   *
   * @param progress told how many products have been compared, after each page
   */
  public Result handle(LongConsumer progress) {
    Set<ProductId> seen = copy(search::indexAll, progress);
    search.refresh();
    long removed = removeAllBut(seen);
    search.refresh();
    search.caughtUp();
    return new Result(seen.size(), removed);
  }

  /**
   * Fills a new index from the catalogue and puts it in the place of the old one, which is searched
   * until then. Where the engine has one index only, that is compared.
   *
   * @param progress told how many products have been copied, after each page
   */
  public Result anew(LongConsumer progress) {
    Optional<ProductSearch.Successor> successor = search.successor();
    if (successor.isEmpty()) {
      return handle(progress);
    }
    try (ProductSearch.Successor fresh = successor.get()) {
      Set<ProductId> copied = copy(fresh::indexAll, progress);
      fresh.takeOver();
      return new Result(copied.size(), 0);
    }
  }

  private Set<ProductId> copy(Consumer<List<ProductSearch.Snapshot>> index, LongConsumer progress) {
    Set<ProductId> seen = new HashSet<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      Page<Product> page =
          products.list(Products.Filter.ALL, new PageRequest(PageRequest.MAX, cursor));
      index.accept(page.items().stream().map(this::snapshot).toList());
      page.items().forEach(product -> seen.add(product.id()));
      progress.accept(seen.size());
      cursor = page.next();
    } while (cursor.isPresent());
    return seen;
  }

  private ProductSearch.Snapshot snapshot(Product product) {
    List<ProductSearch.Availability> known = new ArrayList<>();
    for (Sku sku : product.details().skus()) {
      Stock stock = stocks.find(sku);
      if (!stock.version().equals(Version.NEW)) {
        known.add(new ProductSearch.Availability(sku, stock.available() > 0, stock.version()));
      }
    }
    return new ProductSearch.Snapshot(ProductEvents.body(product), product.version(), known);
  }

  /** A product that came in while the others were read is in the catalogue, though not seen. */
  private long removeAllBut(Set<ProductId> seen) {
    Map<ProductId, Version> unseen = new HashMap<>();
    search.forEachProduct((id, version) -> {
      if (!seen.contains(id)) {
        unseen.put(id, version);
      }
    });
    long removed = 0;
    for (Map.Entry<ProductId, Version> each : unseen.entrySet()) {
      if (products.find(each.getKey()).isEmpty()) {
        search.remove(each.getKey(), each.getValue().next());
        removed++;
      }
    }
    return removed;
  }
}
