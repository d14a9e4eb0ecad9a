package dev.stoa.catalog.application;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Catalogue: products, categories, stock, and what a purchase gets of it. */
public final class CatalogContext implements BoundedContext {
  /**
   * What the catalogue needs.
   *
   * @param shown products as buyers see them; {@link ShownProducts#of} where nothing is cached
   * @param hold how long a payment may take to decide; goods are kept until it has
   */
  public record Ports(
      Products products,
      ShownProducts shown,
      Categories categories,
      Stocks stocks,
      Reservations reservations,
      KeyedCommands commands,
      Duration hold,
      IdGenerator ids,
      InstantSource clock) {}

  public final CreateProduct createProduct;
  public final ChangeProduct changeProduct;
  public final DeleteProduct deleteProduct;
  public final FindProduct findProduct;
  public final ListProducts listProducts;
  public final ListCategories listCategories;
  public final CreateCategory createCategory;
  public final ChangeCategory changeCategory;
  public final DeleteCategory deleteCategory;
  public final RecordStockMovement recordStockMovement;
  public final ReadStock readStock;
  public final ReadLedger readLedger;
  private final ReserveStock reserve;
  private final SettleReservation settle;
  private final ShownProducts shown;

  public CatalogContext(Ports ports) {
    createProduct =
        new CreateProduct(
            ports.products, ports.categories, ports.stocks, ports.commands, ports.ids, ports.clock);
    changeProduct = new ChangeProduct(ports.products, ports.categories, ports.stocks, ports.clock);
    deleteProduct = new DeleteProduct(ports.products, ports.clock);
    findProduct = new FindProduct(ports.products, ports.shown, ports.stocks);
    listProducts = new ListProducts(ports.products, ports.stocks);
    listCategories = new ListCategories(ports.categories);
    createCategory = new CreateCategory(ports.categories, ports.ids);
    changeCategory = new ChangeCategory(ports.categories);
    deleteCategory = new DeleteCategory(ports.categories, ports.products);
    recordStockMovement =
        new RecordStockMovement(
            ports.products, ports.stocks, ports.commands, ports.ids, ports.clock);
    readStock = new ReadStock(ports.products, ports.stocks);
    readLedger = new ReadLedger(ports.products, ports.stocks);
    reserve =
        new ReserveStock(ports.reservations, ports.stocks, ports.products, ports.hold, ports.clock);
    settle = new SettleReservation(ports.reservations, ports.stocks, ports.clock);
    shown = ports.shown;
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("catalog-stock")
            .on(BasketCheckedOutV1.class, reserve::on)
            .on(PaymentCreatedV1.class, settle::on)
            .on(PaymentDeclinedV1.class, settle::on)
            .build(),
        Subscription.group("catalog-shown")
            .on(
                ProductUpdatedV1.class,
                event -> changed(event.product().productId(), event.version()))
            .on(ProductDeletedV1.class, event -> changed(event.productId(), event.version()))
            .build());
  }

  /** Every product that changed is shown as it is now, whoever changed it. */
  private void changed(UUID product, long version) {
    shown.changed(new ProductId(product), new Version(version));
  }
}
