package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.CatalogContext;
import dev.stoa.shared.rest.RestResource;

/** The demo's catalogue and its pictures. */
final class DemoModule extends AbstractModule {
  @Provides
  @Singleton
  static DemoCatalogue demoCatalogue(CatalogContext catalog) {
    return new DemoCatalogue(
        catalog.createCategory, catalog.createProduct, catalog.recordStockMovement);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object demoPictures() {
    return new DemoPictureResource(new DemoPictures());
  }
}
