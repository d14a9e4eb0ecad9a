package dev.stoa.catalog.application.port;

import dev.stoa.shared.application.PageRequest;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer looks for.
 *
 * @param text as typed; may be empty
 * @param categories slugs, alternatives; empty for all
 * @param vendors alternatives; empty for all
 * @param tags alternatives; empty for all
 * @param options for each option's name the wanted values, alternatives
 * @param price the wanted prices and the currency in which prices are filtered, sorted and
 *     summarised
 * @param inStock true for what can be bought, false for what is sold out, null for both
 */
public record SearchQuery(
    String text,
    Set<String> categories,
    Set<String> vendors,
    Set<String> tags,
    Map<String, Set<String>> options,
    PriceRange price,
    @Nullable Boolean inStock,
    Sort sort,
    PageRequest page) {
  public SearchQuery {
    categories = Set.copyOf(categories);
    vendors = Set.copyOf(vendors);
    tags = Set.copyOf(tags);
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    options.forEach((name, values) -> copy.put(name, Set.copyOf(values)));
    options = Map.copyOf(copy);
  }

  /** The query without filters: the most relevant products for a text. */
  public static SearchQuery of(String text, Currency currency, PageRequest page) {
    return new SearchQuery(
        text,
        Set.of(),
        Set.of(),
        Set.of(),
        Map.of(),
        PriceRange.any(currency),
        null,
        Sort.RELEVANCE,
        page);
  }

  /** The orders in which products can be listed; equal ones by newness, then id. */
  public enum Sort {
    /** The best match first. */
    RELEVANCE,
    /** By lowest price of a variant, cheapest first; without a price in the currency last. */
    PRICE,
    /** By lowest price of a variant, dearest first; without a price in the currency last. */
    PRICE_DESCENDING,
    /** By title, A first, whatever its case and accents. */
    TITLE,
    /** By title, Z first. */
    TITLE_DESCENDING,
    /** By time of creation, latest first. */
    NEWEST
  }

  /**
   * Prices of one currency, in its minor unit.
   *
   * @param min the lowest wanted, inclusive; null for no bound
   * @param max the highest wanted, inclusive; null for no bound
   */
  public record PriceRange(Currency currency, @Nullable Long min, @Nullable Long max) {
    public PriceRange {
      if (min != null && max != null && min > max) {
        throw new IllegalArgumentException(
            "expected a lowest price not above the highest, but was " + min + " to " + max);
      }
    }

    /** Every price, also none. */
    public static PriceRange any(Currency currency) {
      return new PriceRange(currency, null, null);
    }

    /** Whether no product is excluded. */
    public boolean isUnbounded() {
      return min == null && max == null;
    }
  }
}
