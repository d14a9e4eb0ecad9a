package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.ShownProducts;

/** Shows products as they are stored: where the store is in the process, a cache gains nothing. */
final class ShownProductsModule extends AbstractModule {
  @Provides
  @Singleton
  static ShownProducts shownProducts(Products products) {
    return ShownProducts.of(products);
  }
}
