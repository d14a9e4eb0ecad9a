package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.document.search.Facet;
import dev.stoa.catalog.document.search.Field;
import dev.stoa.catalog.document.search.IndexFormat;
import dev.stoa.catalog.document.search.IndexedProduct;
import dev.stoa.catalog.document.search.Shown;
import dev.stoa.catalog.events.ProductV1;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Products as documents of the index, and the index that such documents need. The format stands in
 * the kind of each document, so that one which another version of the program wrote is not taken
 * for one of this version.
 */
final class Documents {
  static final String KIND = "kind";
  static final String ID = "id";
  static final String VERSION = "version";

  /** The sum of the versions of the stock facts that {@link #IN_STOCK} was made of. */
  static final String STOCK_VERSIONS = "stockVersions";

  static final String IN_STOCK = "inStock";

  /** The SKUs whose stock counts; not searched. */
  static final String OWN_SKUS = "ownSkus";

  static final String CREATED = "created";

  /** Name and value of an option with {@link #BETWEEN} between. */
  static final String OPTION_KEYS = "optionKeys";

  static final char BETWEEN = '\u001f';

  /** What a hit shows, and the description in which words are marked. */
  static final String SHOWN = "shown";

  static final String ABOUT = "about";

  /** Differs from that of an index whose documents were built otherwise. */
  static final String FORMAT = IndexFormat.of("elasticsearch/2\n" + mapping());

  static final String PRODUCT = "product/" + FORMAT;
  static final String HIDDEN = "hidden/" + FORMAT;
  static final String REMOVED = "removed/" + FORMAT;

  private Documents() {}

  /** What is read of a found document. */
  record Found(@Nullable Shown shown, @Nullable About about, boolean inStock) {}

  /** What is read of a found document to mark words in it. */
  record About(String description) {}

  /** What is read of a document that is visited. */
  record Visited(UUID id, long version) {}

  static String facetField(String facet) {
    return facet + "Key";
  }

  static String minPrice(String currency) {
    return "minPrice." + currency;
  }

  static String maxPrice(String currency) {
    return "maxPrice." + currency;
  }

  static String prices(String currency) {
    return "prices." + currency;
  }

  static ObjectNode object() {
    return Connection.JSON.createObjectNode();
  }

  static ArrayNode strings(Collection<String> items) {
    ArrayNode array = Connection.JSON.createArrayNode();
    items.forEach(array::add);
    return array;
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /**
   * The settings and the mapping of the products' index.
   *
   * @param meta what the index says of itself
   */
  static ObjectNode index(ObjectNode meta) {
    ObjectNode index = object();
    index
        .putObject("settings")
        .put("number_of_shards", 1)
        .put("auto_expand_replicas", "0-1")
        .put("refresh_interval", "300ms");
    ObjectNode mappings = mapping();
    mappings.set("_meta", meta);
    index.set("mappings", mappings);
    return index;
  }

  /** Fields that it does not know are kept and not indexed: another version may have written. */
  private static ObjectNode mapping() {
    ObjectNode mapping = object().put("dynamic", false);
    ObjectNode fields = mapping.putObject("properties");
    for (Field field : Field.values()) {
      if (field.hasPositions()) {
        fields
            .putObject(field.indexName())
            .put("type", "text")
            .put("analyzer", "whitespace")
            .put("norms", false);
      } else {
        // Only titles are ordered by.
        fields
            .putObject(field.indexName())
            .put("type", "keyword")
            .put("doc_values", field == Field.TITLE_KEY);
      }
    }
    for (String key :
        List.of(
            KIND,
            ID,
            facetField(Facet.CATEGORY),
            facetField(Facet.VENDOR),
            facetField(Facet.TAG),
            OPTION_KEYS)) {
      fields.putObject(key).put("type", "keyword");
    }
    fields.putObject(VERSION).put("type", "long").put("index", false);
    fields.putObject(CREATED).put("type", "long");
    fields.putObject(IN_STOCK).put("type", "boolean");
    for (String kept : List.of(SHOWN, ABOUT)) {
      fields.putObject(kept).put("type", "object").put("enabled", false);
    }
    for (String numbers : List.of("prices", "minPrice", "maxPrice")) {
      fields.putObject(numbers).put("type", "object").put("dynamic", true);
    }
    return mapping;
  }

  /** The document of a product; of an inactive one only what guards it against older versions. */
  static ObjectNode product(ProductV1 product, long version) {
    ObjectNode document = bare(product.active() ? PRODUCT : HIDDEN, product.productId(), version);
    document.set(OWN_SKUS, strings(IndexedProduct.skus(product)));
    if (product.active()) {
      add(document, IndexedProduct.of(product));
    }
    return document;
  }

  /** The document that keeps a removed product from coming back. */
  static ObjectNode removed(UUID id, long version) {
    return bare(REMOVED, id, version);
  }

  private static ObjectNode bare(String kind, UUID id, long version) {
    return object().put(KIND, kind).put(ID, id.toString()).put(VERSION, version);
  }

  private static void add(ObjectNode document, IndexedProduct product) {
    product.terms().forEach((field, terms) -> document.set(field.indexName(), strings(terms)));
    document.put(Field.TITLE_PHRASE.indexName(), String.join(" ", product.phrase()));
    ArrayNode options = document.putArray(OPTION_KEYS);
    product
        .facets()
        .forEach((facet, values) -> {
          if (Facet.isOption(facet)) {
            values.forEach(value -> options.add(Facet.optionName(facet) + BETWEEN + value));
          } else {
            document.set(facetField(facet), strings(values));
          }
        });
    document.put(CREATED, product.created());
    ObjectNode prices = document.putObject("prices");
    product
        .prices()
        .forEach((currency, each) -> each.forEach(prices.withArray("/" + currency)::add));
    ObjectNode min = document.putObject("minPrice");
    ObjectNode max = document.putObject("maxPrice");
    product
        .shown()
        .prices()
        .forEach((currency, span) -> {
          min.put(currency, span.min());
          max.put(currency, span.max());
        });
    document.set(SHOWN, Connection.JSON.valueToTree(product.shown()));
    document.putObject(ABOUT).put("description", product.description());
  }
}
