package dev.stoa.catalog.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.SearchContext;
import dev.stoa.shared.rest.RestResource;
import java.util.Currency;

/** Serves search, suggestions and the import over HTTP. */
public final class SearchRestModule extends AbstractModule {
  private final Currency shopCurrency;

  /**
   * @param shopCurrency in which prices are filtered and sorted when a request names none
   */
  public SearchRestModule(Currency shopCurrency) {
    this.shopCurrency = shopCurrency;
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object search(SearchContext search) {
    return new SearchResource(search.searchProducts, search.suggestProducts, shopCurrency);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object productImport(SearchContext search) {
    return new ImportResource(search.importProducts);
  }
}
