package dev.stoa.catalog.events;

import dev.stoa.shared.events.EventType;
import java.util.List;

/** The wire names of the events that the catalog context publishes. */
public final class CatalogEvents {
  public static final EventType<ProductCreatedV1> PRODUCT_CREATED_V1 =
      new EventType<>(
          "dev.stoa.catalog.product-created.v1", "product-events", ProductCreatedV1.class);

  public static final EventType<ProductUpdatedV1> PRODUCT_UPDATED_V1 =
      new EventType<>(
          "dev.stoa.catalog.product-updated.v1", "product-events", ProductUpdatedV1.class);

  public static final EventType<ProductDeletedV1> PRODUCT_DELETED_V1 =
      new EventType<>(
          "dev.stoa.catalog.product-deleted.v1", "product-events", ProductDeletedV1.class);

  public static final EventType<StockChangedV1> STOCK_CHANGED_V1 =
      new EventType<>(
          "dev.stoa.catalog.stock-changed.v1", "availability-events", StockChangedV1.class);

  public static final EventType<StockReservedV1> STOCK_RESERVED_V1 =
      new EventType<>("dev.stoa.catalog.stock-reserved.v1", "stock-events", StockReservedV1.class);

  public static final EventType<StockRefusedV1> STOCK_REFUSED_V1 =
      new EventType<>("dev.stoa.catalog.stock-refused.v1", "stock-events", StockRefusedV1.class);

  public static final EventType<StockReleasedV1> STOCK_RELEASED_V1 =
      new EventType<>("dev.stoa.catalog.stock-released.v1", "stock-events", StockReleasedV1.class);

  public static final EventType<StockShortV1> STOCK_SHORT_V1 =
      new EventType<>("dev.stoa.catalog.stock-short.v1", "stock-events", StockShortV1.class);

  public static final EventType<StockLostV1> STOCK_LOST_V1 =
      new EventType<>("dev.stoa.catalog.stock-lost.v1", "stock-events", StockLostV1.class);

  private CatalogEvents() {}

  /** All of them. */
  public static List<EventType<?>> all() {
    return List.of(
        PRODUCT_CREATED_V1,
        PRODUCT_UPDATED_V1,
        PRODUCT_DELETED_V1,
        STOCK_CHANGED_V1,
        STOCK_RESERVED_V1,
        STOCK_REFUSED_V1,
        STOCK_RELEASED_V1,
        STOCK_SHORT_V1,
        STOCK_LOST_V1);
  }
}
