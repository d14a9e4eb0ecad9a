package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults;
import dev.stoa.catalog.application.port.Suggestion;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An index that keeps what it is told, guarded by versions as the port says, and notes what it is
 * asked. It finds every product, whatever the query: finding is the adapter's to test.
 */
public final class RecordingProductSearch implements ProductSearch {
  private final Map<ProductId, ProductV1> products = new LinkedHashMap<>();
  private final Map<ProductId, Version> versions = new LinkedHashMap<>();
  private final Map<Sku, Boolean> inStock = new LinkedHashMap<>();
  private final Map<Sku, Version> stockVersions = new LinkedHashMap<>();
  private final List<SearchQuery> queries = new ArrayList<>();
  private boolean behind = true;
  private int refreshes;

  @Override
  public void index(ProductV1 product, Version version) {
    ProductId id = new ProductId(product.productId());
    if (isNewer(versions.get(id), version)) {
      versions.put(id, version);
      products.put(id, product);
    }
  }

  @Override
  public void remove(ProductId product, Version version) {
    if (isNewer(versions.get(product), version)) {
      versions.put(product, version);
      products.remove(product);
    }
  }

  @Override
  public void setInStock(Sku sku, boolean available, Version version) {
    if (isNewer(stockVersions.get(sku), version)) {
      stockVersions.put(sku, version);
      inStock.put(sku, available);
    }
  }

  private static boolean isNewer(
      @org.jspecify.annotations.Nullable Version known, Version version) {
    return known == null || known.compareTo(version) < 0;
  }

  @Override
  public void refresh() {
    refreshes++;
  }

  @Override
  public SearchResults search(SearchQuery query) {
    query
        .page()
        .after()
        .ifPresent(cursor -> {
          throw new InvalidCursor();
        });
    queries.add(query);
    List<SearchHit> hits = products.values().stream().map(RecordingProductSearch::hit).toList();
    return new SearchResults(
        new Page<>(hits, Optional.empty()),
        hits.size(),
        new SearchResults.Facets(List.of(), List.of(), List.of(), Map.of(), Optional.empty()));
  }

  private static SearchHit hit(ProductV1 product) {
    Money price = Money.ofMinor(1_990, "EUR");
    return new SearchHit(
        new ProductId(product.productId()),
        product.handle(),
        product.title(),
        product.vendor(),
        product.categories(),
        product.tags(),
        price,
        price,
        null,
        null,
        null,
        true,
        SearchHit.Highlights.NONE);
  }

  @Override
  public List<Suggestion> suggest(String text, int limit) {
    return products.values().stream()
        .limit(limit)
        .map(p -> new Suggestion(p.title(), Suggestion.Kind.PRODUCT, p.handle()))
        .toList();
  }

  @Override
  public void forEachProduct(BiConsumer<ProductId, Version> visitor) {
    List.copyOf(products.keySet()).forEach(id -> visitor.accept(id, versions.get(id)));
  }

  @Override
  public boolean mayBeBehind() {
    return behind;
  }

  @Override
  public void caughtUp() {
    behind = false;
  }

  @Override
  public void close() {}

  /** What is indexed, by id. */
  public Map<ProductId, ProductV1> products() {
    return Map.copyOf(products);
  }

  /** Whether each SKU that was heard of is in stock. */
  public Map<Sku, Boolean> inStock() {
    return Map.copyOf(inStock);
  }

  /** The queries so far. */
  public List<SearchQuery> queries() {
    return List.copyOf(queries);
  }

  /** How often writes were made visible. */
  public int refreshes() {
    return refreshes;
  }
}
