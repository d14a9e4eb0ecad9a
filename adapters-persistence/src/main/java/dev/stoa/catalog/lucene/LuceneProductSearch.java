package dev.stoa.catalog.lucene;

import static java.util.Objects.requireNonNull;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchResults;
import dev.stoa.catalog.application.port.Suggestion;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.apache.lucene.analysis.Analyzer;
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
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.apache.lucene.store.AlreadyClosedException;
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
  private static final int PASSAGE_LENGTH = 160;
  private static final Analyzer HIGHLIGHTED = ProductAnalyzer.singular();

  private static final SortField BY_TIME = new SortField(Fields.CREATED, SortField.Type.LONG, true);
  private static final SortField BY_ID = new SortField(Fields.ID, SortField.Type.STRING);
  private static final Sort BY_RELEVANCE = new Sort(SortField.FIELD_SCORE, BY_TIME, BY_ID);

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
    Suggestions suggestions = Suggestions.completing(text);
    return read((searcher, snapshot) ->
        suggestions.in(searcher, BY_RELEVANCE, snapshot.categories, snapshot.vendors, limit));
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
    String fingerprint = SearchCursor.fingerprint(query);
    Optional<SearchCursor> after =
        query.page().after().map(cursor -> SearchCursor.parse(cursor, fingerprint));
    TextQuery text = TextQuery.parse(query.text());
    int mistyped =
        after.isPresent() ? after.get().mistyped() : text.mistyped(searcher.getIndexReader());
    Sort sort = sort(query);
    int limit = query.page().limit();

    ProductDrillSideways drill = new ProductDrillSideways(searcher, snapshot.facets);
    TopFieldDocs top =
        drill.search(
            filtered(query, text, mistyped),
            after.map(cursor -> cursor.toFieldDoc(sort)).orElse(null),
            limit + 1,
            sort);
    boolean more = top.scoreDocs.length > limit;
    List<ScoreDoc> page = List.of(top.scoreDocs).subList(0, Math.min(limit, top.scoreDocs.length));
    Optional<Cursor> next =
        more
            ? Optional.of(
                SearchCursor.after(fingerprint, mistyped, (FieldDoc) page.getLast()).toCursor())
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
            .add(text.toQuery(mistyped), Occur.MUST)
            .add(new TermQuery(new Term(Fields.KIND, Fields.PRODUCT)), Occur.FILTER)
            .build();
    DrillDownQuery filtered = new DrillDownQuery(ProductDocuments.FACETS, base);
    addFilter(filtered, Fields.CATEGORY_DIM, query.categories());
    addFilter(filtered, Fields.VENDOR_DIM, query.vendors());
    addFilter(filtered, Fields.TAG_DIM, query.tags());
    query
        .options()
        .forEach((name, values) -> addFilter(filtered, Fields.OPTION_DIM + name, values));
    SearchQuery.PriceRange price = query.price();
    if (!price.isUnbounded()) {
      filtered.add(
          Fields.PRICE_DIM,
          LongPoint.newRangeQuery(
              Fields.prices(price.currency().getCurrencyCode()),
              price.min() == null ? Long.MIN_VALUE : price.min(),
              price.max() == null ? Long.MAX_VALUE : price.max()));
    }
    Boolean inStock = query.inStock();
    if (inStock != null) {
      filtered.add(
          Fields.STOCK_DIM,
          NumericDocValuesField.newSlowExactQuery(Fields.IN_STOCK, inStock ? 1 : 0));
    }
    return filtered;
  }

  private static void addFilter(DrillDownQuery query, String dimension, Set<String> values) {
    for (String value : values) {
      // No product has an empty value, and Lucene has no name for one.
      query.add(dimension, value.isEmpty() ? "\u0000" : value);
    }
  }

  private static Sort sort(SearchQuery query) {
    String price = Fields.minPrice(query.price().currency().getCurrencyCode());
    return switch (query.sort()) {
      case RELEVANCE -> BY_RELEVANCE;
      case PRICE -> new Sort(byPrice(price, false), BY_TIME, BY_ID);
      case PRICE_DESCENDING -> new Sort(byPrice(price, true), BY_TIME, BY_ID);
      case TITLE ->
          new Sort(new SortField(Fields.TITLE_KEY, SortField.Type.STRING), BY_TIME, BY_ID);
      case TITLE_DESCENDING ->
          new Sort(new SortField(Fields.TITLE_KEY, SortField.Type.STRING, true), BY_TIME, BY_ID);
      case NEWEST -> new Sort(BY_TIME, BY_ID);
    };
  }

  private static SortField byPrice(String field, boolean descending) {
    long last = descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    return new SortField(field, SortField.Type.LONG, descending, last);
  }

  private static List<SearchHit> hits(
      IndexSearcher searcher, List<ScoreDoc> page, TextQuery text, int mistyped, Currency currency)
      throws IOException {
    int[] documents = page.stream().mapToInt(hit -> hit.doc).toArray();
    List<SearchHit.Highlights> marked = marked(searcher, documents, text, mistyped);
    List<SearchHit> hits = new ArrayList<>(documents.length);
    for (int i = 0; i < documents.length; i++) {
      ProductDocuments.Source source =
          ProductDocuments.source(
              searcher.storedFields().document(documents[i], Set.of(Fields.SOURCE)));
      hits.add(
          ProductDocuments.hit(source, currency, isInStock(searcher, documents[i]), marked.get(i)));
    }
    return hits;
  }

  private static boolean isInStock(IndexSearcher searcher, int document) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    NumericDocValues values = DocValues.getNumeric(leaf.reader(), Fields.IN_STOCK);
    return values.advanceExact(document - leaf.docBase) && values.longValue() == 1;
  }

  private static List<SearchHit.Highlights> marked(
      IndexSearcher searcher, int[] documents, TextQuery text, int mistyped) throws IOException {
    if (text.isEmpty() || documents.length == 0) {
      return Collections.nCopies(documents.length, SearchHit.Highlights.NONE);
    }
    UnifiedHighlighter.Builder settings =
        UnifiedHighlighter.builder(searcher, HIGHLIGHTED)
            .withFormatter(new DefaultPassageFormatter("<mark>", "</mark>", " … ", true))
            .withMaxNoHighlightPassages(0);
    UnifiedHighlighter highlighter =
        new UnifiedHighlighter(settings) {
          @Override
          protected BreakIterator getBreakIterator(String field) {
            return field.equals(Fields.TITLE)
                ? new WholeBreakIterator()
                : LengthGoalBreakIterator.createClosestToLength(
                    BreakIterator.getSentenceInstance(Locale.ROOT), PASSAGE_LENGTH, 0.5f);
          }
        };
    Map<String, String[]> passages =
        highlighter.highlightFields(
            new String[] {Fields.TITLE, Fields.DESCRIPTION},
            text.toHighlight(mistyped),
            documents,
            new int[] {1, 1});
    String[] titles = requireNonNull(passages.get(Fields.TITLE));
    String[] descriptions = requireNonNull(passages.get(Fields.DESCRIPTION));
    List<SearchHit.Highlights> marked = new ArrayList<>(documents.length);
    for (int i = 0; i < documents.length; i++) {
      marked.add(new SearchHit.Highlights(titles[i], descriptions[i]));
    }
    return marked;
  }
}
