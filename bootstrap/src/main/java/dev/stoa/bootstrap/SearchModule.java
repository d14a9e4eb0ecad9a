package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.matcher.Matchers;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.spi.ProvisionListener;
import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.application.ProjectProducts;
import dev.stoa.catalog.application.RebuildSearchIndex;
import dev.stoa.catalog.application.SearchProducts;
import dev.stoa.catalog.application.SuggestProducts;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.ProductFeed;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Search and import: their use cases, the reaction that feeds the index, and its catching up. */
public final class SearchModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(SearchModule.class);
  private static final Duration CATCH_UP_INTERVAL = Duration.ofSeconds(2);
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
  static SearchProducts searchProducts(ProductSearch search) {
    return new SearchProducts(search);
  }

  @Provides
  @Singleton
  static SuggestProducts suggestProducts(ProductSearch search) {
    return new SuggestProducts(search);
  }

  @Provides
  @Singleton
  static RebuildSearchIndex rebuildSearchIndex(
      Products products, Stocks stocks, ProductSearch search) {
    return new RebuildSearchIndex(products, stocks, search);
  }

  @Provides
  @Singleton
  ImportProducts importProducts(
      ProductFeed feed,
      Products products,
      Categories categories,
      Stocks stocks,
      CreateProduct create,
      ChangeProduct change,
      CreateCategory createCategory,
      InstantSource clock) {
    return new ImportProducts(
        feed, products, categories, stocks, create, change, createCategory, clock, defaults);
  }

  @ProvidesIntoSet
  @Singleton
  static Subscription catalogSearch(ProductSearch search) {
    return new ProjectProducts(search).subscription();
  }

  /** Runs beside the searches, which go on in what the index has. */
  @ProvidesIntoSet
  @Singleton
  static ScheduledTask catchUp(RebuildSearchIndex rebuild) {
    return new ScheduledTask(
        "search-catch-up",
        CATCH_UP_INTERVAL,
        () ->
            rebuild
                .ifBehind(compared -> {
                  if (compared % LOGGED_EVERY == 0 && compared > 0) {
                    LOG.info("search index: {} products compared so far", compared);
                  }
                })
                .ifPresent(done ->
                    LOG.info(
                        "search index caught up: {} products compared, {} removed",
                        done.compared(),
                        done.removed())));
  }
}
