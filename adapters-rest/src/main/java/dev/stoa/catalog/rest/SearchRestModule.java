package dev.stoa.catalog.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.application.SearchProducts;
import dev.stoa.catalog.application.SuggestProducts;
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
  Object search(SearchProducts search, SuggestProducts suggest) {
    return new SearchResource(search, suggest, shopCurrency);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object productImport(ImportProducts importProducts) {
    return new ImportResource(importProducts);
  }
}
