package dev.stoa.catalog.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.CatalogContext;
import dev.stoa.shared.rest.RestResource;

/** Serves the catalogue over HTTP. */
public final class CatalogRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object products(CatalogContext catalog) {
    return new ProductResource(
        catalog.listProducts,
        catalog.findProduct,
        catalog.createProduct,
        catalog.changeProduct,
        catalog.deleteProduct);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object categories(CatalogContext catalog) {
    return new CategoryResource(
        catalog.listCategories,
        catalog.createCategory,
        catalog.changeCategory,
        catalog.deleteCategory);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object stock(CatalogContext catalog) {
    return new StockResource(catalog.readStock, catalog.readLedger, catalog.recordStockMovement);
  }
}
