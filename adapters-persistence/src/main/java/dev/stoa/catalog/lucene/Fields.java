package dev.stoa.catalog.lucene;

import java.util.List;

/** The names of the index's fields. A change of their meaning raises {@link LuceneIndex#FORMAT}. */
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
  static final String SOURCE = "source";

  static final String TITLE = "title";
  static final String TAGS = "tags";
  static final String CATEGORIES = "categories";
  static final String OPTIONS = "options";
  static final String VENDOR = "vendor";
  static final String DESCRIPTION = "description";

  /** The SKUs split into their parts, and whole in lower case. */
  static final String SKU_PARTS = "skuParts";

  static final String SKU_WHOLE = "skuWhole";

  /** All words but the description's, and the title's alone, unstemmed: what typing completes. */
  static final String WORDS = "words";

  static final String TITLE_WORDS = "titleWords";

  /** The title folded to one line of plain words: for order and for equality. */
  static final String TITLE_KEY = "titleKey";

  static final String CREATED = "created";
  static final String ID = "id";

  /** The dimensions of the facets. */
  static final String CATEGORY_DIM = "category";

  static final String VENDOR_DIM = "vendor";
  static final String TAG_DIM = "tag";
  static final String OPTION_DIM = "option/";
  static final String PRICE_DIM = "price";
  static final String STOCK_DIM = "inStock";

  /** The fields in which words are looked for, in the order of their weight. */
  static final List<Weighted> SEARCHED =
      List.of(
          new Weighted(TITLE, 16),
          new Weighted(SKU_PARTS, 8),
          new Weighted(TAGS, 8),
          new Weighted(CATEGORIES, 8),
          new Weighted(OPTIONS, 8),
          new Weighted(VENDOR, 8),
          new Weighted(DESCRIPTION, 2));

  /**
   * A field and what a match in it is worth. Weights are whole numbers, so that their sums are
   * exact in any order of adding: a score never differs between two runs.
   */
  record Weighted(String field, int weight) {}

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
