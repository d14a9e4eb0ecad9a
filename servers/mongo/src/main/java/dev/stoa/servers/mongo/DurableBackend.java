package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Answers a command only when what it changed is in the file, as {@code j: true} asks for; by
 * itself the store would write once in a second. A document and its index entries are several
 * entries of the store: a commit lets no command be half done, so that a kill never leaves one
 * without the other. One commit serves all commands that were done before it.
 */
final class DurableBackend extends H2Backend {
  private static final int CACHE_MEBIBYTES = 2;
  private static final int FILL_RATE = 50;
  private static final int COMPACTED_AT_ONCE = 8 << 20;

  private final MVStore store;

  /** Commands share it, a commit has it alone. */
  private final ReadWriteLock commands = new ReentrantReadWriteLock();

  private DurableBackend(MVStore store) {
    super(store);
    this.store = store;
  }

  static DurableBackend open(String file) {
    // Small pages: with a document its whole page is written. A small cache: as objects documents
    // take many times the memory that is counted for them.
    MVStore store =
        new MVStore.Builder()
            .fileName(file)
            .autoCommitDisabled()
            .pageSplitSize(4_096)
            .cacheSize(CACHE_MEBIBYTES)
            .open();
    // Kills are to be survived, not power cuts: space is free as soon as nothing refers to it.
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    return new DurableBackend(store);
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    Document answer;
    commands.readLock().lock();
    try {
      answer = super.handleMessage(message);
    } finally {
      commands.readLock().unlock();
    }
    commitWhatChanged();
    return answer;
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name);
  }

  /** Gives back space; to be called from time to time. */
  void compact() {
    commands.writeLock().lock();
    try {
      store.compact(FILL_RATE, COMPACTED_AT_ONCE);
    } finally {
      commands.writeLock().unlock();
    }
  }

  private void commitWhatChanged() {
    if (!store.hasUnsavedChanges()) {
      return;
    }
    commands.writeLock().lock();
    try {
      if (store.hasUnsavedChanges()) {
        store.commit();
      }
    } finally {
      commands.writeLock().unlock();
    }
  }

  /**
   * Its collections are {@linkplain IndexedCollection indexed}. The constructor of the library's
   * class opens them, when only the backend around this one is there.
   */
  private final class IndexedDatabase extends H2Database {
    IndexedDatabase(String name) {
      super(name, getMvStore(), getCursorRegistry());
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
        String collection, CollectionOptions options) {
      String name = getFullCollectionNamespace(collection);
      return new IndexedCollection(
          this,
          collection,
          options,
          getMvStore().openMap("databases." + name, documents()),
          getMvStore().openMap("meta." + name),
          getCursorRegistry());
    }

    private MVMap.Builder<Object, Document> documents() {
      MVMap.Builder<Object, Document> map = new MVMap.Builder<>();
      return map.keyType(new KeyType()).valueType(new BsonType());
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
        String collection, String index, List<IndexKey> keys, boolean sparse) {
      return new UniqueIndex(index, keys, sparse);
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String index) {
      collection.dropIndex(index); // nothing of it is in the file
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
        String collection, String index, List<IndexKey> keys, boolean sparse) {
      return new OrderedIndex(index, keys, sparse);
    }
  }
}
