package dev.stoa.catalog.application;

import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.details;
import static dev.stoa.catalog.application.port.CatalogFixtures.product;
import static dev.stoa.catalog.application.port.CatalogFixtures.productId;
import static dev.stoa.catalog.application.port.CatalogFixtures.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The search index follows the catalogue, by events and by comparing. */
class SearchProjectionTest {
  private static final Sku SKU = new Sku("A");

  private final InMemoryCatalogStores stores = new InMemoryCatalogStores();
  private final RecordingProductSearch search = new RecordingProductSearch();
  private final ProjectProducts project = new ProjectProducts(search);
  private final RebuildSearchIndex rebuild = new RebuildSearchIndex(stores, stores, search);

  @Test
  void followsAProductThroughItsLifeInAnyOrder() {
    Product product = product(1, "lamp", "A");
    ProductCreatedV1 created = ProductEvents.created(product);
    stores.save(product, List.of());
    Product loaded = stores.find(product.id()).orElseThrow();
    loaded.change(details("lamp-2", "A"), NOW.plusSeconds(60));
    ProductUpdatedV1 updated = ProductEvents.updated(loaded);

    project.on(updated);
    project.on(created);
    assertThat(search.products().values()).extracting("handle").containsExactly("lamp-2");

    ProductDeletedV1 deleted =
        new ProductDeletedV1(product.id().value(), List.of("A"), updated.version() + 1, NOW);
    project.on(deleted);
    project.on(updated);
    project.on(deleted);
    assertThat(search.products()).isEmpty();
  }

  @Test
  void hearsOfStockOnlyWhenItStepsFromNoneToSomeOrBack() {
    project.on(new StockChangedV1("A", 5, 3, 2, NOW));
    assertThat(search.inStock()).isEmpty();
    project.on(new StockChangedV1("A", 5, 0, 3, NOW));
    assertThat(search.inStock()).containsEntry(SKU, true);
    project.on(new StockChangedV1("A", 0, 2, 5, NOW));
    project.on(new StockChangedV1("A", 5, 0, 3, NOW));
    assertThat(search.inStock()).containsEntry(SKU, false);
  }

  @Test
  void namesItsGroup() {
    assertThat(project.subscription().group()).isEqualTo("catalog-search");
  }

  @Test
  void rebuildsWhatIsMissingAndRemovesWhatIsGone() {
    int count = PageRequest.MAX + 1;
    for (int i = 1; i <= count; i++) {
      stores.save(product(i, "p-" + i, "S-" + i), List.of());
    }
    receive(stores, "S-1", 4);
    Product gone = product(count + 1, "gone", "G");
    search.index(ProductEvents.body(gone), new Version(1));
    List<Long> progress = new ArrayList<>();

    assertThat(rebuild.ifBehind(progress::add)).contains(new RebuildSearchIndex.Result(count, 1));

    assertThat(progress).containsExactly((long) PageRequest.MAX, (long) count);
    assertThat(search.products()).hasSize(count).containsKey(productId(1));
    assertThat(search.inStock()).containsExactly(java.util.Map.entry(new Sku("S-1"), true));
    // Before it is compared, so that nothing old is overlooked, and at the end.
    assertThat(search.refreshes()).isEqualTo(2);
    assertThat(search.mayBeBehind()).isFalse();
    assertThat(rebuild.ifBehind(progress::add)).isEqualTo(Optional.empty());
  }

  @Test
  void doesNotUndoWhatEventsWroteMeanwhile() {
    Product product = product(1, "lamp", "A");
    stores.save(product, List.of());
    Product loaded = stores.find(product.id()).orElseThrow();
    loaded.change(details("newer", "A"), NOW.plusSeconds(60));
    search.index(ProductEvents.body(loaded), loaded.version().next());

    rebuild.handle(compared -> {});

    assertThat(search.products().values()).extracting("handle").containsExactly("newer");
  }

  @Test
  void repairsTheOneIndexWhereTheEngineHasNoSecond() {
    stores.save(product(1, "lamp", "A"), List.of());
    List<Long> progress = new ArrayList<>();

    assertThat(rebuild.anew(progress::add)).isEqualTo(new RebuildSearchIndex.Result(1, 0));

    assertThat(search.products()).hasSize(1);
    assertThat(progress).containsExactly(1L);
  }

  @Test
  void rebuildsAnEmptyCatalogue() {
    assertThat(rebuild.handle(compared -> {})).isEqualTo(new RebuildSearchIndex.Result(0, 0));
  }
}
