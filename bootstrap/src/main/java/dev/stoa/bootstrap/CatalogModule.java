package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.CatalogContext;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.port.IdGenerator;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;

/** The ports of the catalogue. */
public final class CatalogModule extends AbstractModule {
  private final Duration hold;

  /**
   * @param hold how long a payment may take to decide; goods are kept until it has
   */
  public CatalogModule(Duration hold) {
    this.hold = hold;
  }

  @Provides
  @Singleton
  CatalogContext context(
      Products products,
      ShownProducts shown,
      Categories categories,
      Stocks stocks,
      Reservations reservations,
      KeyedCommands commands,
      IdGenerator ids,
      InstantSource clock) {
    return new CatalogContext(
        new CatalogContext.Ports(
            products, shown, categories, stocks, reservations, commands, hold, ids, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(CatalogContext context) {
    return context;
  }

  @ProvidesIntoSet
  @Singleton
  static MeterBinder overdueGoods(Stocks stocks, InstantSource clock) {
    return new OverdueGoods(stocks, clock);
  }
}
