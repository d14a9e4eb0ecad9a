package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.application.ChangeCategory;
import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteCategory;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.ExpireHolds;
import dev.stoa.catalog.application.FindProduct;
import dev.stoa.catalog.application.ListCategories;
import dev.stoa.catalog.application.ListProducts;
import dev.stoa.catalog.application.ReadLedger;
import dev.stoa.catalog.application.ReadStock;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.application.ReserveStock;
import dev.stoa.catalog.application.SettleReservation;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.InstantSource;

/** The use cases of the catalogue. */
public final class CatalogModule extends AbstractModule {
  /** How often due holds are looked for. */
  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(5);

  private final Duration holdDuration;

  /**
   * @param holdDuration how long goods are kept for a checkout that is not yet paid
   */
  public CatalogModule(Duration holdDuration) {
    this.holdDuration = holdDuration;
  }

  @Provides
  @Singleton
  static CreateProduct createProduct(
      Products products,
      Categories categories,
      Stocks stocks,
      IdGenerator ids,
      InstantSource clock) {
    return new CreateProduct(products, categories, stocks, ids, clock);
  }

  @Provides
  @Singleton
  static ChangeProduct changeProduct(
      Products products, Categories categories, Stocks stocks, InstantSource clock) {
    return new ChangeProduct(products, categories, stocks, clock);
  }

  @Provides
  @Singleton
  static DeleteProduct deleteProduct(Products products, InstantSource clock) {
    return new DeleteProduct(products, clock);
  }

  @Provides
  @Singleton
  static FindProduct findProduct(Products products, ShownProducts shown, Stocks stocks) {
    return new FindProduct(products, shown, stocks);
  }

  @Provides
  @Singleton
  static ListProducts listProducts(Products products, Stocks stocks) {
    return new ListProducts(products, stocks);
  }

  @Provides
  @Singleton
  static ListCategories listCategories(Categories categories) {
    return new ListCategories(categories);
  }

  @Provides
  @Singleton
  static CreateCategory createCategory(Categories categories, IdGenerator ids) {
    return new CreateCategory(categories, ids);
  }

  @Provides
  @Singleton
  static ChangeCategory changeCategory(Categories categories) {
    return new ChangeCategory(categories);
  }

  @Provides
  @Singleton
  static DeleteCategory deleteCategory(Categories categories, Products products) {
    return new DeleteCategory(categories, products);
  }

  @Provides
  @Singleton
  static RecordStockMovement recordStockMovement(
      Products products, Stocks stocks, IdGenerator ids, InstantSource clock) {
    return new RecordStockMovement(products, stocks, ids, clock);
  }

  @Provides
  @Singleton
  static ReadStock readStock(Products products, Stocks stocks) {
    return new ReadStock(products, stocks);
  }

  @Provides
  @Singleton
  static ReadLedger readLedger(Products products, Stocks stocks) {
    return new ReadLedger(products, stocks);
  }

  @ProvidesIntoSet
  @Singleton
  Subscription catalogStock(
      Reservations reservations, Stocks stocks, Products products, InstantSource clock) {
    ReserveStock reserve = new ReserveStock(reservations, stocks, products, holdDuration, clock);
    SettleReservation settle = new SettleReservation(reservations, stocks, clock);
    return Subscription.group("catalog-stock")
        .on(BasketCheckedOutV1.class, reserve::on)
        .on(PaymentCreatedV1.class, settle::on)
        .on(PaymentDeclinedV1.class, settle::on)
        .build();
  }

  /** Every product that changed is shown as it is now, whoever changed it. */
  @ProvidesIntoSet
  @Singleton
  static Subscription catalogShown(ShownProducts shown) {
    return Subscription.group("catalog-shown")
        .on(
            ProductUpdatedV1.class,
            event ->
                shown.changed(
                    new ProductId(event.product().productId()), new Version(event.version())))
        .on(
            ProductDeletedV1.class,
            event -> shown.changed(new ProductId(event.productId()), new Version(event.version())))
        .build();
  }

  @ProvidesIntoSet
  @Singleton
  static ScheduledTask expireHolds(Stocks stocks, InstantSource clock) {
    ExpireHolds expire = new ExpireHolds(stocks, clock);
    return new ScheduledTask("expire-holds", EXPIRY_INTERVAL, expire::run);
  }
}
