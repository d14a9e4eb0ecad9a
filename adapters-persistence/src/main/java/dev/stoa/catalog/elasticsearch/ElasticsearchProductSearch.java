package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults;
import dev.stoa.catalog.application.port.Suggestion;
import dev.stoa.catalog.elasticsearch.Connection.Refusal;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Product search in Elasticsearch, by any number of processes at once. What is written is durable
 * when the call returns. A server that is away is {@link StoreUnavailable} within some three
 * seconds; when it is back, so is the search, and when it comes back empty the indexes are made
 * anew and count as behind.
 */
final class ElasticsearchProductSearch implements ProductSearch {
  private static final int VISITED_AT_ONCE = 1_000;

  private final Connection server;
  private final Indexes indexes;
  private final Writes writes;

  private ElasticsearchProductSearch(Connection server, Indexes indexes) {
    this.server = server;
    this.indexes = indexes;
    this.writes = new Writes(server, indexes);
  }

  /** A search that is ready when the server is. */
  static ElasticsearchProductSearch open(ElasticsearchOptions options) {
    Connection server = new Connection(options);
    Indexes indexes = new Indexes(server, options.prefix());
    indexes.start();
    return new ElasticsearchProductSearch(server, indexes);
  }

  /** Why it does not work at the moment. */
  Optional<String> problem() {
    Optional<String> known = indexes.problem();
    if (known.isPresent()) {
      return known;
    }
    try {
      JsonNode health =
          server.call("GET", "/_cluster/health/" + indexes.products + "?timeout=1s", null);
      return health.path("status").asText().equals("red")
          ? Optional.of("the search index is not complete: shards are missing")
          : Optional.empty();
    } catch (StoreUnavailable | Refusal e) {
      return Optional.of("Elasticsearch does not answer");
    }
  }

  @Override
  public void index(ProductV1 product, Version version) {
    run(() -> writes.products(List.of(draft(product, version)), false));
  }

  @Override
  public void remove(ProductId product, Version version) {
    UUID id = product.value();
    ObjectNode document = Documents.removed(id, version.value());
    run(() ->
        writes.products(
            List.of(new Writes.Draft(id.toString(), version.value(), List.of(), document)), false));
  }

  @Override
  public void setInStock(Sku sku, boolean inStock, Version version) {
    run(() -> writes.fact(new Writes.Fact(sku.value(), inStock, version.value())));
  }

  @Override
  public void indexAll(List<Snapshot> products) {
    run(() -> write(products, false));
  }

  private void write(List<Snapshot> products, boolean onlyNext) {
    List<Writes.Fact> facts = new ArrayList<>();
    List<Writes.Draft> drafts = new ArrayList<>();
    for (Snapshot each : products) {
      each.stock()
          .forEach(stock ->
              facts.add(
                  new Writes.Fact(stock.sku().value(), stock.inStock(), stock.version().value())));
      drafts.add(draft(each.product(), each.version()));
    }
    writes.facts(facts);
    writes.products(drafts, onlyNext);
  }

  private static Writes.Draft draft(ProductV1 product, Version version) {
    ObjectNode document = Documents.product(product, version.value());
    return new Writes.Draft(
        product.productId().toString(),
        version.value(),
        Documents.texts(document.path(Documents.OWN_SKUS)),
        document);
  }

  @Override
  public Optional<Successor> successor() {
    indexes.awaitReady();
    return call(() -> {
      String name = indexes.beginNext();
      return Optional.of(new Filling(name));
    });
  }

  /** The index that is being filled. */
  private final class Filling implements Successor {
    private final String name;
    private boolean inPlace;

    private Filling(String name) {
      this.name = name;
    }

    @Override
    public void indexAll(List<Snapshot> products) {
      run(() -> write(products, true));
    }

    @Override
    public void takeOver() {
      run(() -> indexes.switchTo(name));
      inPlace = true;
    }

    @Override
    public void close() {
      if (!inPlace) {
        indexes.delete(name);
      }
    }
  }

  @Override
  public void refresh() {
    run(() -> server.callPatiently("POST", "/" + indexes.products + "/_refresh", null));
  }

  @Override
  public SearchResults search(SearchQuery query) {
    String fingerprint = SearchCursor.fingerprint(query);
    SearchCursor after =
        query.page().after().map(cursor -> SearchCursor.parse(cursor, fingerprint)).orElse(null);
    TextQuery text = TextQuery.parse(query.text());
    ProductQuery search = new ProductQuery(query, text);
    int mistyped = after == null ? 0 : after.mistyped();
    JsonNode answer = find(search.toRequest(mistyped, after, after == null));
    if (after == null) {
      mistyped = ProductQuery.mistyped(answer);
      if (mistyped != 0) {
        answer = find(search.toRequest(mistyped, null, false));
      }
    }
    return results(query, search, fingerprint, mistyped, answer);
  }

  private JsonNode find(ObjectNode request) {
    return call(() -> server.call("POST", "/" + indexes.products + "/_search", request));
  }

  private static SearchResults results(
      SearchQuery query, ProductQuery search, String fingerprint, int mistyped, JsonNode answer) {
    List<SearchHit> hits = new ArrayList<>();
    @Nullable JsonNode last = null;
    Optional<Cursor> next = Optional.empty();
    for (JsonNode hit : answer.at("/hits/hits")) {
      if (hits.size() == query.page().limit()) {
        if (last != null) {
          next = Optional.of(SearchCursor.after(fingerprint, mistyped, last).toCursor());
        }
        break;
      }
      hits.add(Documents.hit(hit, query.price().currency()));
      last = hit.path("sort");
    }
    return new SearchResults(
        new Page<>(hits, next), answer.at("/hits/total/value").asLong(), search.facets(answer));
  }

  @Override
  public List<Suggestion> suggest(String text, int limit) {
    return call(() -> Suggestions.completing(text).in(server, indexes, limit));
  }

  @Override
  public void forEachProduct(BiConsumer<ProductId, Version> visitor) {
    ObjectNode request = Dsl.object();
    request.put("size", VISITED_AT_ONCE);
    request.put("track_total_hits", false);
    request.set("_source", Dsl.strings(List.of(Documents.ID, Documents.VERSION)));
    request.set("query", Dsl.terms(Documents.KIND, List.of(Documents.PRODUCT, Documents.HIDDEN)));
    request.set("sort", Dsl.array(List.of(Dsl.of(Documents.ID, Dsl.object().put("order", "asc")))));
    JsonNode hits;
    do {
      hits = find(request).at("/hits/hits");
      for (JsonNode hit : hits) {
        JsonNode source = hit.path("_source");
        visitor.accept(
            new ProductId(UUID.fromString(source.path(Documents.ID).asText())),
            new Version(source.path(Documents.VERSION).asLong()));
        request.set("search_after", hit.path("sort"));
      }
    } while (hits.size() == VISITED_AT_ONCE);
  }

  @Override
  public boolean mayBeBehind() {
    return call(() -> !indexes.isComplete());
  }

  @Override
  public void caughtUp() {
    run(indexes::complete);
  }

  @Override
  public void close() {
    indexes.close();
    server.close();
  }

  private void run(Runnable work) {
    Boolean unused =
        call(() -> {
          work.run();
          return true;
        });
  }

  /** A missing index is not a wrong request: it is made anew. */
  private <R> R call(Supplier<R> work) {
    indexes.requireReady();
    try {
      return work.get();
    } catch (Refusal e) {
      throw e.isMissing() ? indexes.lost() : e;
    }
  }
}
