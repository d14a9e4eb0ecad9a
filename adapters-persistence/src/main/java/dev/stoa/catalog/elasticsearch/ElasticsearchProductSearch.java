package dev.stoa.catalog.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.HealthStatus;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.cluster.HealthResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults;
import dev.stoa.catalog.application.port.Suggestion;
import dev.stoa.catalog.document.search.Facet;
import dev.stoa.catalog.document.search.Field;
import dev.stoa.catalog.document.search.Marks;
import dev.stoa.catalog.document.search.SearchCursor;
import dev.stoa.catalog.document.search.SearchOrder;
import dev.stoa.catalog.document.search.Shown;
import dev.stoa.catalog.document.search.Suggestions;
import dev.stoa.catalog.document.search.TextQuery;
import dev.stoa.catalog.elasticsearch.Connection.Refusal;
import dev.stoa.catalog.elasticsearch.Documents.Found;
import dev.stoa.catalog.elasticsearch.Documents.Visited;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Product search in Elasticsearch, by any number of processes at once. What is written is durable
 * when the call returns. A server that is away is {@link StoreUnavailable} within some three
 * seconds; when it is back, so is the search, and when it comes back empty the indexes are made
 * anew and count as behind.
 */
final class ElasticsearchProductSearch implements ProductSearch {
  private static final int VISITED_AT_ONCE = 1_000;
  private static final int LABELS_COUNTED = 1_000;
  private static final String CATEGORIES = "categories";
  private static final String VENDORS = "vendors";
  private static final String LABELS = "labels";

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
      HealthResponse health =
          server.call(
              c -> c.cluster().health(h -> h.index(indexes.products).timeout(t -> t.time("1s"))));
      return health.status() == HealthStatus.Red
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
    call(() -> server.callPatiently(c -> c.indices().refresh(r -> r.index(indexes.products))));
  }

  @Override
  public SearchResults search(SearchQuery query) {
    SearchCursor after =
        query.page().after().map(cursor -> SearchCursor.parse(cursor, query)).orElse(null);
    TextQuery text = TextQuery.parse(query.text());
    ProductQuery search = new ProductQuery(indexes.products, query, text);
    int mistyped = after == null ? 0 : after.mistyped();
    SearchResponse<Found> answer =
        find(search.toRequest(mistyped, after, after == null), Found.class);
    if (after == null) {
      mistyped = ProductQuery.mistyped(answer.aggregations());
      if (mistyped != 0) {
        answer = find(search.toRequest(mistyped, null, false), Found.class);
      }
    }
    return results(query, text, search, mistyped, answer);
  }

  private <D> SearchResponse<D> find(SearchRequest request, Class<D> read) {
    return call(() -> server.call(c -> c.search(request, read)));
  }

  private static SearchResults results(
      SearchQuery query,
      TextQuery text,
      ProductQuery search,
      int mistyped,
      SearchResponse<Found> answer) {
    List<Hit<Found>> found = answer.hits().hits();
    int limit = query.page().limit();
    List<Hit<Found>> page = found.subList(0, Math.min(limit, found.size()));
    Optional<Cursor> next =
        found.size() > limit
            ? Optional.of(search.after(mistyped, page.getLast().sort()).toCursor(query))
            : Optional.empty();
    Marks marks = Marks.of(text, mistyped);
    List<SearchHit> hits =
        page.stream().map(hit -> hit(hit, marks, query.price().currency())).toList();
    TotalHits total = requireNonNull(answer.hits().total(), "the total was asked for");
    return new SearchResults(
        new Page<>(hits, next), total.value(), search.facets(answer.aggregations()));
  }

  private static SearchHit hit(Hit<Found> hit, Marks marks, Currency currency) {
    Found found = requireNonNull(hit.source(), "the document was asked for");
    Shown shown = requireNonNull(found.shown(), "every product on sale has it");
    SearchHit.Highlights marked =
        found.about() == null
            ? SearchHit.Highlights.NONE
            : marks.in(shown.title(), found.about().description());
    return shown.toHit(currency, found.inStock(), marked);
  }

  @Override
  public List<Suggestion> suggest(String text, int limit) {
    Suggestions suggestions = Suggestions.completing(text, limit);
    for (Suggestions.Round round : suggestions.rounds()) {
      if (!suggestions.isFull()) {
        ask(suggestions, round, limit);
      }
    }
    return suggestions.found();
  }

  private void ask(Suggestions suggestions, Suggestions.Round round, int limit) {
    Query titles = Queries.of(round.titles());
    SearchRequest request =
        SearchRequest.of(r ->
            r.index(indexes.products)
                .size(limit)
                .trackTotalHits(t -> t.enabled(false))
                .source(s -> s.filter(f -> f.includes(Documents.SHOWN)))
                // The labels are counted over all products, the titles are what is listed.
                .query(q ->
                    q.bool(b ->
                        b.filter(Queries.term(Documents.KIND, Documents.PRODUCT)).should(titles)))
                .postFilter(titles)
                .sort(ProductQuery.sort(SearchOrder.BY_SCORE, ""))
                .aggregations(CATEGORIES, labels(round, Field.CATEGORIES, Facet.CATEGORY))
                .aggregations(VENDORS, labels(round, Field.VENDOR, Facet.VENDOR)));
    SearchResponse<Found> answer = find(request, Found.class);
    List<Suggestion> found = new ArrayList<>();
    for (Hit<Found> hit : answer.hits().hits()) {
      Found source = requireNonNull(hit.source(), "the document was asked for");
      Shown shown = requireNonNull(source.shown(), "every product on sale has it");
      found.add(new Suggestion(shown.title(), Suggestion.Kind.PRODUCT, shown.handle()));
    }
    suggestions.add(round, labels(answer, CATEGORIES), labels(answer, VENDORS), found);
  }

  private static Aggregation labels(Suggestions.Round round, Field field, String facet) {
    return ProductQuery.under(
        List.of(Queries.of(round.words(field))),
        Map.of(LABELS, ProductQuery.values(Documents.facetField(facet), LABELS_COUNTED)));
  }

  private static List<String> labels(SearchResponse<Found> answer, String facet) {
    Map<String, Aggregate> counted =
        ProductQuery.counted(answer.aggregations(), facet).filter().aggregations();
    return ProductQuery.buckets(counted, LABELS).stream()
        .map(bucket -> bucket.key().stringValue())
        .toList();
  }

  @Override
  public void forEachProduct(BiConsumer<ProductId, Version> visitor) {
    List<FieldValue> after = List.of();
    List<Hit<Visited>> hits;
    do {
      List<FieldValue> from = after;
      SearchRequest request =
          SearchRequest.of(r -> {
            r.index(indexes.products)
                .size(VISITED_AT_ONCE)
                .trackTotalHits(t -> t.enabled(false))
                .source(s -> s.filter(f -> f.includes(Documents.ID, Documents.VERSION)))
                .query(Queries.terms(Documents.KIND, List.of(Documents.PRODUCT, Documents.HIDDEN)))
                .sort(s -> s.field(f -> f.field(Documents.ID).order(SortOrder.Asc)));
            return from.isEmpty() ? r : r.searchAfter(from);
          });
      hits = find(request, Visited.class).hits().hits();
      for (Hit<Visited> hit : hits) {
        Visited source = requireNonNull(hit.source(), "the document was asked for");
        visitor.accept(new ProductId(source.id()), new Version(source.version()));
        after = hit.sort();
      }
    } while (hits.size() == VISITED_AT_ONCE);
  }

  @Override
  public boolean isOfAnotherFormat() {
    return call(indexes::isForeign);
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
