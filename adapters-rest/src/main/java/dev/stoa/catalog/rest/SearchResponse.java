package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.application.port.SearchResults;
import dev.stoa.catalog.application.port.SearchResults.FacetCount;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.rest.MoneyJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param total how many products were found on all pages together
 * @param nextCursor absent on the last page
 */
record SearchResponse(
    List<Item> items, long total, FacetsJson facets, @Nullable String nextCursor) {
  /** A product that was found. Prices are in the currency of the query. */
  record Item(
      UUID id,
      String handle,
      String title,
      @Nullable String vendor,
      List<String> categories,
      List<String> tags,
      @Nullable MoneyJson price,
      @Nullable MoneyJson maxPrice,
      @Nullable MoneyJson compareAtPrice,
      @Nullable ImageItem image,
      boolean inStock,
      Highlights highlights) {}

  /** The first picture of a product. */
  record ImageItem(String url, String alt) {}

  /** HTML with the matches in {@code <mark>}; absent where the text did not match. */
  record Highlights(@Nullable String title, @Nullable String description) {}

  /** How the products found divide; each facet is counted without its own filter. */
  record FacetsJson(
      List<ValueCount> categories,
      List<ValueCount> vendors,
      List<ValueCount> tags,
      Map<String, List<ValueCount>> options,
      @Nullable PriceJson price) {}

  /** How many of the products found have a value. */
  record ValueCount(String value, int count) {}

  /** The lowest and the highest price, not regarding the price filter. */
  record PriceJson(MoneyJson min, MoneyJson max) {}

  static SearchResponse of(SearchResults results) {
    SearchResults.Facets facets = results.facets();
    Map<String, List<ValueCount>> options = new java.util.LinkedHashMap<>();
    facets.options().forEach((name, counts) -> options.put(name, counts(counts)));
    return new SearchResponse(
        results.hits().items().stream().map(SearchResponse::item).toList(),
        results.total(),
        new FacetsJson(
            counts(facets.categories()),
            counts(facets.vendors()),
            counts(facets.tags()),
            options,
            facets
                .prices()
                .map(p -> new PriceJson(MoneyJson.of(p.min()), MoneyJson.of(p.max())))
                .orElse(null)),
        results.hits().next().map(Cursor::token).orElse(null));
  }

  private static List<ValueCount> counts(List<FacetCount> counts) {
    return counts.stream().map(each -> new ValueCount(each.value(), each.count())).toList();
  }

  private static Item item(SearchHit hit) {
    String alt = hit.imageAlt();
    return new Item(
        hit.productId().value(),
        hit.handle(),
        hit.title(),
        hit.vendor(),
        hit.categories(),
        hit.tags(),
        money(hit.price()),
        money(hit.maxPrice()),
        money(hit.compareAtPrice()),
        hit.imageUrl() == null ? null : new ImageItem(hit.imageUrl(), alt == null ? "" : alt),
        hit.inStock(),
        new Highlights(hit.highlights().title(), hit.highlights().description()));
  }

  private static @Nullable MoneyJson money(@Nullable Money amount) {
    return amount == null ? null : MoneyJson.of(amount);
  }
}
