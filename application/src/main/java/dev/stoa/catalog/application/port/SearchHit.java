package dev.stoa.catalog.application.port;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product that was found, as a list of results shows it.
 *
 * @param price the lowest price of a variant, in the currency of the query; null when it has none
 * @param maxPrice the highest price of a variant; null when {@code price} is
 * @param compareAtPrice the former price of the cheapest variant, if any
 * @param imageUrl the first picture, if any
 * @param highlights what matched
 */
public record SearchHit(
    ProductId productId,
    String handle,
    String title,
    @Nullable String vendor,
    List<String> categories,
    List<String> tags,
    @Nullable Money price,
    @Nullable Money maxPrice,
    @Nullable Money compareAtPrice,
    @Nullable String imageUrl,
    @Nullable String imageAlt,
    boolean inStock,
    Highlights highlights) {
  public SearchHit {
    categories = List.copyOf(categories);
    tags = List.copyOf(tags);
  }

  /**
   * Where the text matched, as HTML with the matches in {@code <mark>}; null where it did not.
   *
   * @param title the whole title
   * @param description the passage that matches best
   */
  public record Highlights(@Nullable String title, @Nullable String description) {
    /** Nothing matched, or nothing was looked for. */
    public static final Highlights NONE = new Highlights(null, null);
  }
}
