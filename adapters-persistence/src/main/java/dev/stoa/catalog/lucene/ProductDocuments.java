package dev.stoa.catalog.lucene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import java.io.IOException;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Products and stock facts as documents of the index, and found documents as hits. */
final class ProductDocuments {
  /** Every dimension may have several values in one product. */
  static final FacetsConfig FACETS =
      new FacetsConfig() {
        @Override
        protected DimConfig getDefaultDimConfig() {
          DimConfig config = new DimConfig();
          config.multiValued = true;
          return config;
        }
      };

  private static final int TITLE_KEY_LENGTH = 200;
  private static final Analyzer PLAIN = ProductAnalyzer.plain();
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ProductDocuments() {}

  /** The prices of a product's variants in one currency, in its minor unit. */
  record Span(long min, long max, @Nullable Long compareAt) {
    Span with(Span other) {
      return new Span(
          Math.min(min, other.min),
          Math.max(max, other.max),
          other.min < min ? other.compareAt : compareAt);
    }
  }

  /** What a hit shows, as it is stored beside the indexed words. */
  record Source(
      UUID id,
      String handle,
      String title,
      @Nullable String vendor,
      List<String> categories,
      List<String> tags,
      @Nullable String imageUrl,
      @Nullable String imageAlt,
      Map<String, Span> prices) {}

  static String productKey(UUID id) {
    return "p:" + id;
  }

  static String stockKey(String sku) {
    return "s:" + sku;
  }

  /** The document of a product; of an inactive one only what guards it against older versions. */
  static Document product(ProductV1 product, long version, boolean inStock) throws IOException {
    String kind = product.active() ? Fields.PRODUCT : Fields.HIDDEN;
    Document document = bare(kind, productKey(product.productId()), version);
    document.add(new NumericDocValuesField(Fields.IN_STOCK, inStock ? 1 : 0));
    for (VariantV1 variant : product.variants()) {
      document.add(new SortedSetDocValuesField(Fields.SKUS, new BytesRef(variant.sku())));
    }
    if (product.active()) {
      addWords(document, product);
      addFacets(document, product);
      addOrder(document, product);
      addSource(document, product);
    }
    return FACETS.build(document);
  }

  /** The document that keeps a removed product from coming back. */
  static Document removed(UUID id, long version) {
    return bare(Fields.REMOVED, productKey(id), version);
  }

  /** The document of a stock fact. */
  static Document stock(String sku, boolean inStock, long version) {
    Document document = bare(Fields.STOCK, stockKey(sku), version);
    document.add(new NumericDocValuesField(Fields.IN_STOCK, inStock ? 1 : 0));
    return document;
  }

  /** A document that is never found and gives the facets' field to an index without products. */
  static Document anchor() throws IOException {
    Document document = bare(Fields.ANCHOR, Fields.ANCHOR, 0);
    document.add(new SortedSetDocValuesFacetField(Fields.ANCHOR, Fields.ANCHOR));
    return FACETS.build(document);
  }

  private static Document bare(String kind, String key, long version) {
    Document document = new Document();
    document.add(new StringField(Fields.KIND, kind, Field.Store.NO));
    document.add(new SortedDocValuesField(Fields.KIND, new BytesRef(kind)));
    document.add(new StringField(Fields.KEY, key, Field.Store.NO));
    document.add(new SortedDocValuesField(Fields.KEY, new BytesRef(key)));
    document.add(new NumericDocValuesField(Fields.VERSION, version));
    return document;
  }

  private static void addWords(Document document, ProductV1 product) {
    document.add(new TextField(Fields.TITLE, product.title(), Field.Store.YES));
    document.add(new TextField(Fields.TITLE_WORDS, product.title(), Field.Store.NO));
    document.add(new TextField(Fields.DESCRIPTION, product.description(), Field.Store.YES));
    document.add(new StringField(Fields.TITLE_KEY, titleKey(product.title()), Field.Store.NO));
    addText(document, Fields.WORDS, product.title());
    if (product.vendor() != null) {
      addText(document, Fields.VENDOR, product.vendor());
      addText(document, Fields.WORDS, product.vendor());
    }
    for (String category : product.categories()) {
      addText(document, Fields.CATEGORIES, category);
      addText(document, Fields.WORDS, category);
    }
    for (String tag : product.tags()) {
      addText(document, Fields.TAGS, tag);
      addText(document, Fields.WORDS, tag);
    }
    for (OptionV1 option : product.options()) {
      for (String value : option.values()) {
        addText(document, Fields.OPTIONS, value);
        addText(document, Fields.WORDS, value);
      }
    }
    for (VariantV1 variant : product.variants()) {
      addText(document, Fields.SKU_PARTS, variant.sku());
      String whole = variant.sku().toLowerCase(Locale.ROOT);
      document.add(new StringField(Fields.SKU_WHOLE, whole, Field.Store.NO));
    }
  }

