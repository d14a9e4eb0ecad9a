package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.matcher.Matchers;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.spi.ProvisionListener;
import dev.stoa.catalog.application.CatalogContext;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.application.RebuildSearchIndex;
import dev.stoa.catalog.application.SearchContext;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.ProductFeed;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.shared.application.BoundedContext;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports of search and import. */
public final class SearchModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(SearchModule.class);
  private static final int LOGGED_EVERY = 10_000;

  private final ImportProducts.Defaults defaults;

  /**
   * @param defaults what imported files do not say
   */
  public SearchModule(ImportProducts.Defaults defaults) {
    this.defaults = defaults;
  }

  @Override
  protected void configure() {
    Provider<Stores> stores = getProvider(Stores.class);
    bindListener(
        Matchers.any(),
        new ProvisionListener() {
          @Override
          public <T> void onProvision(ProvisionInvocation<T> provision) {
            if (provision.getBinding().getKey().equals(Key.get(ProductSearch.class))
                && provision.provision() instanceof ProductSearch search) {
              stores.get().opened(search);
            }
          }
        });
  }

  @Provides
  @Singleton
  SearchContext context(
      ProductSearch search,
      ProductFeed feed,
      Products products,
      Categories categories,
      Stocks stocks,
      CatalogContext catalog,
      InstantSource clock) {
    return new SearchContext(
        new SearchContext.Ports(
            search,
            feed,
            products,
            categories,
            stocks,
            catalog,
            defaults,
            new LoggedCatchUp(),
            clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(SearchContext context) {
    return context;
  }

  private static final class LoggedCatchUp implements SearchContext.CatchUpWatcher {
    @Override
    public void compared(long products) {
      if (products % LOGGED_EVERY == 0 && products > 0) {
        LOG.info("search index: {} products compared so far", products);
      }
    }

    @Override
    public void caughtUp(RebuildSearchIndex.Result result) {
      LOG.info(
          "search index caught up: {} products compared, {} removed",
          result.compared(),
          result.removed());
    }
  }
}
