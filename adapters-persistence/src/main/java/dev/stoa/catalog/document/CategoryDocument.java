package dev.stoa.catalog.document;

import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import org.jspecify.annotations.Nullable;

/** The stored form of a category. */
public record CategoryDocument(
    int form, String id, String slug, String name, @Nullable String parent) {
  private static final int FORM = 1;

  /** The category as it is to be stored. */
  public static CategoryDocument of(Category category) {
    return new CategoryDocument(
        FORM,
        category.id().toString(),
        category.slug().value(),
        category.name(),
        category.parent().map(Slug::value).orElse(null));
  }

  /** The category that was stored at this version. */
  public Category toCategory(Version version) {
    return Category.reconstitute(
        CategoryId.parse(id),
        version,
        new Slug(slug),
        name,
        parent == null ? null : new Slug(parent));
  }
}
