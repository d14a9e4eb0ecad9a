package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.shared.rest.RestResource;

/** The demo's catalogue and its pictures. */
final class DemoModule extends AbstractModule {
  @Provides
  @Singleton
  static DemoCatalogue demoCatalogue(
      CreateCategory category, CreateProduct product, RecordStockMovement stock) {
    return new DemoCatalogue(category, product, stock);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object demoPictures() {
    return new DemoPictureResource(new DemoPictures());
  }
}
