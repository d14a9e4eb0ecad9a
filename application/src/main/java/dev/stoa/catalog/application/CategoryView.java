package dev.stoa.catalog.application;

import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import org.jspecify.annotations.Nullable;

/**
 * A category as it is shown.
 *
 * @param parent the category it belongs to; null for one at the top
 */
public record CategoryView(
    CategoryId id, Version version, Slug slug, String name, @Nullable Slug parent) {
  static CategoryView of(Category category, Version version) {
    return new CategoryView(
        category.id(), version, category.slug(), category.name(), category.parent().orElse(null));
  }
}
