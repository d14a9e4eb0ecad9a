package dev.stoa.catalog.lucene;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults;
import dev.stoa.catalog.application.port.Suggestion;
import dev.stoa.catalog.document.search.Facet;
import dev.stoa.catalog.document.search.Marks;
import dev.stoa.catalog.document.search.SearchCursor;
import dev.stoa.catalog.document.search.SearchOrder;
import dev.stoa.catalog.document.search.Shown;
import dev.stoa.catalog.document.search.Suggestions;
import dev.stoa.catalog.document.search.TextQuery;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Product search in a Lucene index on this machine. A thread of its own makes writes visible every
 * tenth of a second and commits once a minute.
 *
 * <p>A failure that ends Lucene's writer, such as a full disk, is answered with {@link
 * StoreUnavailable}; the next write opens the index again from its last commit, and it counts as
 * behind until the catalogue has been compared.
 */
final class LuceneProductSearch implements ProductSearch {
  private static final Logger LOG = LoggerFactory.getLogger(LuceneProductSearch.class);
  private static final long REFRESH_MILLIS = 100;
  private static final long COMMIT_MILLIS = 60_000;
  private static final Sort BY_SCORE = sort(SearchOrder.BY_SCORE, Currency.getInstance("XXX"));

  private final Path folder;
  private final ReentrantLock reopening = new ReentrantLock();
  private final AtomicBoolean unseen = new AtomicBoolean();
  private final ScheduledExecutorService clock;
  private volatile LuceneIndex index;
  private volatile boolean closed;

  private LuceneProductSearch(Path folder, LuceneIndex index) {
    this.folder = folder;
    this.index = index;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stoa-search-refresh").daemon().factory());
  }

  /**
   * Opens the index of a folder, making a new one if need be.
   *
   * @throws StoreUnavailable when the folder cannot be written or another process has it open
   */
  static LuceneProductSearch open(Path folder) {
    try {
      LuceneProductSearch search = new LuceneProductSearch(folder, LuceneIndex.open(folder));
      search.start();
      return search;
    } catch (IOException e) {
      throw new StoreUnavailable(
          "cannot open the search index " + folder + ": " + e.getMessage(), e);
    }
  }

  private void start() {
    every(
        REFRESH_MILLIS,
        () -> {
          if (unseen.getAndSet(false)) {
            index.refresh();
          }
        });
    every(COMMIT_MILLIS, () -> index.commitIfNeeded());
  }

  private void every(long millis, Work work) {
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (IOException | RuntimeException e) {
            if (!closed) {
              LOG.warn("the search index {} was not refreshed or committed", folder, e);
            }
          }
        };
    var unused = clock.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  @FunctionalInterface
  private interface Write {
    void to(LuceneIndex index) throws IOException;
  }

  @Override
  public void index(ProductV1 product, Version version) {
    write(open -> open.index(product, version.value()));
  }

  @Override
  public void remove(ProductId product, Version version) {
    write(open -> open.remove(product.value(), version.value()));
  }

  @Override
  public void setInStock(Sku sku, boolean inStock, Version version) {
    write(open -> open.setInStock(sku.value(), inStock, version.value()));
  }

  private void write(Write work) {
    try {
      work.to(usable());
    } catch (IOException | AlreadyClosedException e) {
      throw new StoreUnavailable("cannot write the search index: " + e.getMessage(), e);
    }
    unseen.set(true);
  }

  /** The open index; when a failure has ended its writer, the one on disk is opened anew. */
  private LuceneIndex usable() throws IOException {
    if (!index.isBroken() || closed) {
      return index;
    }
    reopening.lock();
    try {
      if (index.isBroken() && !closed) {
        LOG.warn("the search index {} was closed by a failure and is opened again", folder);
        index.abandon();
        index = LuceneIndex.open(folder);
      }
      return index;
    } finally {
      reopening.unlock();
    }
  }

