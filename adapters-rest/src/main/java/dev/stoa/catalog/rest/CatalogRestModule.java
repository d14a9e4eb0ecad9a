package dev.stoa.catalog.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.ChangeCategory;
import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteCategory;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.FindProduct;
import dev.stoa.catalog.application.ListCategories;
import dev.stoa.catalog.application.ListProducts;
import dev.stoa.catalog.application.ReadLedger;
import dev.stoa.catalog.application.ReadStock;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.shared.rest.RestResource;

/** Serves the catalogue over HTTP. */
public final class CatalogRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object products(
      ListProducts list,
      FindProduct find,
      CreateProduct create,
      ChangeProduct change,
      DeleteProduct delete) {
    return new ProductResource(list, find, create, change, delete);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object categories(
      ListCategories list, CreateCategory create, ChangeCategory change, DeleteCategory delete) {
    return new CategoryResource(list, create, change, delete);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object stock(ReadStock stock, ReadLedger ledger, RecordStockMovement recordMovement) {
    return new StockResource(stock, ledger, recordMovement);
  }
}
