package dev.stoa.shared.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A collection of aggregates, each one versioned document with the events that are not published
 * yet: {@code {_id, version, state, pending: [events], pendingSince}}. So one write of one document
 * stores state, version and events together. What a query needs is a field of the state ({@code
 * state.userId}).
 *
 * <p>A deleted aggregate leaves its id, its version and its pending events, without {@code state}:
 * it is not found, unique indexes do not hold its keys, and its id is never used again.
 *
 * @param <D> the record that is the stored form
 */
public final class MongoDocuments<D> {
  /** The version, as a field of the stored document. */
  public static final String VERSION = "version";

  /** The stored form, as a field of the stored document. */
  public static final String STATE = "state";

  static final String PENDING = "pending";
  static final String PENDING_SINCE = "pendingSince";

  private static final String ID = "_id";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // One type for all whole numbers, however large they happen to be.
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          // A null would be a value to an index; what is absent is in none.
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
          .build();

  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  private final MongoStore store;
  private final MongoEvents events;
  private final String name;
  private final Class<D> type;
  private final MongoOutbox outbox;

  /** The documents of one collection. */
  public MongoDocuments(
      MongoStore store, MongoEvents events, String collection, String outboxName, Class<D> type) {
    this.store = store;
    this.events = events;
    this.name = collection;
    this.type = type;
    this.outbox = new MongoOutbox(store, collection, outboxName);
  }

  /** A document that was read. What it holds is decoded when it is asked for. */
  public static final class Stored<D> {
    private final MongoDocuments<D> documents;
    private final Document stored;

    private Stored(MongoDocuments<D> documents, Document stored) {
      this.documents = documents;
      this.stored = stored;
    }

    /**
     * With its stored form.
     *
     * @throws UnreadableState when it cannot be decoded
     */
    public dev.stoa.shared.document.Stored<D> decoded() {
      return new dev.stoa.shared.document.Stored<>(
          document(), version(), documents.name + " " + id(), documents.store.damage());
    }

    /**
     * What is stored, as the domain has it.
     *
     * @throws UnreadableState when it cannot be decoded, or the domain refuses it
     */
    public <A> A as(BiFunction<D, Version, A> reading) {
      return documents
          .store
          .damage()
          .reading(
              documents.name + " " + stored.get(ID),
              () -> reading.apply(documents.decode(stored), MongoDocuments.version(stored)));
    }

    /** Its id. */
    public String id() {
      return String.valueOf(stored.get(ID));
    }

    /** The version it was stored at. */
    public Version version() {
      return as((document, version) -> version);
    }

    /** The stored form itself. */
    public D document() {
      return as((document, version) -> document);
    }
  }

  /** The index that every such collection needs for its outbox. */
  public static MongoIndex pendingIndex(String collection) {
    return MongoIndex.sparse(collection, "pending", PENDING_SINCE);
  }

  /** The path of a field of the stored form, for filters, orders and indexes. */
  public static String path(String field) {
    return STATE + "." + field;
  }

  /** What is committed and not published. */
  public Outbox outbox() {
    return outbox;
  }

  /** The document of that id. */
  public Optional<Stored<D>> find(String id) {
    return store.run(() -> Optional.ofNullable(existing(eq(ID, id)).first()).map(this::read));
  }

  /** The documents of those ids, each once, in no order. */
  public List<Stored<D>> findAll(Collection<String> ids) {
    return store.run(() -> existing(in(ID, ids)).map(this::read).into(new ArrayList<>()));
  }

  /** The first document that matches; where several can, it is not said which. */
  public Optional<Stored<D>> first(Bson filter) {
    return store.run(() -> Optional.ofNullable(existing(filter).first()).map(this::read));
  }

  /**
   * The first document in that order of those that match, among what a majority of the servers has:
   * what is found here stays, whichever of them fails.
   */
  public Optional<Stored<D>> firstOfMajority(Bson filter, Bson order) {
    return store.run(() ->
        Optional.ofNullable(existing(majority(), filter).sort(order).first()).map(this::read));
  }

  /**
   * The documents that match, in that order.
   *
   * @param limit at most so many; 0 for all
   */
  public List<Stored<D>> where(Bson filter, Bson order, int limit) {
    return store.run(
        () -> existing(filter).sort(order).limit(limit).map(this::read).into(new ArrayList<>()));
  }

  /**
   * The first so many that match, in that order, and can be read. A damaged document keeps nobody
   * from the others: it is left out, and told by the readiness and the log.
   *
   * @param limit at most so many; 0 for all
   */
  public <A> List<A> readable(
      Bson filter, Bson order, int limit, BiFunction<D, Version, A> reading) {
    return each(filter, order, limit, stored -> stored.as(reading));
  }

  /** The same, as they are stored. */
  public List<dev.stoa.shared.document.Stored<D>> readable(Bson filter, Bson order, int limit) {
    return each(filter, order, limit, Stored::decoded);
  }

