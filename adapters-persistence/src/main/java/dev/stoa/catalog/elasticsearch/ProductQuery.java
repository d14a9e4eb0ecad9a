package dev.stoa.catalog.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.Buckets;
import co.elastic.clients.elasticsearch._types.aggregations.FiltersBucket;
import co.elastic.clients.elasticsearch._types.aggregations.LongTermsBucket;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.util.NamedValue;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults.FacetCount;
import dev.stoa.catalog.application.port.SearchResults.Facets;
import dev.stoa.catalog.application.port.SearchResults.PriceBounds;
import dev.stoa.catalog.document.search.Clause;
import dev.stoa.catalog.document.search.Facet;
import dev.stoa.catalog.document.search.Field;
import dev.stoa.catalog.document.search.SearchCursor;
import dev.stoa.catalog.document.search.SearchOrder;
import dev.stoa.catalog.document.search.TextQuery;
import dev.stoa.shared.domain.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A search as one request. The text decides what is counted; the filters come after it, each facet
 * under all of them but its own.
 */
final class ProductQuery {
  private static final String OPTIONS = "options";
  private static final String LOWEST = "lowest";
  private static final String HIGHEST = "highest";
  private static final String FOUND = "found";
  private static final String OWN = "own/";
  private static final String EVERYWHERE = "everywhere";
  private static final String WORDS = "words";

  private final String index;
  private final SearchQuery query;
  private final TextQuery text;
  private final String currency;
  private final Map<String, Query> filters = new LinkedHashMap<>();

  ProductQuery(String index, SearchQuery query, TextQuery text) {
    this.index = index;
    this.query = query;
    this.text = text;
    currency = query.price().currency().getCurrencyCode();
    Facet.filters(query).forEach((facet, filter) -> filters.put(facet, Queries.of(filter)));
  }

  /**
   * The request.
   *
   * @param mistyped words taken for mistyped, one bit each
   * @param counted whether it is also to be counted where each word occurs
   */
  SearchRequest toRequest(int mistyped, @Nullable SearchCursor after, boolean counted) {
    List<String> read = new ArrayList<>(List.of(Documents.SHOWN, Documents.IN_STOCK));
    if (!text.isEmpty()) {
      read.add(Documents.ABOUT);
    }
    return SearchRequest.of(request -> {
      request
          .index(index)
          .size(query.page().limit() + 1)
          .trackTotalHits(t -> t.enabled(true))
          .source(s -> s.filter(f -> f.includes(read)))
          .query(q ->
              q.bool(b ->
                  b.must(Queries.of(text.toClause(mistyped)))
                      .filter(Queries.term(Documents.KIND, Documents.PRODUCT))))
          .sort(sort(SearchOrder.of(query), currency))
          .aggregations(facets(counted));
      if (!filters.isEmpty()) {
        request.postFilter(Queries.filter(filters.values()));
      }
      if (after != null) {
        request.searchAfter(after.values().stream().map(ProductQuery::toFieldValue).toList());
      }
      return request;
    });
  }

  static List<SortOptions> sort(SearchOrder order, String currency) {
    return order.keys().stream().map(by -> sort(by, currency)).toList();
  }

  private static SortOptions sort(SearchOrder.By by, String currency) {
    SortOrder direction = by.descending() ? SortOrder.Desc : SortOrder.Asc;
    return switch (by.key()) {
      case SCORE -> SortOptions.of(s -> s.score(x -> x.order(direction)));
      case PRICE -> sort(Documents.minPrice(currency), direction, FieldType.Long);
      case TITLE -> sort(Field.TITLE_KEY.indexName(), direction, FieldType.Keyword);
      case CREATED -> sort(Documents.CREATED, direction, FieldType.Long);
      case ID -> sort(Documents.ID, direction, FieldType.Keyword);
    };
  }

  private static SortOptions sort(String field, SortOrder direction, FieldType type) {
    return SortOptions.of(
        s -> s.field(f -> f.field(field).order(direction).missing("_last").unmappedType(type)));
  }

  private static FieldValue toFieldValue(Object value) {
    return switch (value) {
      case Float score -> FieldValue.of(score.doubleValue());
      case Long number -> FieldValue.of(number.longValue());
      case String word -> FieldValue.of(word);
      default -> throw new IllegalStateException("not a value of an order: " + value);
    };
  }

