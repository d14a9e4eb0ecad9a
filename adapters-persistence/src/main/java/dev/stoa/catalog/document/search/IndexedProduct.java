package dev.stoa.catalog.document.search;

import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.Money;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A product on sale as every index keeps it.
 *
 * @param terms for each field of {@link Field} but the phrase what is looked for in it
 * @param phrase the title's terms in their order
 * @param facets for each facet by its name the product's values; the options are facets named
 *     {@link Facet#option}
 * @param prices for each currency the different prices of the variants, in its minor unit
 * @param titleKey by which titles are ordered
 * @param created in milliseconds of Unix time
 * @param description in which words are marked
 */
public record IndexedProduct(
    Map<Field, Set<String>> terms,
    List<String> phrase,
    Map<String, Set<String>> facets,
    Map<String, Set<Long>> prices,
    String titleKey,
    long created,
    String description,
    Shown shown) {
  /** Letters of a word's end that is looked for by itself, and of what must stand before it. */
  private static final int SHORTEST_END = 5;

  private static final int LONGEST_END = 14;
  private static final int SHORTEST_BEFORE_END = 4;

  /** The product as it is indexed. */
  public static IndexedProduct of(ProductV1 product) {
    Shown shown = Shown.of(product);
    List<Token> title = Analysis.tokens(shown.title(), Integer.MAX_VALUE);
    String titleKey = Analysis.titleKey(shown.title());
    return new IndexedProduct(
        terms(product, shown, title, titleKey),
        title.stream().map(Token::term).toList(),
        facets(product, shown),
        prices(product),
        titleKey,
        product.createdAt().toEpochMilli(),
        WellFormed.text(product.description()),
        shown);
  }

  /** The SKUs whose stock counts for a product, on sale or not. */
  public static List<String> skus(ProductV1 product) {
    return product.variants().stream().map(VariantV1::sku).distinct().toList();
  }

  private static Map<Field, Set<String>> terms(
      ProductV1 product, Shown shown, List<Token> title, String titleKey) {
    Map<Field, Set<String>> terms = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      if (!field.hasPositions()) {
        terms.put(field, new LinkedHashSet<>());
      }
    }
    add(terms, Field.TITLE, title);
    if (shown.vendor() != null) {
      add(terms, Field.VENDOR, Analysis.tokens(shown.vendor(), Integer.MAX_VALUE));
    }
    addAll(terms, Field.CATEGORIES, shown.categories());
    addAll(terms, Field.TAGS, shown.tags());
    for (OptionV1 option : product.options()) {
      addAll(terms, Field.OPTIONS, option.values());
    }
    set(terms, Field.DESCRIPTION).addAll(Analysis.forms(WellFormed.text(product.description())));
    for (String sku : skus(product)) {
      set(terms, Field.SKU_PARTS).addAll(Analysis.forms(sku));
      String whole = sku.toLowerCase(Locale.ROOT);
      set(terms, Field.SKU_WHOLE).add(whole);
      set(terms, Field.SKU_WHOLE).add(TextQuery.squeezed(whole));
    }
    set(terms, Field.TITLE_KEY).add(titleKey);
    return terms;
  }

  private static void addAll(Map<Field, Set<String>> terms, Field field, List<String> texts) {
    texts.forEach(
        text -> add(terms, field, Analysis.tokens(WellFormed.text(text), Integer.MAX_VALUE)));
  }

  private static void add(Map<Field, Set<String>> terms, Field field, List<Token> tokens) {
    for (Token token : tokens) {
      set(terms, field).addAll(token.forms());
      set(terms, Field.WORDS).addAll(token.forms());
      set(terms, Field.ENDS).addAll(ends(token));
    }
  }

  /** The ends of a word that may be words themselves. */
  static Set<String> ends(Token token) {
    Set<String> ends = new LinkedHashSet<>();
    if (!token.dense() && token.plain().chars().allMatch(Character::isLetter)) {
      addEnds(ends, token.plain());
      addEnds(ends, token.term());
    }
    return ends;
  }

  private static void addEnds(Set<String> ends, String word) {
    int first = Math.max(SHORTEST_BEFORE_END, word.length() - LONGEST_END);
    for (int i = first; i <= word.length() - SHORTEST_END; i++) {
      ends.add(word.substring(i));
    }
  }

  private static Set<String> set(Map<Field, Set<String>> terms, Field field) {
    Set<String> set = terms.get(field);
    if (set == null) {
      throw new IllegalStateException("the field has no set of terms: " + field);
    }
    return set;
  }

  private static Map<String, Set<String>> facets(ProductV1 product, Shown shown) {
    Map<String, Set<String>> facets = new TreeMap<>();
    put(facets, Facet.CATEGORY, shown.categories());
    put(facets, Facet.TAG, shown.tags());
    put(facets, Facet.VENDOR, shown.vendor() == null ? List.of() : List.of(shown.vendor()));
    for (OptionV1 option : product.options()) {
      put(
          facets,
          Facet.option(WellFormed.text(option.name())),
          option.values().stream().map(WellFormed::text).toList());
    }
    return facets;
  }

  private static void put(Map<String, Set<String>> facets, String name, Collection<String> values) {
    for (String value : values) {
      if (!value.isEmpty()) {
        facets.computeIfAbsent(name, each -> new TreeSet<>()).add(value);
      }
    }
  }

  private static Map<String, Set<Long>> prices(ProductV1 product) {
    Map<String, Set<Long>> prices = new TreeMap<>();
    for (VariantV1 variant : product.variants()) {
      Money price = variant.price().toMoney();
      prices
          .computeIfAbsent(price.currency().getCurrencyCode(), each -> new TreeSet<>())
          .add(price.minorUnits());
    }
    return prices;
  }
}
