package dev.stoa.catalog.sqlite;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.document.CategoryDocument;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteDocuments.Stored;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.List;
import java.util.Optional;

/** Categories as JSON documents. */
final class SqliteCategories implements Categories {
  private final SqliteStore store;
  private final SqliteDocuments<CategoryDocument> documents;

  SqliteCategories(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.documents = new SqliteDocuments<>(store, events, "category", CategoryDocument.class);
  }

  @Override
  public Optional<Category> find(CategoryId id) {
    return documents.find(id.toString()).map(SqliteCategories::category);
  }

  @Override
  public Optional<Category> findBySlug(Slug slug) {
    return documents.where("state ->> '$.slug' = ?", slug.value()).stream()
        .findFirst()
        .map(SqliteCategories::category);
  }

  @Override
  public List<Category> all() {
    return documents.where("1 ORDER BY state ->> '$.slug'").stream()
        .map(SqliteCategories::category)
        .toList();
  }

  @Override
  public Version save(Category category) {
    String id = category.id().toString();
    String state = documents.encode(CategoryDocument.of(category));
    return store.write(tx -> {
      if (tx.first(
              "SELECT 1 FROM category WHERE state ->> '$.slug' = ? AND id <> ?",
              row -> true,
              category.slug().value(),
              id)
          .isPresent()) {
        throw new SlugTaken(category.slug());
      }
      documents.write(tx, id, category.version(), state);
      return category.version().next();
    });
  }

  @Override
  public void delete(Category category) {
    documents.delete(category.id().toString(), category.version(), List.of());
  }

  private static Category category(Stored<CategoryDocument> stored) {
    return stored.document().toCategory(stored.version());
  }
}
