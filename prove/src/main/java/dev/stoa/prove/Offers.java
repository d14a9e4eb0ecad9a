package dev.stoa.prove;

import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was on sale when, from the first moment on: written down in each commit of the catalogue, by
 * the simulator and not by the shop.
 */
final class Offers {
  private final Map<Sku, List<Offer>> offers = new TreeMap<>();

  /**
   * What a SKU was from one moment on, until the next.
   *
   * @param from in microseconds since the beginning
   * @param product null when no product had the SKU
   */
  record Offer(
      long from,
      @Nullable ProductId product,
      String title,
      @Nullable Money price,
      @Nullable TaxRate taxRate,
      boolean active) {
    /** Whether it is that product under that name, whatever it costs. */
    boolean is(ProductId other, String name) {
      return other.equals(product) && title.equals(name);
    }

    /** Whether it costs that much, at that tax rate. */
    boolean costs(Money amount, TaxRate rate) {
      return amount.equals(price) && rate.equals(taxRate);
    }
  }

  /** A commit of the catalogue; either may be null, but not both. */
  void changed(long now, @Nullable Product before, @Nullable Product after) {
    if (before != null) {
      for (Variant variant : before.details().variants()) {
        if (after == null || after.details().variant(variant.sku()).isEmpty()) {
          add(variant.sku(), new Offer(now, null, "", null, null, false));
        }
      }
    }
    if (after != null) {
      for (Variant variant : after.details().variants()) {
        add(
            variant.sku(),
            new Offer(
                now,
                after.id(),
                title(after, variant),
                variant.price(),
                variant.taxRate(),
                after.details().active()));
      }
    }
  }

  private static String title(Product product, Variant variant) {
    return variant.optionValues().isEmpty()
        ? product.details().title()
        : product.details().title() + " (" + String.join(", ", variant.optionValues()) + ")";
  }

  private void add(Sku sku, Offer offer) {
    offers.computeIfAbsent(sku, s -> new ArrayList<>()).add(offer);
  }

  /** Every SKU that was ever on sale. */
  Set<Sku> skus() {
    return offers.keySet();
  }

  /** All that a SKU ever was, in order. */
  List<Offer> of(Sku sku) {
    return offers.getOrDefault(sku, List.of());
  }

  /** All that a SKU was at some time between these two moments. */
  List<Offer> between(Sku sku, long from, long to) {
    List<Offer> all = of(sku);
    List<Offer> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean ended = i + 1 < all.size() && all.get(i + 1).from() < from;
      if (!ended && all.get(i).from() <= to) {
        found.add(all.get(i));
      }
    }
    return found;
  }
}
