package dev.stoa.catalog.application.port;

import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /**
   * Tells queries apart whose lists differ, whatever the page: a cursor continues the list of the
   * query that it came from, and of no other.
   */
  public Fingerprint fingerprint() {
    Derivation all =
        Derivation.of("search-query", 2)
            .with(text)
            .withAll(sorted(categories))
            .withAll(sorted(vendors))
            .withAll(sorted(tags))
            .with(options.size());
    new TreeMap<>(options).forEach((name, values) -> all.with(name).withAll(sorted(values)));
    return all.with(price.currency().getCurrencyCode())
        .withOptional(price.min() == null ? null : Long.toString(price.min()))
        .withOptional(price.max() == null ? null : Long.toString(price.max()))
        .withOptional(inStock == null ? null : Boolean.toString(inStock))
        .with(sort.name())
        .fingerprint();
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
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
