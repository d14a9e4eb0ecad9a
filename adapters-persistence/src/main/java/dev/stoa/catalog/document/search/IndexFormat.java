package dev.stoa.catalog.document.search;

import dev.stoa.catalog.events.ImageV1;
import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The format of an index: a fingerprint of what the policy makes of a product that uses all of it.
 * An index with another one was built by another policy, and is made anew. Nobody has to remember
 * to raise a number.
 */
public final class IndexFormat {
  private static final int LENGTH = 16;

  private IndexFormat() {}

  /**
   * The format of an index.
   *
   * @param layout how the engine lays documents out
   */
  public static String of(String layout) {
    return Fingerprint.of("search-index/1\n" + layout + "\n" + spelled(IndexedProduct.of(sample())))
        .hex()
        .substring(0, LENGTH);
  }

  private static ProductV1 sample() {
    MoneyV1 price = new MoneyV1("19.90", "EUR");
    return new ProductV1(
        new UUID(0, 1),
        "sample",
        "Crème T-Shirts & Bob's C++ NOR.0707-60 iPhone14 ワイヤレスヘッドホン 日本製 한국어 หูฟังไร้สาย",
        "Straßenlaterne, knives, buses; 🏺 e.g. 3.5 mm and 1/2\" x_y F# ﬁne",
        "O'Neill & Söhne",
        List.of("outdoor-lighting", "Jonglierkeulen"),
        List.of("Sale", "handmade"),
        List.of(new OptionV1("Größe", List.of("XL", "10½"))),
        List.of(
            new VariantV1("NOR.0707-60", List.of("XL"), price, new MoneyV1("25.00", "EUR"), "19"),
            new VariantV1("b-2", List.of("10½"), new MoneyV1("20", "JPY"), null, "19")),
        List.of(new ImageV1("/images/sample.svg", "A sample")),
        true,
        Instant.EPOCH);
  }

  private static String spelled(IndexedProduct product) {
    StringBuilder all = new StringBuilder();
    product.terms().forEach((field, terms) -> append(all, field.indexName(), new TreeSet<>(terms)));
    append(all, Field.TITLE_PHRASE.indexName(), product.phrase());
    product.facets().forEach((facet, values) -> append(all, "facet " + facet, values));
    product
        .prices()
        .forEach((currency, prices) ->
            append(all, "prices " + currency, prices.stream().map(String::valueOf).toList()));
    append(all, "title key", List.of(product.titleKey()));
    append(all, "created", List.of(Long.toString(product.created())));
    Shown shown = product.shown();
    append(
        all,
        "shown: id, handle, title, vendor, categories, tags, image, prices",
        List.of(shown.handle(), shown.title()));
    return all.toString();
  }

  private static void append(StringBuilder all, String name, Collection<String> values) {
    all.append(name).append('\n');
    values.forEach(value -> all.append(value.length()).append(':').append(value).append('\n'));
  }
}
