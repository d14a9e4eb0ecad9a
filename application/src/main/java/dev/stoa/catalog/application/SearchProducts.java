package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults;

/** Finds products for a buyer: full text, filters, facets, order and page. */
public final class SearchProducts {
  private final ProductSearch search;

  public SearchProducts(ProductSearch search) {
    this.search = search;
  }

  /**
   * Runs the query.
   *
   * @throws dev.stoa.shared.application.InvalidCursor when the cursor is of another query
   */
  public SearchResults handle(SearchQuery query) {
    return search.search(query);
  }
}