  private <A> List<A> each(Bson filter, Bson order, int limit, Function<Stored<D>, A> reading) {
    List<A> found = new ArrayList<>();
    int asked = limit;
    while (true) {
      List<Stored<D>> all = where(filter, order, asked);
      found.clear();
      all.forEach(
          stored -> store.damage().readable(() -> reading.apply(stored)).ifPresent(found::add));
      if (limit == 0 || all.size() < asked || found.size() >= limit) {
        return List.copyOf(limit == 0 ? found : found.subList(0, Math.min(limit, found.size())));
      }
      asked = limit + all.size() - found.size();
    }
  }

  /**
   * The documents that match and stand after a place, newest first: by a number in falling order,
   * and by id in falling order among equals.
   *
   * @param number the field of the stored form that holds the number
   */
  public <A> List<A> newestFirst(
      @Nullable Bson filter,
      String number,
      long afterNumber,
      String afterId,
      int limit,
      BiFunction<D, Version, A> reading) {
    return readable(behind(filter, number, afterNumber, afterId), newest(number), limit, reading);
  }

  /** The same, as they are stored. */
  public List<dev.stoa.shared.document.Stored<D>> newestFirst(
      @Nullable Bson filter, String number, long afterNumber, String afterId, int limit) {
    return readable(behind(filter, number, afterNumber, afterId), newest(number), limit);
  }

  private static Bson newest(String number) {
    return Sorts.descending(path(number), ID);
  }

  private static Bson behind(
      @Nullable Bson filter, String number, long afterNumber, String afterId) {
    String field = path(number);
    List<Bson> parts = new ArrayList<>();
    if (filter != null) {
      parts.add(filter);
    }
    // The first condition bounds the index, the second decides among equals.
    parts.add(lte(field, afterNumber));
    parts.add(or(lt(field, afterNumber), lt(ID, afterId)));
    return and(parts);
  }

  /** The results of an aggregation over the documents that are not deleted. */
  public List<Document> aggregate(List<? extends Bson> stages) {
    List<Bson> pipeline = new ArrayList<>();
    pipeline.add(new Document("$match", exists(STATE).toBsonDocument()));
    pipeline.addAll(stages);
    return store.run(() -> {
      AggregateIterable<Document> results = collection().aggregate(pipeline);
      return results.into(new ArrayList<>());
    });
  }

  /**
   * A commit that is made.
   *
   * @param version the version the aggregate now has
   * @param handOver hands all events pending at the aggregate to the relay; to be run once, at
   *     once, outside any lock
   */
  public record Commit(Version version, Runnable handOver) {}

  /**
   * Writes the document and its events in one write, and hands all events pending at it to the
   * relay.
   *
   * @param loaded the version the aggregate was loaded at
   * @return the version it now has
   * @throws StaleAggregate when the stored version is another, or the id was used before
   * @throws DuplicateKey when a unique index, other than that of ids, refused it
   */
  public Version save(
      String id, Version loaded, D document, List<? extends PublishedEvent> published) {
    Commit commit = commit(id, loaded, document, published);
    commit.handOver().run();
    return commit.version();
  }

  /** As {@link #save}, for callers that hold a lock: they hand the events over themselves. */
  public Commit commit(
      String id, Version loaded, D document, List<? extends PublishedEvent> published) {
    Version made = loaded.next();
    Date now = events.now();
    List<Document> added = events.encode(id, made, now, published);
    Document state = encode(document);
    List<Document> pending =
        loaded.equals(Version.NEW)
            ? insert(id, made, state, added, now)
            : update(id, loaded, Updates.set(STATE, state), added, now);
    return new Commit(made, () -> outbox.handOver(id, pending));
  }

  /**
   * An aggregate that is to be stored for the first time.
   *
   * @param <D> the record that is the stored form
   */
  public record Fresh<D>(String id, D document, List<? extends PublishedEvent> published) {}

  /**
   * Stores new aggregates in one request, in their order, until a unique index, that of ids or
   * another, refuses one: those before it are stored, it and those after it are not. For callers
   * that hold a lock: they hand the events over themselves.
   *
   * @return the commits of those that are stored: all, or fewer when one was refused
   * @throws dev.stoa.shared.application.StoreUnavailable when it is not known how many are stored;
   *     they are the first ones of the list in any case
   */
  public List<Commit> insertUntilRefused(List<Fresh<D>> fresh) {
    Date now = events.now();
    Version made = Version.NEW.next();
    List<Document> inserted = new ArrayList<>();
    List<Commit> commits = new ArrayList<>();
    for (Fresh<D> each : fresh) {
      List<Document> added = events.encode(each.id(), made, now, each.published());
      inserted.add(inserted(each.id(), made, encode(each.document()), added, now));
      commits.add(new Commit(made, () -> outbox.handOver(each.id(), added)));
    }
    int stored = store.run(() -> storedUntilRefused(inserted));
    return List.copyOf(commits.subList(0, stored));
  }

  private int storedUntilRefused(List<Document> documents) {
    try {
      collection().insertMany(documents, new InsertManyOptions().ordered(true));
      return documents.size();
    } catch (MongoBulkWriteException e) {
      // What precedes the refusal counts only when as many servers have it as is asked for.
      if (e.getWriteConcernError() == null
          && e.getWriteErrors().size() == 1
          && e.getWriteErrors().getFirst().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return e.getWriteErrors().getFirst().getIndex();
      }
      throw e;
    }
  }