  @Override
  public void refresh() {
    try {
      index.refresh();
    } catch (IOException | AlreadyClosedException e) {
      throw new StoreUnavailable("cannot refresh the search index: " + e.getMessage(), e);
    }
  }

  @Override
  public SearchResults search(SearchQuery query) {
    return read((searcher, snapshot) -> search(query, searcher, snapshot));
  }

  @Override
  public List<Suggestion> suggest(String text, int limit) {
    return read((searcher, snapshot) -> {
      Suggestions suggestions = Suggestions.completing(text, limit);
      for (Suggestions.Round round : suggestions.rounds()) {
        if (!suggestions.isFull()) {
          ask(suggestions, round, limit, searcher, snapshot);
        }
      }
      return suggestions.found();
    });
  }

  private <R> R read(LuceneIndex.Read<R> work) {
    try {
      return index.read(work);
    } catch (IOException | AlreadyClosedException e) {
      throw new StoreUnavailable("cannot read the search index: " + e.getMessage(), e);
    }
  }

  @Override
  public void forEachProduct(BiConsumer<ProductId, Version> visitor) {
    index.forEachProduct((id, version) -> visitor.accept(new ProductId(id), new Version(version)));
  }

  @Override
  public boolean mayBeBehind() {
    return index.isBehind();
  }

