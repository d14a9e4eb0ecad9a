package dev.stoa.catalog.sqlite;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.document.ProductDocument;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteDocuments.Stored;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteSession;
import dev.stoa.shared.sqlite.SqliteStore;
import dev.stoa.shared.sqlite.SqliteTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products as JSON documents, with a table for what must be unique and one for what is listed. A
 * read asks the database for the version and decodes a document only when it has not done so
 * before.
 */
final class SqliteProducts implements Products {
  private static final String LIST = "products";

  /** All products are listed under this word too, which no category can have as its slug. */
  private static final String EVERYTHING = "*";

  /** In these very words, so that SQLite takes the index that holds only what is on sale. */
  private static final String ACTIVE_ONLY = "AND l.active = 1";

  private final SqliteStore store;
  private final SqliteEvents events;
  private final SqliteDocuments<ProductDocument> documents;
  private final ProductCache cache = new ProductCache(4_000, 48L << 20);

  SqliteProducts(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.events = events;
    this.documents = new SqliteDocuments<>(store, events, "product", ProductDocument.class);
  }

  @Override
  public Optional<Product> find(ProductId id) {
    return found("SELECT id, version FROM product WHERE id = ?", id.toString());
  }

  @Override
  public Optional<Product> findByHandle(Slug handle) {
    return found("SELECT id, version FROM product WHERE state ->> '$.handle' = ?", handle.value());
  }

  @Override
  public Optional<Product> findBySku(Sku sku) {
    return found(
        """
        SELECT p.id, p.version FROM product_sku s JOIN product p ON p.id = s.product_id
        WHERE s.sku = ?\
        """,
        sku.value());
  }

  @Override
  public Page<Product> list(Filter filter, PageRequest page) {
    KeysetCursor after =
        page.after().map(cursor -> KeysetCursor.decode(LIST, cursor)).orElse(KeysetCursor.TOP);
    return store.read(session -> {
      List<Entry> entries =
          session.query(
              """
              SELECT l.product_id, p.version, l.created_at
              FROM product_listing l JOIN product p ON p.id = l.product_id
              WHERE l.category = ? AND l.created_at <= ?
                AND (l.created_at, l.product_id) < (?, ?)
                %s
              ORDER BY l.created_at DESC, l.product_id DESC LIMIT ?\
              """
                  .formatted(filter.activeOnly() ? ACTIVE_ONLY : ""),
              row -> new Entry(row.getString(1), row.getLong(2), row.getLong(3)),
              filter.category() == null ? EVERYTHING : filter.category().value(),
              after.number(),
              after.number(),
              after.id(),
              page.limit() + 1);
      List<Entry> shown = entries.subList(0, Math.min(page.limit(), entries.size()));
      List<Product> products = new ArrayList<>(shown.size());
      for (Entry entry : shown) {
        try {
          load(session, entry).ifPresent(products::add);
        } catch (UnreadableState told) {
          // The readiness and the log name it; the others are shown.
        }
      }
      return new Page<>(
          products,
          entries.size() > page.limit()
              ? Optional.of(
                  new KeysetCursor(shown.getLast().createdAt(), shown.getLast().id()).encode(LIST))
              : Optional.empty());
    });
  }

  @Override
  public boolean anyIn(Slug category) {
    return store.read(session ->
        session
            .first(
                "SELECT 1 FROM product_listing WHERE category = ? LIMIT 1",
                row -> true,
                category.value())
            .isPresent());
  }

  @Override
  public Version save(Product product, List<? extends PublishedEvent> published) {
    String id = product.id().toString();
    Version loaded = product.version();
    Version made = loaded.next();
    String state = documents.encode(ProductDocument.of(product));
    List<SqliteEvents.Row> rows = events.encode(id, made, published);
    store.write(tx -> {
      if (loaded.equals(Version.NEW)) {
        requireNeverDeleted(tx, product);
      }
      requireFree(tx, product);
      documents.write(tx, id, loaded, state);
      unlist(tx, id);
      list(tx, product);
      events.append(tx, rows);
      return made;
    });
    return made;
  }

  @Override
  public void delete(Product product, List<? extends PublishedEvent> published) {
    String id = product.id().toString();
    List<SqliteEvents.Row> rows = events.encode(id, product.version().next(), published);
    store.write(tx -> {
      if (tx.update(
              "DELETE FROM product WHERE id = ? AND version = ?", id, product.version().value())
          == 0) {
        throw new StaleAggregate(product.id(), product.version());
      }
      unlist(tx, id);
      tx.update("INSERT INTO product_deleted (id) VALUES (?)", id);
      events.append(tx, rows);
      return id;
    });
  }

  private record Entry(String id, long version, long createdAt) {}

  private Optional<Product> found(String sql, String parameter) {
    return store.read(session -> {
      Optional<Entry> entry = session.first(sql, SqliteProducts::entry, parameter);
      return entry.isPresent() ? load(session, entry.get()) : Optional.empty();
    });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getString(1), row.getLong(2), 0);
  }

  private Optional<Product> load(SqliteSession session, Entry entry) throws SQLException {
    Optional<Product> cached = cache.get(entry.id(), entry.version());
    if (cached.isPresent()) {
      return cached;
    }
    // Another commit may come between the two reads; what is found then is newer, never mixed.
    Optional<Stored<ProductDocument>> stored = documents.find(session, entry.id());
    return stored.map(s -> {
      Product product = s.as(ProductDocument::toProduct);
      cache.put(entry.id(), product, s.length());
      return ProductCache.copy(product);
    });
  }

  private static void requireNeverDeleted(SqliteTransaction tx, Product product)
      throws SQLException {
    if (tx.first("SELECT 1 FROM product_deleted WHERE id = ?", row -> true, product.id().toString())
        .isPresent()) {
      throw new StaleAggregate(product.id(), product.version());
    }
  }

  /** The one writer runs nothing else between this look and the write. */
  private static void requireFree(SqliteTransaction tx, Product product) throws SQLException {
    String id = product.id().toString();
    Slug handle = product.details().handle();
    if (tx.first(
            "SELECT 1 FROM product WHERE state ->> '$.handle' = ? AND id <> ?",
            row -> true,
            handle.value(),
            id)
        .isPresent()) {
      throw new HandleTaken(handle);
    }
    for (Sku sku : product.details().skus()) {
      if (tx.first(
              "SELECT 1 FROM product_sku WHERE sku = ? AND product_id <> ?",
              row -> true,
              sku.value(),
              id)
          .isPresent()) {
        throw new SkuTaken(sku);
      }
    }
  }

  private static void unlist(SqliteTransaction tx, String id) throws SQLException {
    tx.update("DELETE FROM product_sku WHERE product_id = ?", id);
    tx.update("DELETE FROM product_listing WHERE product_id = ?", id);
  }

  private static void list(SqliteTransaction tx, Product product) throws SQLException {
    String id = product.id().toString();
    for (Sku sku : product.details().skus()) {
      tx.update("INSERT INTO product_sku (sku, product_id) VALUES (?, ?)", sku.value(), id);
    }
    listUnder(tx, product, EVERYTHING);
    for (Slug category : product.details().categories()) {
      listUnder(tx, product, category.value());
    }
  }

  private static void listUnder(SqliteTransaction tx, Product product, String category)
      throws SQLException {
    tx.update(
        """
        INSERT INTO product_listing (category, created_at, product_id, active)
        VALUES (?, ?, ?, ?)\
        """,
        category,
        KeysetCursor.nanoseconds(product.createdAt()),
        product.id().toString(),
        product.details().active() ? 1 : 0);
  }
}
