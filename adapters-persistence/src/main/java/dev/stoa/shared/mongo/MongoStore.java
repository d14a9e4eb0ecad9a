package dev.stoa.shared.mongo;

import static java.util.stream.Collectors.groupingBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.StoreRefused;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.WriteProbe;
import dev.stoa.shared.document.Damage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB database. Opening it does not wait for the server: the indexes are made and checked in
 * the background, again and again with growing pauses, and until that is done every operation is
 * refused at once. A server that goes away later makes operations fail within about three seconds;
 * they work again by themselves when it is back.
 *
 * <p>Writes are acknowledged by a majority of the replica set, each from its journal, unless the
 * address says otherwise.
 */
public final class MongoStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MongoStore.class);

  private static final String PROBE = "readiness";
  private static final int SELECT_MILLIS = 2_000;
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 2_500;
  private static final int HEARTBEAT_MILLIS = 1_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final MongoClient client;
  private final MongoDatabase database;
  private final List<MongoIndex> indexes;
  private final Thread preparation;
  private final Damage damage = new Damage();

  /** Why the store cannot be used yet; null when it is prepared. */
  private volatile @Nullable Throwable unprepared =
      new IllegalStateException("the indexes are not checked yet");

  private volatile boolean closed;

  private MongoStore(MongoOptions options, Collection<MongoIndex> indexes) {
    this.client = MongoClients.create(settings(options));
    this.database = client.getDatabase(options.database());
    this.indexes = List.copyOf(indexes);
    this.preparation = Thread.ofVirtual().name("stoa-mongo-indexes").unstarted(this::prepare);
  }

  /** Connects in the background and sees to the indexes. */
  public static MongoStore open(MongoOptions options, Collection<MongoIndex> indexes) {
    MongoStore store = new MongoStore(options, indexes);
    store.preparation.start();
    return store;
  }

  /** A collection; to be used within {@link #run} only. */
  public MongoCollection<Document> collection(String name) {
    return database.getCollection(name);
  }

  /**
   * Runs operations on the database.
   *
   * @throws DuplicateKey when a unique index refused the write
   * @throws StoreUnavailable when the server is away, or the indexes are not there yet
   */
  public <R> R run(Supplier<R> operations) {
    Throwable why = unprepared;
    if (why != null) {
      throw new StoreUnavailable("MongoDB is not ready: " + MongoFailures.sentence(why), why);
    }
    try {
      return operations.get();
    } catch (MongoException e) {
      throw MongoFailures.of(e);
    } catch (BsonMaximumSizeExceededException e) {
      throw new StoreRefused("MongoDB: " + MongoFailures.sentence(e), e);
    } catch (IllegalStateException e) {
      if (closed) {
        throw new StoreUnavailable("the connection to MongoDB is closed", e);
      }
      throw e;
    }
  }

  /** Whether the server can be used now, and takes a write that a majority keeps. */
  public ReadinessCheck readiness() {
    WriteProbe probe = new WriteProbe("MongoDB", this::writeProbe, System::nanoTime);
    return new ReadinessCheck("mongodb", () -> problem().or(probe));
  }

  /** Whether all that was read of late could be read. */
  ReadinessCheck intactness() {
    return ReadinessCheck.degrading("mongodb-data", damage::problem);
  }

  private void writeProbe() {
    run(() ->
        collection(PROBE)
            .updateOne(
                Filters.eq("_id", "probe"),
                Updates.currentDate("written"),
                new UpdateOptions().upsert(true)));
  }

  /** What of this database was found unreadable of late. */
  public Damage damage() {
    return damage;
  }

  /** Ends the connections; operations that run may fail. */
  @Override
  public void close() {
    closed = true;
    preparation.interrupt();
    client.close();
  }

  private Optional<String> problem() {
    Throwable why = unprepared;
    if (why != null) {
      return Optional.of("MongoDB is not ready: " + MongoFailures.sentence(why));
    }
    boolean writable =
        client.getClusterDescription().getServerDescriptions().stream()
            .anyMatch(server -> server.isPrimary());
    return writable ? Optional.empty() : Optional.of("no MongoDB server takes writes");
  }

  private void prepare() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      try {
        checkIndexes();
        if (unprepared != null) {
          LOG.info("MongoDB is ready: {} has its {} indexes", database.getName(), indexes.size());
        }
        unprepared = null;
        return;
      } catch (RuntimeException e) {
        if (closed) {
          return;
        }
        LOG.warn("MongoDB is not ready, trying again: {}", MongoFailures.sentence(e));
        unprepared = e;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private void checkIndexes() {
    // Without any index declared, the server is still to be there.
    database.runCommand(new Document("ping", 1));
    indexes.stream().collect(groupingBy(MongoIndex::collection)).forEach(this::checkIndexesOf);
  }

  private void checkIndexesOf(String name, List<MongoIndex> wanted) {
    MongoCollection<Document> collection = collection(name);
    Map<String, Document> described = new HashMap<>();
    for (Document index : collection.listIndexes().into(new ArrayList<>())) {
      described.put(index.getString("name"), index);
    }
    for (MongoIndex index : wanted) {
      Document found = described.get(index.name());
      if (found == null) {
        collection.createIndex(
            index.bsonKeys(),
            new IndexOptions()
                .name(index.name())
                .unique(index.isUnique())
                .sparse(index.isSparse()));
      } else if (!index.matches(found)) {
        throw new IllegalStateException(
            "the index %s of %s is %s, but %s %s is needed"
                .formatted(
                    index.name(), name, found.toJson(), index.kind(), index.bsonKeys().toJson()));
      }
    }
  }

  private static MongoClientSettings settings(MongoOptions options) {
    return MongoClientSettings.builder()
        .applicationName("stoa")
        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
        .applyToClusterSettings(
            cluster -> cluster.serverSelectionTimeout(SELECT_MILLIS, TimeUnit.MILLISECONDS))
        .applyToServerSettings(
            server -> server.heartbeatFrequency(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS))
        .applyToSocketSettings(socket ->
            socket
                .connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .readTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS))
        .applyToConnectionPoolSettings(
            pool -> pool.maxWaitTime(SELECT_MILLIS, TimeUnit.MILLISECONDS))
        .applyConnectionString(new ConnectionString(options.uri()))
        .build();
  }
}
