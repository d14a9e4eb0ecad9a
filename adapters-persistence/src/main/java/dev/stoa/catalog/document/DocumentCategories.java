package dev.stoa.catalog.document;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.document.DocumentIndex;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.KeyTaken;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Categories as documents; a unique index gives each slug to one. They publish nothing. */
public final class DocumentCategories implements Categories {
  private static final String SLUG = "slug";
  private static final String SLUG_INDEX = "slug";

  /** How categories are stored. */
  public static final DocumentKind<CategoryDocument> KIND =
      new DocumentKind<>(
          "category",
          "categories",
          CategoryDocument.class,
          List.of(DocumentIndex.unique(SLUG_INDEX, DocumentIndex.text(SLUG))));

  private final Documents<CategoryDocument> documents;

  public DocumentCategories(Documents<CategoryDocument> documents) {
    this.documents = documents;
  }

  @Override
  public Optional<Category> find(CategoryId id) {
    return documents.find(id.toString()).map(DocumentCategories::category);
  }

  @Override
  public Optional<Category> findBySlug(Slug slug) {
    return documents.findBy(SLUG, slug.value()).map(DocumentCategories::category);
  }

  @Override
  public List<Category> all() {
    List<Category> readable = new ArrayList<>();
    for (Stored<CategoryDocument> stored : documents.all(SLUG)) {
      try {
        readable.add(category(stored));
      } catch (UnreadableState told) {
        // The readiness and the log name it; the others are shown.
      }
    }
    return readable;
  }

  @Override
  public Version save(Category category) {
    String id = category.id().toString();
    try {
      return documents.save(id, category.version(), CategoryDocument.of(category), List.of());
    } catch (KeyTaken taken) {
      if (!taken.index().equals(SLUG_INDEX)) {
        throw taken;
      }
      if (category.version().equals(Version.NEW) && documents.find(id).isPresent()) {
        throw new StaleAggregate(category.id(), category.version());
      }
      throw new SlugTaken(category.slug());
    }
  }

  @Override
  public void delete(Category category) {
    documents.delete(category.id().toString(), category.version(), List.of());
  }

  private static Category category(Stored<CategoryDocument> stored) {
    return stored.as(CategoryDocument::toCategory);
  }
}
