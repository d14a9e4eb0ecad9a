package dev.stoa.catalog.application.port;

import dev.stoa.shared.application.Page;
import dev.stoa.shared.domain.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param hits one page, in the order asked for
 * @param total how many products were found on all pages together
 */
public record SearchResults(Page<SearchHit> hits, long total, Facets facets) {
  /**
   * How the products found divide.
   *
   * @param options by the option's name
   * @param prices the lowest and highest price of a product found; empty when none has one
   */
  public record Facets(
      List<FacetCount> categories,
      List<FacetCount> vendors,
      List<FacetCount> tags,
      Map<String, List<FacetCount>> options,
      Optional<PriceBounds> prices) {
    public Facets {
      categories = List.copyOf(categories);
      vendors = List.copyOf(vendors);
      tags = List.copyOf(tags);
      Map<String, List<FacetCount>> copy = new LinkedHashMap<>();
      options.forEach((name, counts) -> copy.put(name, List.copyOf(new ArrayList<>(counts))));
      options = Collections.unmodifiableMap(copy);
    }
  }

  /** How many of the products found have a value. */
  public record FacetCount(String value, int count) {}

  /** The lowest and the highest price of the products found. */
  public record PriceBounds(Money min, Money max) {}
}
