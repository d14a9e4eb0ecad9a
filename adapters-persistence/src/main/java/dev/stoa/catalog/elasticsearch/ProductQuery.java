package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults.FacetCount;
import dev.stoa.catalog.application.port.SearchResults.Facets;
import dev.stoa.catalog.application.port.SearchResults.PriceBounds;
import dev.stoa.shared.domain.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A search as one request. The text decides what is counted; the filters come after it, each facet
 * under all of them but its own.
 */
final class ProductQuery {
  private static final int VALUES_PER_FACET = 100;
  private static final int OPTION_VALUES = 2_000;
  private static final String CATEGORY = "category";
  private static final String VENDOR = "vendor";
  private static final String TAG = "tag";
  private static final String OPTION = "option/";
  private static final String OPTIONS = "options";
  private static final String PRICE = "price";
  private static final String STOCK = "stock";
  private static final String LOWEST = "lowest";
  private static final String HIGHEST = "highest";
  private static final String FOUND = "found";
  private static final String OWN = "own/";

  private final SearchQuery query;
  private final TextQuery text;
  private final Currency currency;
  private final Map<String, JsonNode> filters = new LinkedHashMap<>();

  ProductQuery(SearchQuery query, TextQuery text) {
    this.query = query;
    this.text = text;
    this.currency = query.price().currency();
    filter(CATEGORY, Documents.CATEGORY_KEY, query.categories());
    filter(VENDOR, Documents.VENDOR_KEY, query.vendors());
    filter(TAG, Documents.TAG_KEY, query.tags());
    query
        .options()
        .forEach((name, values) ->
            filter(
                OPTION + name,
                Documents.OPTION_KEY,
                values.stream().map(value -> name + Documents.BETWEEN + value).toList()));
    SearchQuery.PriceRange price = query.price();
    if (!price.isUnbounded()) {
      ObjectNode range = Dsl.object();
      if (price.min() != null) {
        range.put("gte", price.min());
      }
      if (price.max() != null) {
        range.put("lte", price.max());
      }
      filters.put(PRICE, Dsl.of("range", Dsl.of(Documents.prices(currency), range)));
    }
    if (query.inStock() != null) {
      filters.put(STOCK, Dsl.term(Documents.IN_STOCK, query.inStock().toString()));
    }
  }

  private void filter(String name, String field, Collection<String> values) {
    if (!values.isEmpty()) {
      filters.put(name, Dsl.terms(field, values));
    }
  }

  /**
   * The request.
   *
   * @param mistyped words taken for mistyped, one bit each
   * @param counted whether it is also to be counted where each word occurs
   */
  ObjectNode toRequest(int mistyped, @Nullable SearchCursor after, boolean counted) {
    ObjectNode request = Dsl.object();
    request.put("size", query.page().limit() + 1);
    request.put("track_total_hits", true);
    request.set("_source", Dsl.strings(Documents.SHOWN));
    ObjectNode bool = Dsl.object();
    bool.set("must", text.toQuery(mistyped));
    bool.set("filter", Dsl.term(Documents.KIND, Documents.PRODUCT));
    request.set("query", Dsl.of("bool", bool));
    if (!filters.isEmpty()) {
      request.set("post_filter", Dsl.filter(filters.values()));
    }
    request.set("sort", sort());
    if (after != null) {
      request.set("search_after", after.toSearchAfter(query.sort()));
    }
    request.set("aggs", facets(counted));
    if (!text.isEmpty()) {
      request.set("highlight", text.toHighlight(mistyped));
    }
    return request;
  }

  private ArrayNode sort() {
    List<ObjectNode> keys = new ArrayList<>();
    switch (query.sort()) {
      case RELEVANCE -> keys.add(by("_score", "desc"));
      case PRICE -> keys.add(byPrice("asc"));
      case PRICE_DESCENDING -> keys.add(byPrice("desc"));
      case TITLE -> keys.add(by(Documents.TITLE_KEY, "asc"));
      case TITLE_DESCENDING -> keys.add(by(Documents.TITLE_KEY, "desc"));
      case NEWEST -> {
        // By what all orders end with.
      }
    }
    keys.add(by(Documents.CREATED, "desc"));
    keys.add(by(Documents.ID, "asc"));
    return Dsl.array(keys);
  }

  private static ObjectNode by(String field, String order) {
    return Dsl.of(field, Dsl.object().put("order", order));
  }

  private ObjectNode byPrice(String order) {
    return Dsl.of(
        Documents.minPrice(currency),
        Dsl.object().put("order", order).put("missing", "_last").put("unmapped_type", "long"));
  }

