package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.ProductView;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.rest.EntityTags;
import jakarta.ws.rs.core.EntityTag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags of products. What is shown of a product changes with its version and with its
 * stock, so a tag has both: {@code "3.1f"}. What a merchant replaces is the version alone, so
 * If-Match looks at that and a sale in between is no conflict.
 */
final class ProductTags {
  private ProductTags() {}

  static EntityTag of(ProductView product) {
    int stock = 1;
    for (var variant : product.details().variants()) {
      stock = 31 * stock + product.available(variant.sku());
    }
    return new EntityTag(product.version() + "." + Integer.toHexString(stock));
  }

  /** The version that If-Match asks for, if any; 412 for what is no tag of ours. */
  static Optional<Version> required(@Nullable String ifMatch) {
    return EntityTags.required(
        ifMatch == null
            ? null
            : ifMatch.strip().replaceFirst("^(\"\\d+)\\.[0-9a-f]{1,8}\"$", "$1\""));
  }
}
