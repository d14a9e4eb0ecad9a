package dev.stoa.catalog.lucene;

import dev.stoa.catalog.document.search.Facet;
import dev.stoa.catalog.document.search.IndexedProduct;
import dev.stoa.catalog.events.ProductV1;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open index: writer, current searcher, and in memory the version of every product and stock
 * fact (about 250 bytes for each product), by which older facts are refused without a look into the
 * index.
 *
 * <p><b>What a crash takes.</b> A commit is expensive, so they are rare; but the subscription's
 * durable offset moves on with every event. After a crash the index may therefore lack events that
 * will not come again. The commit's user data tell: opening commits {@code clean=false} before the
 * first write, closing in order commits {@code clean=true} as its last act. An index found unclean
 * is kept and searched, but counts as behind until the whole catalogue has been compared with it;
 * the versions make that comparison cheap, for what is up to date is not written again. An index
 * that is damaged, by its checksums, or of another format is thrown away and counts as behind too.
 * Nothing finer, such as storing the event's position, would be safe: events of different subjects
 * are handled at once, so a position says nothing about the events before it.
 */
final class LuceneIndex implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);
  private static final String FORMAT_KEY = "format";
  private static final String CLEAN_KEY = "clean";

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<UUID, ProductState> products = new HashMap<>();
  private final Map<String, StockState> stock = new HashMap<>();
  private boolean uncommitted;
  private volatile boolean behind;
  private volatile @Nullable Snapshot snapshot;

  private record ProductState(long version, boolean removed, boolean inStock, List<String> skus) {}

  private record StockState(long version, boolean inStock, Set<UUID> products) {
    /** Nothing was heard of the SKU. */
    static final StockState UNKNOWN = new StockState(-1, false, Set.of());
  }

  /** What is computed once for a state of the index and used by all searches in it. */
  static final class Snapshot {
    private final IndexReader.CacheKey reader;
    final SortedSetDocValuesReaderState facets;
    final List<String> categories;
    final List<String> vendors;

    private Snapshot(IndexSearcher searcher) throws IOException {
      IndexReader current = searcher.getIndexReader();
      reader = current.getReaderCacheHelper().getKey();
      facets = new DefaultSortedSetDocValuesReaderState(current, ProductDocuments.FACETS);
      SortedSetDocValuesFacetCounts counts = new SortedSetDocValuesFacetCounts(facets);
      categories = ProductDrillSideways.values(counts, Facet.CATEGORY);
      vendors = ProductDrillSideways.values(counts, Facet.VENDOR);
    }
  }

  private LuceneIndex(FSDirectory directory, boolean behind) throws IOException {
    this.directory = directory;
    this.behind = behind;
    IndexWriterConfig config = new IndexWriterConfig(ProductDocuments.ANALYZER);
    config.setRAMBufferSizeMB(32);
    config.setCommitOnClose(false);
    writer = new IndexWriter(directory, config);
    try {
      writer.updateDocument(new Term(Fields.KEY, Fields.ANCHOR), ProductDocuments.anchor());
      commit(false);
      searchers = new SearcherManager(writer, null);
      load();
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(writer);
      throw e;
    }
  }

  /** Opens the index of a folder, or begins a new one when there is none that can be used. */
  static LuceneIndex open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)
        && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // Lucene makes its files with whatever rights are usual: nobody else gets as far as to them.
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Files.createDirectories(folder);
    FSDirectory directory = FSDirectory.open(folder);
    try {
      Optional<Map<String, String>> intact = intact(directory);
      if (intact.isEmpty()) {
        wipe(folder);
      }
      boolean clean = intact.map(data -> "true".equals(data.get(CLEAN_KEY))).orElse(false);
      return new LuceneIndex(directory, !clean);
    } catch (LockObtainFailedException e) {
      IOUtils.closeWhileHandlingException(directory);
      throw new IOException("the search index " + folder + " is in use by another process", e);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(directory);
      throw e;
    }
  }

  /** The last commit's user data, if the index is there, whole and of this format. */
  private static Optional<Map<String, String>> intact(FSDirectory directory) throws IOException {
    if (directory.listAll().length == 0 || !DirectoryReader.indexExists(directory)) {
      return Optional.empty();
    }
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
      Map<String, String> data = reader.getIndexCommit().getUserData();
      if (ProductDocuments.FORMAT.equals(data.get(FORMAT_KEY))) {
        return Optional.of(data);
      }
      LOG.info(
          "the search index has format {}, not {}", data.get(FORMAT_KEY), ProductDocuments.FORMAT);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the search index is damaged and will be made anew", e);
    }
    return Optional.empty();
  }

  private static void wipe(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file)
            && !file.getFileName().toString().equals(IndexWriter.WRITE_LOCK_NAME)) {
          Files.delete(file);
        }
      }
    }
  }

  private void load() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        load(leaf.reader());
      }
    } finally {
      searchers.release(searcher);
    }
    products.forEach((id, product) -> own(id, product.skus()));
  }

  private void load(LeafReader reader) throws IOException {
    SortedDocValues kinds = DocValues.getSorted(reader, Fields.KIND);
    SortedDocValues keys = DocValues.getSorted(reader, Fields.KEY);
    NumericDocValues versions = DocValues.getNumeric(reader, Fields.VERSION);
    NumericDocValues inStock = DocValues.getNumeric(reader, Fields.IN_STOCK);
    SortedSetDocValues skus = DocValues.getSortedSet(reader, Fields.SKUS);
    Bits live = reader.getLiveDocs();
    for (int doc = 0; doc < reader.maxDoc(); doc++) {
      if (live != null && !live.get(doc)) {
        continue;
      }
      kinds.advanceExact(doc);
      keys.advanceExact(doc);
      versions.advanceExact(doc);
      String kind = kinds.lookupOrd(kinds.ordValue()).utf8ToString();
      String key = keys.lookupOrd(keys.ordValue()).utf8ToString();
      boolean available = inStock.advanceExact(doc) && inStock.longValue() == 1;
      switch (kind) {
        case Fields.STOCK ->
            stock.merge(
                key.substring(2),
                new StockState(versions.longValue(), available, Set.of()),
                (before, loaded) ->
                    new StockState(loaded.version(), loaded.inStock(), before.products()));
        case Fields.PRODUCT, Fields.HIDDEN, Fields.REMOVED ->
            products.put(
                UUID.fromString(key.substring(2)),
                new ProductState(
                    versions.longValue(),
                    kind.equals(Fields.REMOVED),
                    available,
                    skusOf(skus, doc)));
        default -> {
          // The anchor guards nothing.
        }
      }
    }
  }

  private static List<String> skusOf(SortedSetDocValues values, int doc) throws IOException {
    if (!values.advanceExact(doc)) {
      return List.of();
    }
    String[] skus = new String[values.docValueCount()];
    for (int i = 0; i < skus.length; i++) {
      skus[i] = values.lookupOrd(values.nextOrd()).utf8ToString();
    }
    return List.of(skus);
  }

  void index(ProductV1 product, long version) throws IOException {
    UUID id = product.productId();
    writing.lock();
    try {
      ProductState before = products.get(id);
      if (before != null && before.version() >= version) {
        return;
      }
      List<String> skus = IndexedProduct.skus(product);
      boolean inStock = skus.stream().anyMatch(this::isInStock);
      put(ProductDocuments.productKey(id), ProductDocuments.product(product, version, inStock));
      replace(id, before, new ProductState(version, false, inStock, skus));
    } finally {
      writing.unlock();
    }
  }

  void remove(UUID id, long version) throws IOException {
    writing.lock();
    try {
      ProductState before = products.get(id);
      if (before != null && before.version() >= version) {
        return;
      }
      put(ProductDocuments.productKey(id), ProductDocuments.removed(id, version));
      replace(id, before, new ProductState(version, true, false, List.of()));
    } finally {
      writing.unlock();
    }
  }

  void setInStock(String sku, boolean inStock, long version) throws IOException {
    writing.lock();
    try {
      StockState before = stock.getOrDefault(sku, StockState.UNKNOWN);
      if (before.version() >= version) {
        return;
      }
      put(ProductDocuments.stockKey(sku), ProductDocuments.stock(sku, inStock, version));
      stock.put(sku, new StockState(version, inStock, before.products()));
      for (UUID id : before.products()) {
        ProductState product = products.get(id);
        if (product != null) {
          update(id, product, product.skus().stream().anyMatch(this::isInStock));
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private void update(UUID id, ProductState product, boolean inStock) throws IOException {
    if (product.inStock() != inStock) {
      writer.updateDocValues(
          new Term(Fields.KEY, ProductDocuments.productKey(id)),
          new NumericDocValuesField(Fields.IN_STOCK, inStock ? 1 : 0));
      products.put(
          id, new ProductState(product.version(), product.removed(), inStock, product.skus()));
    }
  }

  private boolean isInStock(String sku) {
    return stock.getOrDefault(sku, StockState.UNKNOWN).inStock();
  }

  private void put(String key, Document document) throws IOException {
    writer.updateDocument(new Term(Fields.KEY, key), document);
    uncommitted = true;
  }

  private void replace(UUID id, @Nullable ProductState before, ProductState now) {
    if (before != null && !before.skus().equals(now.skus())) {
      for (String sku : before.skus()) {
        StockState state = stock.getOrDefault(sku, StockState.UNKNOWN);
        Set<UUID> others = new LinkedHashSet<>(state.products());
        others.remove(id);
        stock.put(sku, new StockState(state.version(), state.inStock(), Set.copyOf(others)));
      }
    }
    products.put(id, now);
    own(id, now.skus());
  }

  private void own(UUID id, List<String> skus) {
    for (String sku : skus) {
      StockState state = stock.getOrDefault(sku, StockState.UNKNOWN);
      if (!state.products().contains(id)) {
        Set<UUID> owners = new LinkedHashSet<>(state.products());
        owners.add(id);
        stock.put(sku, new StockState(state.version(), state.inStock(), Set.copyOf(owners)));
      }
    }
  }

  /** Visits a copy of what is known of the products now. */
  void forEachProduct(BiConsumer<UUID, Long> visitor) {
    Map<UUID, Long> copy = new HashMap<>();
    writing.lock();
    try {
      products.forEach((id, product) -> {
        if (!product.removed()) {
          copy.put(id, product.version());
        }
      });
    } finally {
      writing.unlock();
    }
    copy.forEach(visitor);
  }

  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /** Work on the current state of the index. */
  @FunctionalInterface
  interface Read<R> {
    R apply(IndexSearcher searcher, Snapshot snapshot) throws IOException;
  }

  <R> R read(Read<R> work) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return work.apply(searcher, snapshotOf(searcher));
    } finally {
      searchers.release(searcher);
    }
  }

  private Snapshot snapshotOf(IndexSearcher searcher) throws IOException {
    Snapshot current = snapshot;
    if (current == null
        || !current.reader.equals(searcher.getIndexReader().getReaderCacheHelper().getKey())) {
      current = new Snapshot(searcher);
      snapshot = current;
    }
    return current;
  }

  boolean isBehind() {
    return behind;
  }

  void caughtUp() throws IOException {
    commit(false);
    behind = false;
  }

  /** Writes to disk what was indexed since the last time, so that a crash costs less. */
  void commitIfNeeded() throws IOException {
    boolean needed;
    writing.lock();
    try {
      needed = uncommitted;
    } finally {
      writing.unlock();
    }
    if (needed) {
      commit(false);
    }
  }

  private void commit(boolean clean) throws IOException {
    writing.lock();
    try {
      writer.setLiveCommitData(
          Map.of(FORMAT_KEY, ProductDocuments.FORMAT, CLEAN_KEY, Boolean.toString(clean))
              .entrySet());
      writer.commit();
      uncommitted = false;
    } finally {
      writing.unlock();
    }
  }

  /** Whether a failure has ended the writer. */
  boolean isBroken() {
    return !writer.isOpen();
  }

  /** Ends in order: everything written is on disk and said to be complete. */
  @Override
  public void close() throws IOException {
    try {
      if (writer.isOpen()) {
        commit(!behind);
      }
    } finally {
      IOUtils.close(searchers, writer, directory);
    }
  }

  /**
   * Ends after a failure: what is on disk stays as it is and will be compared at the next start.
   */
  void abandon() {
    IOUtils.closeWhileHandlingException(searchers, writer::rollback, directory);
  }
}