  private ObjectNode facets(boolean counted) {
    ObjectNode all = Dsl.object();
    for (String facet : List.of(CATEGORY, VENDOR, TAG, OPTIONS, PRICE)) {
      if (!filters.containsKey(facet)) {
        counts(all, facet);
      }
    }
    ObjectNode facets = Dsl.object();
    facets.set(FOUND, under(filters.values(), all));
    for (String name : filters.keySet()) {
      if (!name.equals(STOCK)) {
        Map<String, JsonNode> others = new LinkedHashMap<>(filters);
        others.remove(name);
        ObjectNode own = Dsl.object();
        counts(own, name.startsWith(OPTION) ? OPTIONS : name);
        facets.set(OWN + name, under(others.values(), own));
      }
    }
    ObjectNode occurrences = text.occurrences();
    if (counted && !occurrences.isEmpty()) {
      ObjectNode words = Dsl.object();
      words.set("global", Dsl.object());
      words.set("aggs", Dsl.of("words", Dsl.of("filters", Dsl.of("filters", occurrences))));
      facets.set("everywhere", words);
    }
    return facets;
  }

  private static ObjectNode under(Collection<JsonNode> conditions, ObjectNode counted) {
    ObjectNode under = Dsl.object();
    under.set("filter", Dsl.filter(conditions));
    under.set("aggs", counted);
    return under;
  }

  private void counts(ObjectNode into, String facet) {
    switch (facet) {
      case CATEGORY -> into.set(facet, values(Documents.CATEGORY_KEY, VALUES_PER_FACET));
      case VENDOR -> into.set(facet, values(Documents.VENDOR_KEY, VALUES_PER_FACET));
      case TAG -> into.set(facet, values(Documents.TAG_KEY, VALUES_PER_FACET));
      case OPTIONS -> into.set(facet, values(Documents.OPTION_KEY, OPTION_VALUES));
      case PRICE -> {
        into.set(LOWEST, Dsl.of("min", Dsl.object().put("field", Documents.minPrice(currency))));
        into.set(HIGHEST, Dsl.of("max", Dsl.object().put("field", Documents.maxPrice(currency))));
      }
      default -> throw new IllegalArgumentException("not a facet: " + facet);
    }
  }

  private static ObjectNode values(String field, int size) {
    return Dsl.of("terms", Dsl.object().put("field", field).put("size", size));
  }

  /** The words that occur nowhere, one bit each. */
  static int mistyped(JsonNode answer) {
    int bits = 0;
    for (Map.Entry<String, JsonNode> word :
        answer.at("/aggregations/everywhere/words/buckets").properties()) {
      if (word.getValue().path("doc_count").asLong() == 0) {
        bits |= 1 << Integer.parseInt(word.getKey());
      }
    }
    return bits;
  }

  Facets facets(JsonNode answer) {
    JsonNode all = answer.path("aggregations");
    JsonNode found = all.path(FOUND);
    Map<String, List<FacetCount>> options = new TreeMap<>(options(found));
    for (String name : filters.keySet()) {
      if (name.startsWith(OPTION)) {
        String option = name.substring(OPTION.length());
        List<FacetCount> own = options(all.path(OWN + name)).get(option);
        if (own != null) {
          options.put(option, own);
        }
      }
    }
    return new Facets(
        values(all, found, CATEGORY),
        values(all, found, VENDOR),
        values(all, found, TAG),
        options,
        bounds(filters.containsKey(PRICE) ? all.path(OWN + PRICE) : found));
  }

  private List<FacetCount> values(JsonNode all, JsonNode found, String facet) {
    JsonNode counted = filters.containsKey(facet) ? all.path(OWN + facet) : found;
    List<FacetCount> counts = new ArrayList<>();
    for (JsonNode bucket : counted.path(facet).path("buckets")) {
      String value = bucket.path("key").asText();
      if (!value.isEmpty()) {
        counts.add(new FacetCount(value, bucket.path("doc_count").asInt()));
      }
    }
    return counts;
  }

  private static Map<String, List<FacetCount>> options(JsonNode counted) {
    Map<String, List<FacetCount>> options = new HashMap<>();
    for (JsonNode bucket : counted.path(OPTIONS).path("buckets")) {
      String key = bucket.path("key").asText();
      int between = key.indexOf(Documents.BETWEEN);
      List<FacetCount> counts =
          options.computeIfAbsent(key.substring(0, between), name -> new ArrayList<>());
      if (counts.size() < VALUES_PER_FACET && between + 1 < key.length()) {
        counts.add(new FacetCount(key.substring(between + 1), bucket.path("doc_count").asInt()));
      }
    }
    options.values().removeIf(List::isEmpty);
    return options;
  }

  private Optional<PriceBounds> bounds(JsonNode counted) {
    JsonNode lowest = counted.path(LOWEST).path("value");
    JsonNode highest = counted.path(HIGHEST).path("value");
    return lowest.isNumber() && highest.isNumber()
        ? Optional.of(
            new PriceBounds(
                new Money(lowest.longValue(), currency), new Money(highest.longValue(), currency)))
        : Optional.empty();
  }
}
