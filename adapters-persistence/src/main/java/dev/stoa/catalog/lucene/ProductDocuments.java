package dev.stoa.catalog.lucene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.catalog.document.search.IndexFormat;
import dev.stoa.catalog.document.search.IndexedProduct;
import dev.stoa.catalog.document.search.Shown;
import dev.stoa.catalog.events.ProductV1;
import java.io.IOException;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** Products and stock facts as documents of the index, and found documents as what they show. */
final class ProductDocuments {
  /** Differs from that of an index whose documents were built otherwise: that one is made anew. */
  static final String FORMAT = IndexFormat.of("lucene/2");

  /** For the one field with positions, whose terms come ready. */
  static final Analyzer ANALYZER = new WhitespaceAnalyzer();

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

  private static final FieldType PHRASE = phrase();
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ProductDocuments() {}

  private static FieldType phrase() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.setOmitNorms(true);
    type.freeze();
    return type;
  }

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
    for (String sku : IndexedProduct.skus(product)) {
      document.add(new SortedSetDocValuesField(Fields.SKUS, new BytesRef(sku)));
    }
    if (product.active()) {
      IndexedProduct indexed = IndexedProduct.of(product);
      addTerms(document, indexed);
      addFacets(document, indexed);
      addOrder(document, indexed);
      addShown(document, indexed);
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

  private static void addTerms(Document document, IndexedProduct product) {
    product
        .terms()
        .forEach((field, terms) ->
            terms.forEach(
                term -> document.add(new StringField(field.indexName(), term, Field.Store.NO))));
    String phrase = String.join(" ", product.phrase());
    document.add(
        new Field(dev.stoa.catalog.document.search.Field.TITLE_PHRASE.indexName(), phrase, PHRASE));
  }

  private static void addFacets(Document document, IndexedProduct product) {
    product
        .facets()
        .forEach((dimension, values) ->
            values.forEach(
                value -> document.add(new SortedSetDocValuesFacetField(dimension, value))));
  }

  private static void addOrder(Document document, IndexedProduct product) {
    document.add(new SortedDocValuesField(TITLE_KEY, new BytesRef(product.titleKey())));
    document.add(new NumericDocValuesField(Fields.CREATED, product.created()));
    document.add(
        new SortedDocValuesField(Fields.ID, new BytesRef(product.shown().id().toString())));
    product
        .prices()
        .forEach((currency, prices) ->
            prices.forEach(price -> document.add(new LongPoint(Fields.prices(currency), price))));
    product
        .shown()
        .prices()
        .forEach((currency, span) -> {
          document.add(new NumericDocValuesField(Fields.minPrice(currency), span.min()));
          document.add(new NumericDocValuesField(Fields.maxPrice(currency), span.max()));
        });
  }

  static final String TITLE_KEY = dev.stoa.catalog.document.search.Field.TITLE_KEY.indexName();

  private static void addShown(Document document, IndexedProduct product) {
    try {
      document.add(new StoredField(Fields.SHOWN, JSON.writeValueAsBytes(product.shown())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always JSON", e);
    }
    document.add(new StoredField(Fields.DESCRIPTION_TEXT, product.description()));
  }

  static Shown shown(Document stored) throws IOException {
    BytesRef bytes = stored.getBinaryValue(Fields.SHOWN);
    return JSON.readValue(bytes.bytes, bytes.offset, bytes.length, Shown.class);
  }
}
