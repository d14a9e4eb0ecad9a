package dev.stoa.catalog.lucene;

import dev.stoa.catalog.document.search.Field;

/** The names of the index's fields beside those of {@link Field}, which are looked for words in. */
final class Fields {
  /** What a document is: a product on sale, one that is hidden, a removed one, a stock fact. */
  static final String KIND = "kind";

  static final String PRODUCT = "product";
  static final String HIDDEN = "hidden";
  static final String REMOVED = "removed";
  static final String STOCK = "stock";
  static final String ANCHOR = "anchor";

  /** The identity of a document over all kinds: {@code p:<product id>} or {@code s:<sku>}. */
  static final String KEY = "key";

  static final String VERSION = "version";
  static final String SKUS = "skus";
  static final String IN_STOCK = "inStock";

  /** What a hit shows, and the description in which words are marked. */
  static final String SHOWN = "shown";

  static final String DESCRIPTION_TEXT = "descriptionText";

  static final String CREATED = "created";
  static final String ID = "id";

  private Fields() {}

  /** The prices of all variants, for ranges. */
  static String prices(String currency) {
    return "prices." + currency;
  }

  static String minPrice(String currency) {
    return "minPrice." + currency;
  }

  static String maxPrice(String currency) {
    return "maxPrice." + currency;
  }
}