  private static void addText(Document document, String field, String text) {
    document.add(new TextField(field, text, Field.Store.NO));
  }

  private static void addFacets(Document document, ProductV1 product) {
    addFacet(document, Fields.CATEGORY_DIM, product.categories());
    addFacet(document, Fields.TAG_DIM, product.tags());
    if (product.vendor() != null) {
      addFacet(document, Fields.VENDOR_DIM, List.of(product.vendor()));
    }
    for (OptionV1 option : product.options()) {
      addFacet(document, Fields.OPTION_DIM + option.name(), option.values());
    }
  }

  private static void addFacet(Document document, String dimension, List<String> values) {
    for (String value : new HashSet<>(values)) {
      if (!value.isEmpty()) {
        document.add(new SortedSetDocValuesFacetField(dimension, value));
      }
    }
  }

  private static void addOrder(Document document, ProductV1 product) {
    document.add(
        new SortedDocValuesField(Fields.TITLE_KEY, new BytesRef(titleKey(product.title()))));
    document.add(new NumericDocValuesField(Fields.CREATED, product.createdAt().toEpochMilli()));
    document.add(new SortedDocValuesField(Fields.ID, new BytesRef(product.productId().toString())));
    Set<String> seen = new HashSet<>();
    for (VariantV1 variant : product.variants()) {
      Money price = variant.price().toMoney();
      String currency = price.currency().getCurrencyCode();
      if (seen.add(currency + price.minorUnits())) {
        document.add(new LongPoint(Fields.prices(currency), price.minorUnits()));
      }
    }
    prices(product)
        .forEach((currency, span) -> {
          document.add(new NumericDocValuesField(Fields.minPrice(currency), span.min()));
          document.add(new NumericDocValuesField(Fields.maxPrice(currency), span.max()));
        });
  }

  private static void addSource(Document document, ProductV1 product) {
    Source source =
        new Source(
            product.productId(),
            product.handle(),
            product.title(),
            product.vendor(),
            product.categories(),
            product.tags(),
            product.images().isEmpty() ? null : product.images().getFirst().url(),
            product.images().isEmpty() ? null : product.images().getFirst().alt(),
            prices(product));
    try {
      document.add(new StoredField(Fields.SOURCE, JSON.writeValueAsBytes(source)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always JSON", e);
    }
  }

  private static Map<String, Span> prices(ProductV1 product) {
    Map<String, Span> prices = new TreeMap<>();
    for (VariantV1 variant : product.variants()) {
      long price = variant.price().toMoney().minorUnits();
      Long compareAt =
          variant.compareAtPrice() == null
              ? null
              : Long.valueOf(variant.compareAtPrice().toMoney().minorUnits());
      prices.merge(variant.price().currency(), new Span(price, price, compareAt), Span::with);
    }
    return prices;
  }

  /** The title as plain words in lower case without accents, cut to a length that cursors carry. */
  static String titleKey(String title) {
    String key = String.join(" ", ProductAnalyzer.words(PLAIN, title, 50));
    String folded = key.isEmpty() ? title : key;
    if (folded.length() <= TITLE_KEY_LENGTH) {
      return folded;
    }
    boolean splitsPair = Character.isHighSurrogate(folded.charAt(TITLE_KEY_LENGTH - 1));
    return folded.substring(0, TITLE_KEY_LENGTH - (splitsPair ? 1 : 0));
  }

  static Source source(Document stored) throws IOException {
    BytesRef bytes = stored.getBinaryValue(Fields.SOURCE);
    return JSON.readValue(bytes.bytes, bytes.offset, bytes.length, Source.class);
  }

  /** A stored product as a hit, with prices in this currency. */
  static SearchHit hit(
      Source source, Currency currency, boolean inStock, SearchHit.Highlights highlights) {
    Span span = source.prices().get(currency.getCurrencyCode());
    return new SearchHit(
        new ProductId(source.id()),
        source.handle(),
        source.title(),
        source.vendor(),
        source.categories(),
        source.tags(),
        span == null ? null : new Money(span.min(), currency),
        span == null ? null : new Money(span.max(), currency),
        span == null || span.compareAt() == null ? null : new Money(span.compareAt(), currency),
        source.imageUrl(),
        source.imageAlt(),
        inStock,
        highlights);
  }
}
