package dev.stoa.catalog.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Filters;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.DuplicateKey;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * Products as documents. Unique indexes give a handle and a SKU to one product; a deleted one
 * leaves them, for it keeps no state.
 */
final class MongoProducts implements Products {
  private static final String COLLECTION = "product";
  private static final String LIST = "products";
  private static final String CREATED = "created";
  private static final String SKUS = MongoDocuments.path("skus");
  private static final String HANDLE = MongoDocuments.path("product.handle");
  private static final String CATEGORIES = MongoDocuments.path("product.categories");
  private static final String ACTIVE = MongoDocuments.path("product.active");
  private static final String HANDLE_INDEX = "handle";
  private static final String SKU_INDEX = "sku";

  /** A key that was taken may be free a moment later; then the save is tried again. */
  private static final int ATTEMPTS = 10;

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.unique(COLLECTION, HANDLE_INDEX, HANDLE),
          MongoIndex.unique(COLLECTION, SKU_INDEX, SKUS),
          MongoIndex.sparse(COLLECTION, "newest", "-" + MongoDocuments.path(CREATED), "-_id"),
          MongoIndex.sparse(
              COLLECTION,
              "newest_in_category",
              CATEGORIES,
              "-" + MongoDocuments.path(CREATED),
              "-_id"),
          // What is off sale may be most of what there is: a page of what is on sale steps over
          // none.
          MongoIndex.sparse(
              COLLECTION, "newest_on_sale", ACTIVE, "-" + MongoDocuments.path(CREATED), "-_id"),
          MongoIndex.sparse(
              COLLECTION,
              "newest_on_sale_in_category",
              CATEGORIES,
              ACTIVE,
              "-" + MongoDocuments.path(CREATED),
              "-_id"));

  private final MongoDocuments<ProductEntry> documents;

  MongoProducts(MongoStore store, MongoEvents events) {
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "products", ProductEntry.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<Product> find(ProductId id) {
    return documents.find(id.toString()).map(MongoProducts::product);
  }

  @Override
  public Optional<Product> findByHandle(Slug handle) {
    return documents.first(eq(HANDLE, handle.value())).map(MongoProducts::product);
  }

  @Override
  public Optional<Product> findBySku(Sku sku) {
    return documents.first(eq(SKUS, sku.value())).map(MongoProducts::product);
  }

  @Override
  public Page<Product> list(Filter filter, PageRequest page) {
    KeysetCursor after =
        page.after().map(cursor -> KeysetCursor.decode(LIST, cursor)).orElse(KeysetCursor.TOP);
    List<Listed> found =
        documents.newestFirst(
            condition(filter),
            CREATED,
            after.number(),
            after.id(),
            page.limit() + 1,
            (entry, version) -> new Listed(entry.created(), entry.product().toProduct(version)));
    List<Listed> shown = found.subList(0, Math.min(page.limit(), found.size()));
    return new Page<>(
        shown.stream().map(Listed::product).toList(),
        found.size() > page.limit() ? Optional.of(shown.getLast().cursor()) : Optional.empty());
  }

  @Override
  public boolean anyIn(Slug category) {
    return documents.first(eq(CATEGORIES, category.value())).isPresent();
  }

  @Override
  public Version save(Product product, List<? extends PublishedEvent> events) {
    ProductEntry entry = ProductEntry.of(product);
    for (int attempt = 1; ; attempt++) {
      try {
        return documents.save(product.id().toString(), product.version(), entry, events);
      } catch (DuplicateKey taken) {
        refuse(product, taken);
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  @Override
  public void delete(Product product, List<? extends PublishedEvent> events) {
    documents.delete(product.id().toString(), product.version(), events);
  }

  /** Throws what the refusal means; returns when the key has become free meanwhile. */
  private void refuse(Product product, DuplicateKey taken) {
    if (product.version().equals(Version.NEW)
        && documents.find(product.id().toString()).isPresent()) {
      throw new StaleAggregate(product.id(), product.version());
    }
    switch (taken.index()) {
      case HANDLE_INDEX -> {
        Slug handle = product.details().handle();
        if (findByHandle(handle).isPresent()) {
          throw new HandleTaken(handle);
        }
      }
      case SKU_INDEX -> {
        for (Sku sku : product.details().skus()) {
          if (findBySku(sku).filter(other -> !other.id().equals(product.id())).isPresent()) {
            throw new SkuTaken(sku);
          }
        }
      }
      default -> throw taken;
    }
  }

  private static Bson condition(Filter filter) {
    List<Bson> parts = new ArrayList<>();
    if (filter.category() != null) {
      parts.add(eq(CATEGORIES, filter.category().value()));
    }
    if (filter.activeOnly()) {
      parts.add(eq(ACTIVE, true));
    }
    return parts.isEmpty() ? Filters.empty() : and(parts);
  }

  private record Listed(long created, Product product) {
    Cursor cursor() {
      return new KeysetCursor(created, product.id().toString()).encode(LIST);
    }
  }

  private static Product product(Stored<ProductEntry> stored) {
    return stored.as((entry, version) -> entry.product().toProduct(version));
  }
}
