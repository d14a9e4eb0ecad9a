package dev.stoa.catalog.mongo;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.document.CategoryDocument;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.mongo.DuplicateKey;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.List;
import java.util.Optional;

/** Categories as documents; a unique index gives each slug to one. They publish nothing. */
final class MongoCategories implements Categories {
  private static final String COLLECTION = "category";
  private static final String SLUG = MongoDocuments.path("slug");
  private static final String SLUG_INDEX = "slug";

  static final List<MongoIndex> INDEXES = List.of(MongoIndex.unique(COLLECTION, SLUG_INDEX, SLUG));

  private final MongoDocuments<CategoryDocument> documents;

  MongoCategories(MongoStore store, MongoEvents events) {
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "categories", CategoryDocument.class);
  }

  @Override
  public Optional<Category> find(CategoryId id) {
    return documents.find(id.toString()).map(MongoCategories::category);
  }

  @Override
  public Optional<Category> findBySlug(Slug slug) {
    return documents.first(eq(SLUG, slug.value())).map(MongoCategories::category);
  }

  @Override
  public List<Category> all() {
    return documents.where(empty(), Sorts.ascending(SLUG), 0).stream()
        .map(MongoCategories::category)
        .toList();
  }

  @Override
  public Version save(Category category) {
    String id = category.id().toString();
    try {
      return documents.save(id, category.version(), CategoryDocument.of(category), List.of());
    } catch (DuplicateKey taken) {
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
    return stored.document().toCategory(stored.version());
  }
}
