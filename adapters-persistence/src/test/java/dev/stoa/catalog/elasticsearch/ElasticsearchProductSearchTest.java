package dev.stoa.catalog.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.Refresh;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.ProductSearch.Availability;
import dev.stoa.catalog.application.port.ProductSearch.Snapshot;
import dev.stoa.catalog.application.port.ProductSearchContract;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.elasticsearch.ElasticsearchServerProcess;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.MoneyV1;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ElasticsearchProductSearchTest implements ProductSearchContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private ElasticsearchOptions options;
  private ElasticsearchProductSearch search;

  @BeforeEach
  void open() {
    ServerProcess server =
        RealServers.required("elasticsearch", ElasticsearchServerProcess::shared);
    options = options(server, "test" + NUMBER.incrementAndGet());
    search = ready(options);
  }

  @AfterEach
  void close() {
    search.close();
    try (Connection server = new Connection(options)) {
      for (String pattern : List.of("-products-1", "-products-2", "-products-3", "-stock-1")) {
        delete(server, options.prefix() + pattern);
      }
    }
  }

  @Override
  public ProductSearch search() {
    return search;
  }

  @Override
  public ProductSearch restart() {
    search.close();
    search = ready(options);
    return search;
  }

  @Test
  void manyAtOnceAreIndexedWithTheirStock() {
    search.indexAll(
        List.of(
            new Snapshot(
                product("mug", 1),
                new Version(1),
                List.of(new Availability(Sku.of("S-mug"), true, new Version(4)))),
            new Snapshot(product("plate", 1), new Version(1), List.of())));
    assertThat(total("", null)).isEqualTo(2);
    assertThat(total("", true)).isEqualTo(1);
    search.setInStock(Sku.of("S-mug"), false, new Version(3));
    assertThat(total("", true)).isEqualTo(1);
  }

  @Test
  void productsAndStockThatAreWrittenAtOnceMissNothing() throws Exception {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= 15; round++) {
        int version = round;
        Future<?> products =
            writers.submit(() -> search.index(product("mug", version), new Version(version)));
        Future<?> stock =
            writers.submit(
                () -> search.setInStock(Sku.of("S-mug"), version % 2 == 1, new Version(version)));
        Future<?> again =
            writers.submit(
                () -> search.setInStock(Sku.of("S-mug"), version % 2 == 1, new Version(version)));
        products.get();
        stock.get();
        again.get();
        assertThat(total("", true)).isEqualTo(version % 2);
      }
    }
  }

  @Test
  void aNewIndexTakesOverWhileSearchesAndUpdatesGoOn() throws Exception {
    List<Snapshot> catalogue = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      catalogue.add(new Snapshot(product("mug-" + i, 1), new Version(1), List.of()));
    }
    search.indexAll(catalogue);
    search.refresh();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> buyers =
          others.submit(() -> {
            while (!over.get()) {
              assertThat(search.search(query("", null)).total()).isBetween(39L, 40L);
            }
          });
      try (ProductSearch.Successor fresh = search.successor().orElseThrow()) {
        search.index(product("mug-0", 2), new Version(2));
        search.remove(new ProductId(catalogue.get(1).product().productId()), new Version(2));
        fresh.indexAll(catalogue.subList(0, 20));
        search.setInStock(Sku.of("S-mug-3"), true, new Version(1));
        search.setInStock(Sku.of("S-mug-30"), true, new Version(1));
        fresh.indexAll(catalogue.subList(20, 40));
        assertThat(total("edition2", null)).isEqualTo(1);
        fresh.takeOver();
      } finally {
        over.set(true);
      }
      buyers.get();
    }
    assertThat(search.mayBeBehind()).isFalse();
    assertThat(total("", null)).isEqualTo(39);
    assertThat(total("edition2", null)).isEqualTo(1);
    assertThat(total("", true)).isEqualTo(2);
    search.index(product("mug-0", 3), new Version(3));
    assertThat(total("edition3", null)).isEqualTo(1);
  }

  @Test
  void aReindexThatIsGivenUpLeavesTheOldIndexInPlace() {
    search.index(product("mug", 1), new Version(1));
    search.caughtUp();
    try (ProductSearch.Successor first = search.successor().orElseThrow();
        ProductSearch.Successor second = search.successor().orElseThrow()) {
      second.indexAll(List.of());
      assertThat(total("", null)).isEqualTo(1);
    }
    assertThat(total("", null)).isEqualTo(1);
    search.index(product("plate", 1), new Version(1));
    assertThat(total("", null)).isEqualTo(2);
  }

  @Test
  void indexesThatAreGoneAreMadeAnewAndCountAsBehind() {
    search.index(product("mug", 1), new Version(1));
    search.caughtUp();
    assertThat(search.mayBeBehind()).isFalse();
    try (Connection server = new Connection(options)) {
      delete(server, options.prefix() + "-products-1");
      delete(server, options.prefix() + "-stock-1");
    }
    assertThatThrownBy(() -> search.index(product("mug", 1), new Version(1)))
        .isInstanceOf(StoreUnavailable.class);
    await(() -> search.problem().isEmpty());
    assertThat(search.mayBeBehind()).isTrue();
    search.index(product("mug", 1), new Version(1));
    assertThat(total("mug", null)).isEqualTo(1);
  }

  @Test
  void anIndexOfAnotherFormatIsReplacedAndTakesNoHarmMeanwhile() {
    search.close();
    String old = options.prefix() + "-products-1";
    try (Connection server = new Connection(options)) {
      delete(server, old);
      makeOfAnotherFormat(server, old);
      server.callPatiently(c ->
          c.index(i ->
              i.index(old)
                  .id(product("cup", 1).productId().toString())
                  .document(Map.of("kind", "product", "title", "cup"))
                  .refresh(Refresh.True)));
    }
    search = ready(options);
    assertThat(search.mayBeBehind()).isTrue();
    assertThat(search.isOfAnotherFormat()).isTrue();
    assertThat(total("", null)).isZero();
    assertThat(search.search(query("cup", null)).hits().items()).isEmpty();
    assertThat(search.suggest("cu", 5)).isEmpty();
    search.index(product("mug", 1), new Version(1));
    search.setInStock(Sku.of("S-mug"), true, new Version(1));
    assertThatThrownBy(() -> search.caughtUp()).isInstanceOf(IllegalStateException.class);

    try (ProductSearch.Successor fresh = search.successor().orElseThrow()) {
      fresh.indexAll(
          List.of(
              new Snapshot(product("mug", 1), new Version(1), List.of()),
              new Snapshot(product("cup", 1), new Version(1), List.of())));
      fresh.takeOver();
    }

    assertThat(search.mayBeBehind()).isFalse();
    assertThat(search.isOfAnotherFormat()).isFalse();
    assertThat(total("", null)).isEqualTo(2);
    assertThat(total("mug", true)).isEqualTo(1);
  }

  @Test
  void aDocumentThatAnotherVersionWroteMeansTheIndexIsReplaced() {
    search.caughtUp();
    try (Connection server = new Connection(options)) {
      server.callPatiently(c ->
          c.index(i ->
              i.index(options.prefix() + "-products")
                  .id("other")
                  .document(Map.of("kind", "product", "title", "mug", "unknown", 1))
                  .refresh(Refresh.True)));
    }
    assertThat(total("", null)).isZero();
    assertThat(search.mayBeBehind()).isTrue();
    assertThat(search.isOfAnotherFormat()).isTrue();
  }

  @Test
  void anIndexThatANewerVersionPutInPlaceIsLeftToIt() {
    search.caughtUp();
    String newer = options.prefix() + "-products-2";
    try (Connection server = new Connection(options)) {
      makeOfAnotherFormat(server, newer);
      delete(server, options.prefix() + "-products-1");
    }
    assertThat(search.mayBeBehind()).isFalse();
    assertThat(search.isOfAnotherFormat()).isFalse();
    assertThat(total("", null)).isZero();
    search.index(product("mug", 1), new Version(1));
  }

  /** As an earlier version of the program made it. */
  private void makeOfAnotherFormat(Connection server, String index) {
    String made =
        """
        {"mappings": {"_meta": {"format": "1", "complete": true}, "dynamic": "strict",
          "properties": {"kind": {"type": "keyword"}, "title": {"type": "text"}}}}
        """;
    server.callPatiently(c ->
        c.indices()
            .create(r ->
                r.withJson(new StringReader(made))
                    .index(index)
                    .aliases(options.prefix() + "-products", a -> a)));
  }

  @Test
  void startsWithoutTheServerAndFindsItsWayBackAfterAKill(@TempDir Path folder) {
    try (ElasticsearchProductSearch alone =
        ElasticsearchProductSearch.open(
            new ElasticsearchOptions(
                URI.create("http://127.0.0.1:" + ChildJvm.freePort()), "alone", null, null))) {
      assertThatThrownBy(() -> alone.search(query("", null))).isInstanceOf(StoreUnavailable.class);
      assertThat(alone.problem()).isPresent();
    }
    try (ServerProcess server =
            RealServers.required("elasticsearch", () -> ElasticsearchServerProcess.start(folder));
        ElasticsearchProductSearch mine = ready(options(server, "killed"))) {
      mine.index(product("mug", 1), new Version(1));
      mine.setInStock(Sku.of("S-mug"), true, new Version(1));
      mine.caughtUp();
      server.kill();
      assertThatThrownBy(() -> mine.search(query("", null))).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> mine.index(product("mug", 2), new Version(2)))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(mine.problem()).isPresent();
      server.restart();
      await(() -> mine.problem().isEmpty());
      mine.refresh();
      assertThat(mine.search(query("mug", true)).total()).isEqualTo(1);
      assertThat(mine.mayBeBehind()).isFalse();
      server.pause();
      assertThatThrownBy(() -> mine.search(query("", null))).isInstanceOf(StoreUnavailable.class);
      server.resume();
      await(() -> mine.problem().isEmpty());
      assertThat(mine.search(query("mug", true)).total()).isEqualTo(1);
    }
  }

  private static void delete(Connection server, String index) {
    server.callPatiently(c -> c.indices().delete(d -> d.index(index).ignoreUnavailable(true)));
  }

  private long total(String text, @Nullable Boolean inStock) {
    search.refresh();
    return search.search(query(text, inStock)).total();
  }

  private static SearchQuery query(String text, @Nullable Boolean inStock) {
    SearchQuery all = SearchQuery.of(text, ProductSearchContract.EUR, PageRequest.first(10));
    return new SearchQuery(
        text,
        all.categories(),
        all.vendors(),
        all.tags(),
        all.options(),
        all.price(),
        inStock,
        all.sort(),
        all.page());
  }

  private static ElasticsearchOptions options(ServerProcess server, String prefix) {
    return new ElasticsearchOptions(URI.create("http://" + server.address()), prefix, null, null);
  }

  private static ElasticsearchProductSearch ready(ElasticsearchOptions options) {
    ElasticsearchProductSearch search = ElasticsearchProductSearch.open(options);
    await(() -> search.problem().isEmpty());
    return search;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static ProductV1 product(String handle, int edition) {
    return new ProductV1(
        Derivation.of("test", 1).with(handle).id(),
        handle,
        handle + " edition" + edition,
        "",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(new VariantV1("S-" + handle, List.of(), new MoneyV1("5.00", "EUR"), null, "19")),
        List.of(),
        true,
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
