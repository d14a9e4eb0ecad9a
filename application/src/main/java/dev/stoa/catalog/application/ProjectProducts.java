package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;

/**
 * Keeps the search index in step with the catalogue. The index is guarded by versions, so an event
 * that comes twice, or late, changes nothing.
 */
public final class ProjectProducts {
  private final ProductSearch search;

  public ProjectProducts(ProductSearch search) {
    this.search = search;
  }

  /** These reactions as the group {@code catalog-search}. */
  public Subscription subscription() {
    return Subscription.group("catalog-search")
        .on(ProductCreatedV1.class, this::on)
        .on(ProductUpdatedV1.class, this::on)
        .on(ProductDeletedV1.class, this::on)
        .on(StockChangedV1.class, this::on)
        .build();
  }

  public void on(ProductCreatedV1 event) {
    search.index(event.product(), new Version(event.version()));
  }

  public void on(ProductUpdatedV1 event) {
    search.index(event.product(), new Version(event.version()));
  }

  public void on(ProductDeletedV1 event) {
    search.remove(new ProductId(event.productId()), new Version(event.version()));
  }

  /** Only the step from none to some, or back, is of interest to a buyer who searches. */
  public void on(StockChangedV1 event) {
    boolean inStock = event.available() > 0;
    if (inStock != event.previouslyAvailable() > 0) {
      search.setInStock(Sku.of(event.sku()), inStock, new Version(event.version()));
    }
  }
}