  /** The position after a hit that was ordered by these values. */
  SearchCursor after(int mistyped, List<FieldValue> last) {
    List<SearchOrder.By> keys = SearchOrder.of(query).keys();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      FieldValue value = last.get(i);
      values.add(
          switch (keys.get(i).key()) {
            case SCORE -> value.isLong() ? (float) value.longValue() : (float) value.doubleValue();
            case PRICE, CREATED -> value.longValue();
            case TITLE, ID -> value.stringValue();
          });
    }
    return new SearchCursor(mistyped, values);
  }

  private Map<String, Aggregation> facets(boolean counted) {
    Map<String, Aggregation> all = new LinkedHashMap<>();
    for (String facet : List.of(Facet.CATEGORY, Facet.VENDOR, Facet.TAG, OPTIONS, Facet.PRICE)) {
      if (!filters.containsKey(facet)) {
        count(all, facet);
      }
    }
    Map<String, Aggregation> facets = new LinkedHashMap<>();
    facets.put(FOUND, under(filters.values(), all));
    for (String name : filters.keySet()) {
      if (!name.equals(Facet.STOCK)) {
        Map<String, Query> others = new LinkedHashMap<>(filters);
        others.remove(name);
        Map<String, Aggregation> own = new LinkedHashMap<>();
        count(own, Facet.isOption(name) ? OPTIONS : name);
        facets.put(OWN + name, under(others.values(), own));
      }
    }
    Map<Integer, List<Clause>> occurrences = text.occurrences();
    if (counted && !occurrences.isEmpty()) {
      Map<String, Query> each = new LinkedHashMap<>();
      occurrences.forEach(
          (number, ways) -> each.put(Integer.toString(number), Queries.of(Clause.any(ways))));
      facets.put(
          EVERYWHERE,
          Aggregation.of(a ->
              a.global(g -> g)
                  .aggregations(
                      WORDS, w -> w.filters(f -> f.filters(Buckets.of(b -> b.keyed(each)))))));
    }
    return facets;
  }

  static Aggregation under(Collection<Query> conditions, Map<String, Aggregation> counted) {
    return Aggregation.of(a -> a.filter(Queries.filter(conditions)).aggregations(counted));
  }

  private void count(Map<String, Aggregation> into, String facet) {
    switch (facet) {
      case OPTIONS -> into.put(facet, values(Documents.OPTION_KEYS, Facet.MOST_OPTION_VALUES));
      // The smallest and the largest as terms: "min" and "max" are floating-point numbers.
      case Facet.PRICE -> {
        into.put(LOWEST, first(Documents.minPrice(currency), SortOrder.Asc));
        into.put(HIGHEST, first(Documents.maxPrice(currency), SortOrder.Desc));
      }
      default -> into.put(facet, values(Documents.facetField(facet), Facet.MOST_VALUES));
    }
  }

  static Aggregation values(String field, int size) {
    return Aggregation.of(a -> a.terms(t -> t.field(field).size(size)));
  }

  private static Aggregation first(String field, SortOrder order) {
    return Aggregation.of(
        a -> a.terms(t -> t.field(field).size(1).order(NamedValue.of("_key", order))));
  }

  /** The words that occur nowhere, one bit each. */
  static int mistyped(Map<String, Aggregate> answer) {
    Aggregate everywhere = answer.get(EVERYWHERE);
    if (everywhere == null) {
      return 0;
    }
    int bits = 0;
    Map<String, FiltersBucket> words =
        counted(everywhere.global().aggregations(), WORDS).filters().buckets().keyed();
    for (Map.Entry<String, FiltersBucket> word : words.entrySet()) {
      if (word.getValue().docCount() == 0) {
        bits |= 1 << Integer.parseInt(word.getKey());
      }
    }
    return bits;
  }

  Facets facets(Map<String, Aggregate> answer) {
    Map<String, Aggregate> found = counted(answer, FOUND).filter().aggregations();
    Map<String, List<FacetCount>> options = new TreeMap<>(options(found));
    for (String name : filters.keySet()) {
      if (Facet.isOption(name)) {
        String option = Facet.optionName(name);
        List<FacetCount> own = options(own(answer, name)).get(option);
        if (own != null) {
          options.put(option, own);
        }
      }
    }
    return new Facets(
        values(answer, found, Facet.CATEGORY),
        values(answer, found, Facet.VENDOR),
        values(answer, found, Facet.TAG),
        options,
        bounds(filters.containsKey(Facet.PRICE) ? own(answer, Facet.PRICE) : found));
  }

  private static Map<String, Aggregate> own(Map<String, Aggregate> answer, String facet) {
    return counted(answer, OWN + facet).filter().aggregations();
  }

  private List<FacetCount> values(
      Map<String, Aggregate> answer, Map<String, Aggregate> found, String facet) {
    Map<String, Aggregate> counted = filters.containsKey(facet) ? own(answer, facet) : found;
    return Facet.listed(
        buckets(counted, facet).stream()
            .map(bucket ->
                new FacetCount(bucket.key().stringValue(), Math.toIntExact(bucket.docCount())))
            .toList());
  }

  static List<StringTermsBucket> buckets(Map<String, Aggregate> answer, String name) {
    Aggregate counted = counted(answer, name);
    return counted.isSterms() ? counted.sterms().buckets().array() : List.of();
  }

  /** What was counted under a name that was asked for. */
  static Aggregate counted(Map<String, Aggregate> answer, String name) {
    return requireNonNull(answer.get(name), name);
  }

  private static Map<String, List<FacetCount>> options(Map<String, Aggregate> counted) {
    List<Facet.OptionCount> counts = new ArrayList<>();
    for (StringTermsBucket bucket : buckets(counted, OPTIONS)) {
      String key = bucket.key().stringValue();
      int between = key.indexOf(Documents.BETWEEN);
      counts.add(
          new Facet.OptionCount(
              key.substring(0, between),
              key.substring(between + 1),
              Math.toIntExact(bucket.docCount())));
    }
    return Facet.listedOptions(counts);
  }

  private Optional<PriceBounds> bounds(Map<String, Aggregate> counted) {
    OptionalLong lowest = key(counted(counted, LOWEST));
    OptionalLong highest = key(counted(counted, HIGHEST));
    if (lowest.isEmpty() || highest.isEmpty()) {
      return Optional.empty();
    }
    Currency of = query.price().currency();
    return Optional.of(
        new PriceBounds(new Money(lowest.getAsLong(), of), new Money(highest.getAsLong(), of)));
  }

  private static OptionalLong key(Aggregate first) {
    return first.isLterms()
        ? first.lterms().buckets().array().stream().mapToLong(LongTermsBucket::key).findFirst()
        : OptionalLong.empty();
  }
}
