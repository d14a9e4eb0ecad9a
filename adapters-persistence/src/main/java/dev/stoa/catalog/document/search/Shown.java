package dev.stoa.catalog.document.search;

import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a hit shows of a product, as it is kept beside its words.
 *
 * @param prices by currency
 */
public record Shown(
    UUID id,
    String handle,
    String title,
    @Nullable String vendor,
    List<String> categories,
    List<String> tags,
    @Nullable String imageUrl,
    @Nullable String imageAlt,
    Map<String, Span> prices) {
  public Shown {
    categories = List.copyOf(categories);
    tags = List.copyOf(tags);
    prices = new TreeMap<>(prices);
  }

  /**
   * The prices of a product's variants in one currency, in its minor unit.
   *
   * @param compareAt of the cheapest variant
   */
  public record Span(long min, long max, @Nullable Long compareAt) {
    Span with(Span other) {
      return new Span(
          Math.min(min, other.min),
          Math.max(max, other.max),
          other.min < min ? other.compareAt : compareAt);
    }
  }

  static Shown of(ProductV1 product) {
    return new Shown(
        product.productId(),
        product.handle(),
        WellFormed.text(product.title()),
        product.vendor() == null ? null : WellFormed.text(product.vendor()),
        product.categories().stream().map(WellFormed::text).toList(),
        product.tags().stream().map(WellFormed::text).toList(),
        product.images().isEmpty() ? null : WellFormed.text(product.images().getFirst().url()),
        product.images().isEmpty() ? null : WellFormed.text(product.images().getFirst().alt()),
        spans(product));
  }

  private static Map<String, Span> spans(ProductV1 product) {
    Map<String, Span> spans = new TreeMap<>();
    for (VariantV1 variant : product.variants()) {
      long price = variant.price().toMoney().minorUnits();
      Long compareAt =
          variant.compareAtPrice() == null
              ? null
              : Long.valueOf(variant.compareAtPrice().toMoney().minorUnits());
      spans.merge(variant.price().currency(), new Span(price, price, compareAt), Span::with);
    }
    return spans;
  }

  /** The hit, with prices in this currency. */
  public SearchHit toHit(Currency currency, boolean inStock, SearchHit.Highlights highlights) {
    Span span = prices.get(currency.getCurrencyCode());
    return new SearchHit(
        new ProductId(id),
        handle,
        title,
        vendor,
        categories,
        tags,
        span == null ? null : new Money(span.min(), currency),
        span == null ? null : new Money(span.max(), currency),
        span == null || span.compareAt() == null ? null : new Money(span.compareAt(), currency),
        imageUrl,
        imageAlt,
        inStock,
        highlights);
  }
}
