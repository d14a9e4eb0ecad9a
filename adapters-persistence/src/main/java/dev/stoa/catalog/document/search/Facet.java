package dev.stoa.catalog.document.search;

import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults.FacetCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The facets and the filters of a search. Values of one filter are alternatives, filters must all
 * hold, and a facet is counted under all filters but its own.
 */
public final class Facet {
  public static final String CATEGORY = "category";
  public static final String VENDOR = "vendor";
  public static final String TAG = "tag";
  public static final String PRICE = "price";
  public static final String STOCK = "inStock";

  /** The most values that are counted of a facet, and of one option. */
  public static final int MOST_VALUES = 100;

  /** The most values that are counted of all options together. */
  public static final int MOST_OPTION_VALUES = 2_000;

  private static final String OPTION = "option/";

  /** Most frequent first, equal ones by value. */
  private static final Comparator<FacetCount> ORDER =
      Comparator.comparingInt(FacetCount::count)
          .reversed()
          .thenComparing(FacetCount::value, Facet::compare);

  private Facet() {}

  /** What the products found must have. */
  public sealed interface Filter {
    /** One of the values of a facet; no product has none. */
    record Values(String facet, Set<String> values) implements Filter {
      public Values {
        values = new TreeSet<>(values);
      }
    }

    /** A variant with a price between, bounds included, in the minor unit of the currency. */
    record Price(String currency, long min, long max) implements Filter {}

    /** A variant that can be bought, or none. */
    record Stock(boolean inStock) implements Filter {}
  }

  /** The count of one value of an option. */
  public record OptionCount(String option, String value, int count) {}

  /** The facet of an option. */
  public static String option(String name) {
    return OPTION + name;
  }

  public static boolean isOption(String facet) {
    return facet.startsWith(OPTION);
  }

  /** The name of the option that a facet is of. */
  public static String optionName(String facet) {
    return facet.substring(OPTION.length());
  }

  /** The filters of a query by the facet that each is of. */
  public static Map<String, Filter> filters(SearchQuery query) {
    Map<String, Filter> filters = new LinkedHashMap<>();
    put(filters, CATEGORY, query.categories());
    put(filters, VENDOR, query.vendors());
    put(filters, TAG, query.tags());
    new TreeMap<>(query.options())
        .forEach((name, values) -> put(filters, option(WellFormed.text(name)), values));
    SearchQuery.PriceRange price = query.price();
    if (!price.isUnbounded()) {
      filters.put(
          PRICE,
          new Filter.Price(
              price.currency().getCurrencyCode(),
              price.min() == null ? Long.MIN_VALUE : price.min(),
              price.max() == null ? Long.MAX_VALUE : price.max()));
    }
    if (query.inStock() != null) {
      filters.put(STOCK, new Filter.Stock(query.inStock()));
    }
    return filters;
  }

  private static void put(Map<String, Filter> filters, String facet, Set<String> values) {
    if (!values.isEmpty()) {
      Set<String> wanted = new TreeSet<>();
      values.forEach(value -> wanted.add(WellFormed.text(value)));
      filters.put(facet, new Filter.Values(facet, wanted));
    }
  }

  /** The values that a facet lists, of those that were counted. */
  public static List<FacetCount> listed(List<FacetCount> counted) {
    return counted.stream().sorted(ORDER).limit(MOST_VALUES).toList();
  }

  /** The values that each option lists, of those that were counted. */
  public static Map<String, List<FacetCount>> listedOptions(List<OptionCount> counted) {
    List<OptionCount> most =
        counted.stream()
            .sorted(
                Comparator.comparingInt(OptionCount::count)
                    .reversed()
                    .thenComparing(OptionCount::option, Facet::compare)
                    .thenComparing(OptionCount::value, Facet::compare))
            .limit(MOST_OPTION_VALUES)
            .toList();
    Map<String, List<FacetCount>> options = new TreeMap<>();
    for (OptionCount each : most) {
      List<FacetCount> values = options.computeIfAbsent(each.option(), name -> new ArrayList<>());
      if (values.size() < MOST_VALUES) {
        values.add(new FacetCount(each.value(), each.count()));
      }
    }
    return options;
  }

  /** By code points, which is how both engines order their terms. */
  static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs
            ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b))
            : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