  @Override
  public void caughtUp() {
    write(LuceneIndex::caughtUp);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    clock.shutdown();
    try {
      if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("the search index {} is still being committed", folder);
      }
      index.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | AlreadyClosedException e) {
      LOG.warn("the search index {} did not close in order; it will be compared again", folder, e);
    }
  }

  /** Ends as a crash would: nothing is committed. For tests. */
  void crash() {
    closed = true;
    clock.shutdownNow();
    index.abandon();
  }

  private static SearchResults search(
      SearchQuery query, IndexSearcher searcher, LuceneIndex.Snapshot snapshot) throws IOException {
    Optional<SearchCursor> after =
        query.page().after().map(cursor -> SearchCursor.parse(cursor, query));
    TextQuery text = TextQuery.parse(query.text());
    int mistyped =
        after.isPresent() ? after.get().mistyped() : Queries.missing(searcher, text.occurrences());
    int limit = query.page().limit();

    ProductDrillSideways drill = new ProductDrillSideways(searcher, snapshot.facets);
    TopFieldDocs top =
        drill.search(
            filtered(query, text, mistyped),
            after.map(LuceneProductSearch::toFieldDoc).orElse(null),
            limit + 1,
            sort(SearchOrder.of(query), query.price().currency()));
    boolean more = top.scoreDocs.length > limit;
    List<ScoreDoc> page = List.of(top.scoreDocs).subList(0, Math.min(limit, top.scoreDocs.length));
    Optional<Cursor> next =
        more
            ? Optional.of(after(mistyped, (FieldDoc) page.getLast()).toCursor(query))
            : Optional.empty();
    Currency currency = query.price().currency();
    return new SearchResults(
        new Page<>(hits(searcher, page, text, mistyped, currency), next),
        drill.total(),
        drill.facets(currency));
  }

  private static DrillDownQuery filtered(SearchQuery query, TextQuery text, int mistyped) {
    BooleanQuery base =
        new BooleanQuery.Builder()
            .add(Queries.of(text.toClause(mistyped)), Occur.MUST)
            .add(new TermQuery(new Term(Fields.KIND, Fields.PRODUCT)), Occur.FILTER)
            .build();
    DrillDownQuery filtered = new DrillDownQuery(ProductDocuments.FACETS, base);
    Facet.filters(query)
        .forEach((facet, filter) -> {
          switch (filter) {
            case Facet.Filter.Values values ->
                // No product has an empty value, and Lucene has no name for one.
                values
                    .values()
                    .forEach(value -> filtered.add(facet, value.isEmpty() ? "\u0000" : value));
            case Facet.Filter.Price price ->
                filtered.add(
                    facet,
                    LongPoint.newRangeQuery(
                        Fields.prices(price.currency()), price.min(), price.max()));
            case Facet.Filter.Stock stock ->
                filtered.add(
                    facet,
                    NumericDocValuesField.newSlowExactQuery(
                        Fields.IN_STOCK, stock.inStock() ? 1 : 0));
          }
        });
    return filtered;
  }

  private static Sort sort(SearchOrder order, Currency currency) {
    return new Sort(
        order.keys().stream().map(by -> sortField(by, currency)).toArray(SortField[]::new));
  }

  private static SortField sortField(SearchOrder.By by, Currency currency) {
    return switch (by.key()) {
      case SCORE -> SortField.FIELD_SCORE;
      case PRICE ->
          new SortField(
              Fields.minPrice(currency.getCurrencyCode()),
              SortField.Type.LONG,
              by.descending(),
              by.descending() ? Long.MIN_VALUE : Long.MAX_VALUE);
      case TITLE ->
          new SortField(ProductDocuments.TITLE_KEY, SortField.Type.STRING, by.descending());
      case CREATED -> new SortField(Fields.CREATED, SortField.Type.LONG, by.descending());
      case ID -> new SortField(Fields.ID, SortField.Type.STRING, by.descending());
    };
  }

  private static SearchCursor after(int mistyped, FieldDoc last) {
    List<Object> values = new ArrayList<>();
    for (Object value : last.fields) {
      values.add(value instanceof BytesRef bytes ? bytes.utf8ToString() : value);
    }
    return new SearchCursor(mistyped, values);
  }

  /** The position as Lucene wants it; no document has its number, so only values are compared. */
  private static FieldDoc toFieldDoc(SearchCursor cursor) {
    Object[] values =
        cursor.values().stream()
            .map(value -> value instanceof String text ? new BytesRef(text) : value)
            .toArray();
    return new FieldDoc(Integer.MAX_VALUE, Float.NaN, values);
  }

  private static List<SearchHit> hits(
      IndexSearcher searcher, List<ScoreDoc> page, TextQuery text, int mistyped, Currency currency)
      throws IOException {
    Marks marks = Marks.of(text, mistyped);
    Set<String> read =
        text.isEmpty() ? Set.of(Fields.SHOWN) : Set.of(Fields.SHOWN, Fields.DESCRIPTION_TEXT);
    List<SearchHit> hits = new ArrayList<>(page.size());
    for (ScoreDoc each : page) {
      Document stored = searcher.storedFields().document(each.doc, read);
      Shown shown = ProductDocuments.shown(stored);
      String description = stored.get(Fields.DESCRIPTION_TEXT);
      SearchHit.Highlights marked =
          text.isEmpty() || description == null
              ? SearchHit.Highlights.NONE
              : marks.in(shown.title(), description);
      hits.add(shown.toHit(currency, isInStock(searcher, each.doc), marked));
    }
    return hits;
  }

  private static boolean isInStock(IndexSearcher searcher, int document) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    NumericDocValues values = DocValues.getNumeric(leaf.reader(), Fields.IN_STOCK);
    return values.advanceExact(document - leaf.docBase) && values.longValue() == 1;
  }

  private static void ask(
      Suggestions suggestions,
      Suggestions.Round round,
      int limit,
      IndexSearcher searcher,
      LuceneIndex.Snapshot snapshot)
      throws IOException {
    BooleanQuery query =
        new BooleanQuery.Builder()
            .add(Queries.of(round.titles()), Occur.MUST)
            .add(new TermQuery(new Term(Fields.KIND, Fields.PRODUCT)), Occur.FILTER)
            .build();
    List<Suggestion> titles = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, limit, BY_SCORE).scoreDocs) {
      Shown product =
          ProductDocuments.shown(searcher.storedFields().document(hit.doc, Set.of(Fields.SHOWN)));
      titles.add(new Suggestion(product.title(), Suggestion.Kind.PRODUCT, product.handle()));
    }
    suggestions.add(round, snapshot.categories, snapshot.vendors, titles);
  }
}
