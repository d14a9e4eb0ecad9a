package dev.stoa.notification.application.port;

import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import java.util.Set;

/** Which SKUs a product has, as far as is known here; none for a product nobody has heard of. */
@FunctionalInterface
public interface ProductVariants {
  /**
   * The SKUs of the product.
   *
   * @throws dev.stoa.shared.application.StoreUnavailable when that cannot be told now
   */
  Set<Sku> of(ProductId product);
}
