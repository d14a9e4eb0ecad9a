package dev.stoa.catalog.application.port;

import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The products of the catalogue.
 *
 * <ul>
 *   <li>What was saved is found by its id, its handle and each of its SKUs, with the version that
 *       the save returned; a handle or SKU that a change gave up is found no more and is free.
 *   <li>Changing a loaded product changes nothing until it is saved.
 *   <li>A save from any other version than the stored one is refused with {@link StaleAggregate}.
 *   <li>Two products never have the same SKU or the same handle, however many are saved at once:
 *       {@link SkuTaken}, {@link HandleTaken}. A refused save changes nothing.
 *   <li>State and events appear together or not at all.
 *   <li>A deleted product is found no more, and its SKUs and its handle are free. Its id is never
 *       used again: saving a new product under it is refused with {@link StaleAggregate}, so that
 *       the versions of an id only ever rise.
 *   <li>A list is ordered by the time of creation, newest first, and among equals by id; pages
 *       follow one another without gaps or repetitions, whatever is saved meanwhile.
 *   <li>A cursor that no list gave out is refused with {@link InvalidCursor}.
 *   <li>What was saved is there after a restart.
 * </ul>
 */
public interface Products {
  /** The product of that id. */
  Optional<Product> find(ProductId id);

  /** The product of that handle. */
  Optional<Product> findByHandle(Slug handle);

  /** The product that has a variant of that SKU; one look at an index. */
  Optional<Product> findBySku(Sku sku);

  /** The products that match, newest first. */
  Page<Product> list(Filter filter, PageRequest page);

  /** Whether any product is in that category. */
  boolean anyIn(Slug category);

  /**
   * Saves the product and its events in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when it was changed, created or deleted by somebody else
   * @throws SkuTaken when another product has one of its SKUs
   * @throws HandleTaken when another product has its handle
   */
  Version save(Product product, List<? extends PublishedEvent> events);

  /**
   * Deletes the product for good and publishes the events, in one commit.
   *
   * @throws StaleAggregate when it was changed or deleted by somebody else
   */
  void delete(Product product, List<? extends PublishedEvent> events);

  /**
   * Which products are wanted.
   *
   * @param category only those in this category; null for all
   * @param activeOnly only those that are on sale
   */
  record Filter(@Nullable Slug category, boolean activeOnly) {
    /** Every product there is. */
    public static final Filter ALL = new Filter(null, false);
  }

  /** Another product has this SKU. */
  final class SkuTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Sku sku;

    public SkuTaken(Sku sku) {
      super("another product has the SKU " + sku);
      this.sku = sku;
    }

    public Sku sku() {
      return sku;
    }
  }

  /** Another product has this handle. */
  final class HandleTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Slug handle;

    public HandleTaken(Slug handle) {
      super("another product has the handle " + handle);
      this.handle = handle;
    }

    public Slug handle() {
      return handle;
    }
  }
}
