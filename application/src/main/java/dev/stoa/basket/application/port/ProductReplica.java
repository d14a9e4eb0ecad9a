package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The basket's own copy of the facts about products.
 *
 * <ul>
 *   <li>Of each product the highest version counts, of each stock the highest version, in whatever
 *       order they come: an older or equal one changes nothing.
 *   <li>A removed product stays removed: an earlier version that comes late does not bring it back.
 *   <li>A product and its stock may come in either order; without any word about its stock, 0 are
 *       available; without a product, a SKU is unknown.
 *   <li>A SKU that a newer version of its product no longer has is unknown.
 *   <li>A SKU that went from one product to another belongs to the one that changed last, also when
 *       the removal of the former comes late.
 *   <li>A change of a product is one write, however many baskets hold it; reading many SKUs is one
 *       query.
 *   <li>What was stored is there after a restart.
 *   <li>A store that lost everything has another incarnation than before, one that did not has the
 *       same.
 * </ul>
 */
public interface ProductReplica {
  /** Stores a version of a product. */
  void put(ProductState product);

  /** Removes a product for good. */
  void remove(ProductId product, Version version);

  /** Stores how many of a SKU can be bought. */
  void putAvailable(Sku sku, int available, Version stockVersion);

  /** What is known about these SKUs; unknown ones are absent. */
  Map<Sku, ProductFacts> find(Collection<Sku> skus);

  /** The SKUs that the product has in its newest version; none for an unknown or removed one. */
  Set<Sku> skusOf(ProductId product);

  /**
   * An id of what is stored, which is lost together with it: another one says that everything must
   * be stored again.
   *
   * @throws dev.stoa.shared.application.StoreUnavailable when that cannot be said now
   */
  String incarnation();

  /**
   * A product at one version.
   *
   * @param changedAt when it became so
   */
  record ProductState(
      ProductId id, Version version, boolean active, Instant changedAt, List<Variant> variants) {
    public ProductState {
      variants = List.copyOf(variants);
    }
  }

  /**
   * One sellable form of a product.
   *
   * @param title the product's title with the variant's options
   * @param unitPrice gross
   */
  record Variant(Sku sku, String title, Money unitPrice, TaxRate taxRate) {}
}