  /**
   * Writes the document and its events together with fields beside the state, such as a list that
   * grows, all in one write. Nothing is handed to the relay before the caller says so, for it may
   * hold a lock.
   *
   * @param beside changes to fields of the stored document that this class does not know
   * @return hands all events pending at the document to the relay; to be run outside any lock
   * @throws StaleAggregate when the stored version is another, or the id was used before
   * @throws DuplicateKey when a unique index, other than that of ids, refused it
   */
  public Runnable write(
      String id,
      Version loaded,
      D document,
      List<? extends PublishedEvent> published,
      Bson... beside) {
    Date now = events.now();
    List<Document> added = events.encode(id, loaded.next(), now, published);
    List<Bson> changes = new ArrayList<>(List.of(beside));
    changes.add(Updates.set(STATE, encode(document)));
    List<Document> pending = update(id, loaded, Updates.combine(changes), added, now);
    return () -> outbox.handOver(id, pending);
  }

  /**
   * Deletes the document and adds the events in one write. What stays of it keeps the version that
   * the deletion made.
   *
   * @throws StaleAggregate when the stored version is another
   */
  public void delete(String id, Version loaded, List<? extends PublishedEvent> published) {
    if (loaded.equals(Version.NEW)) {
      throw new StaleAggregate(id, loaded);
    }
    Date now = events.now();
    List<Document> added = events.encode(id, loaded.next(), now, published);
    outbox.handOver(id, update(id, loaded, Updates.unset(STATE), added, now));
  }

  /** The stored form as BSON; absent values are left out. */
  public static Document encode(Object document) {
    try {
      // By way of plain JSON: the extended JSON of the driver would give names like $date a
      // meaning.
      Map<String, Object> fields = JSON.readValue(JSON.writeValueAsBytes(document), FIELDS);
      return new Document(fields);
    } catch (IOException e) {
      throw new IllegalStateException("cannot store " + document, e);
    }
  }

  private List<Document> insert(
      String id, Version made, Document state, List<Document> added, Date now) {
    Document document = inserted(id, made, state, added, now);
    try {
      store.run(() -> collection().insertOne(document));
    } catch (DuplicateKey taken) {
      throw refused(taken, id, Version.NEW);
    }
    return added;
  }

  private static Document inserted(
      String id, Version made, Document state, List<Document> added, Date now) {
    Document document = new Document(ID, id).append(VERSION, made.value()).append(STATE, state);
    if (!added.isEmpty()) {
      document.append(PENDING, added).append(PENDING_SINCE, now);
    }
    return document;
  }

  private List<Document> update(
      String id, Version loaded, Bson change, List<Document> added, Date now) {
    List<Bson> changes = new ArrayList<>();
    changes.add(change);
    changes.add(Updates.set(VERSION, loaded.next().value()));
    if (!added.isEmpty()) {
      changes.add(Updates.pushEach(PENDING, added));
      changes.add(Updates.min(PENDING_SINCE, now));
    }
    // What is not there yet has no version, and nothing stored has this one: it is inserted, or
    // else refused for its id.
    boolean isNew = loaded.equals(Version.NEW);
    Bson unchanged =
        isNew
            ? and(eq(ID, id), eq(VERSION, Version.NEW.value()))
            : and(eq(ID, id), eq(VERSION, loaded.value()), exists(STATE));
    Document after;
    try {
      after =
          store.run(() ->
              collection()
                  .findOneAndUpdate(
                      unchanged,
                      Updates.combine(changes),
                      new FindOneAndUpdateOptions()
                          .upsert(isNew)
                          .returnDocument(ReturnDocument.AFTER)
                          .projection(include(PENDING))));
    } catch (DuplicateKey taken) {
      throw refused(taken, id, loaded);
    }
    if (after == null) {
      throw new StaleAggregate(id, loaded);
    }
    return after.getList(PENDING, Document.class, List.of());
  }

  /** A taken id means that somebody else was first; any other key is for the adapter to name. */
  static RuntimeException refused(DuplicateKey taken, String id, Version loaded) {
    return taken.isOfId() ? new StaleAggregate(id, loaded) : taken;
  }

  private MongoCollection<Document> collection() {
    return store.collection(name);
  }

  private MongoCollection<Document> majority() {
    return collection().withReadConcern(ReadConcern.MAJORITY);
  }

  private FindIterable<Document> existing(Bson filter) {
    return existing(collection(), filter);
  }

  private static FindIterable<Document> existing(
      MongoCollection<Document> collection, Bson filter) {
    return collection.find(and(filter, exists(STATE))).projection(include(VERSION, STATE));
  }

  /** What was stored, of a document that was read with its version and its state at least. */
  public Stored<D> read(Document stored) {
    return new Stored<>(this, stored);
  }

  private D decode(Document stored) {
    try {
      return JSON.readValue(JSON.writeValueAsBytes(stored.get(STATE, Document.class)), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Version version(Document stored) {
    return new Version(stored.getLong(VERSION));
  }
}
