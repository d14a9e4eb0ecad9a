package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.Suggestion;
import java.util.List;

/** Completes what a buyer is typing. */
public final class SuggestProducts {
  /** The most suggestions that one query gets. */
  public static final int MAX = 20;

  private final ProductSearch search;

  public SuggestProducts(ProductSearch search) {
    this.search = search;
  }

  /**
   * What has been typed so far.
   *
   * @param limit at most so many suggestions: 1 to {@value #MAX}
   */
  public record Query(String text, int limit) {
    public Query {
      if (limit < 1 || limit > MAX) {
        throw new IllegalArgumentException(
            "expected a limit of 1 to " + MAX + ", but was " + limit);
      }
    }
  }

  /** The best completions first. */
  public List<Suggestion> handle(Query query) {
    return search.suggest(query.text(), query.limit());
  }
}
