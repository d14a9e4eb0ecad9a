package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import java.util.Optional;

/** Whether the categories that a product names exist. */
final class KnownCategories {
  private KnownCategories() {}

  static Optional<Slug> firstUnknown(Categories categories, ProductDetails details) {
    return details.categories().stream()
        .filter(slug -> categories.findBySlug(slug).isEmpty())
        .findFirst();
  }
}
