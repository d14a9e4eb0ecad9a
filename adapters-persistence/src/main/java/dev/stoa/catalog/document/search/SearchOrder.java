package dev.stoa.catalog.document.search;

import dev.stoa.catalog.application.port.SearchQuery;
import java.util.List;

/** The keys by which a list is ordered. Every order ends with the newest first, then the id. */
public enum SearchOrder {
  BY_SCORE(Key.SCORE, true),
  BY_PRICE(Key.PRICE, false),
  BY_PRICE_DESCENDING(Key.PRICE, true),
  BY_TITLE(Key.TITLE, false),
  BY_TITLE_DESCENDING(Key.TITLE, true),
  BY_TIME(Key.CREATED, true);

  private static final By TIME = new By(Key.CREATED, true);
  private static final By ID = new By(Key.ID, false);

  private final Key first;
  private final boolean descending;

  SearchOrder(Key first, boolean descending) {
    this.first = first;
    this.descending = descending;
  }

  /** What a product is ordered by. */
  public enum Key {
    /** The sum of the weights; the first key only. */
    SCORE,
    /** The lowest price in the query's currency, a long; a product without one is last. */
    PRICE,
    /** {@link IndexedProduct#titleKey}. */
    TITLE,
    /** {@link IndexedProduct#created}, a long. */
    CREATED,
    /** The id as text. */
    ID
  }

  /** A key and its direction. */
  public record By(Key key, boolean descending) {}

  /** The order that a query asks for. */
  public static SearchOrder of(SearchQuery query) {
    return switch (query.sort()) {
      case RELEVANCE -> BY_SCORE;
      case PRICE -> BY_PRICE;
      case PRICE_DESCENDING -> BY_PRICE_DESCENDING;
      case TITLE -> BY_TITLE;
      case TITLE_DESCENDING -> BY_TITLE_DESCENDING;
      case NEWEST -> BY_TIME;
    };
  }

  /** All keys, the first one deciding first. */
  public List<By> keys() {
    return this == BY_TIME ? List.of(TIME, ID) : List.of(new By(first, descending), TIME, ID);
  }
}
