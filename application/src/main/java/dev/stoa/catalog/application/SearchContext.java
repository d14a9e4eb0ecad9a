package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.ProductFeed;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The catalogue's search and import: where buyers look for products, and how many of them come in
 * at once. Beside {@link CatalogContext}, because a purchase needs neither.
 */
public final class SearchContext implements BoundedContext {
  /** How often the index is looked at whether it is behind. */
  private static final Duration CATCH_UP_INTERVAL = Duration.ofSeconds(2);

  /**
   * What search and import need.
   *
   * @param catalog whose use cases an import calls
   * @param defaults what imported files do not say
   * @param watcher is told how far catching up is
   */
  public record Ports(
      ProductSearch search,
      ProductFeed feed,
      Products products,
      Categories categories,
      Stocks stocks,
      CatalogContext catalog,
      ImportProducts.Defaults defaults,
      CatchUpWatcher watcher,
      InstantSource clock) {}

  /** Is told how far the search index is while it catches up with the catalogue. */
  public interface CatchUpWatcher {
    /** So many products are compared by now. */
    void compared(long products);

    /** It caught up. */
    void caughtUp(RebuildSearchIndex.Result result);
  }

  public final SearchProducts searchProducts;
  public final SuggestProducts suggestProducts;
  public final RebuildSearchIndex rebuildSearchIndex;
  public final ImportProducts importProducts;
  private final ProjectProducts project;
  private final CatchUpWatcher watcher;

  public SearchContext(Ports ports) {
    searchProducts = new SearchProducts(ports.search);
    suggestProducts = new SuggestProducts(ports.search);
    rebuildSearchIndex = new RebuildSearchIndex(ports.products, ports.stocks, ports.search);
    importProducts =
        new ImportProducts(
            ports.feed,
            ports.products,
            ports.categories,
            ports.stocks,
            ports.catalog.createProduct,
            ports.catalog.changeProduct,
            ports.catalog.createCategory,
            ports.clock,
            ports.defaults);
    project = new ProjectProducts(ports.search);
    watcher = ports.watcher;
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(project.subscription());
  }

  /** Catching up runs beside the searches, which go on in what the index has. */
  @Override
  public List<ScheduledTask> tasks() {
    return List.of(
        new ScheduledTask(
            "search-catch-up",
            CATCH_UP_INTERVAL,
            () -> rebuildSearchIndex.ifBehind(watcher::compared).ifPresent(watcher::caughtUp)));
  }
}
