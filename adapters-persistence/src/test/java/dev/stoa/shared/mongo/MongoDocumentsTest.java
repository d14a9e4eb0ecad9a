package dev.stoa.shared.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Sorts;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.EventLogContract;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.OutboxContract;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MongoDocumentsTest {
  private static final String THINGS = "thing";
  private static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(THINGS),
          MongoIndex.unique(THINGS, "thing_name", MongoDocuments.path("name")));

  private MongoTestStore database;
  private MongoDocuments<Thing> things;

  MongoDocumentsTest() {}

  record Thing(
      String name,
      long amount,
      Instant time,
      Map<String, String> words,
      List<Integer> numbers,
      @Nullable String absent) {
    static Thing named(String name) {
      return new Thing(name, 1, Instant.EPOCH, Map.of(), List.of(), null);
    }
  }

  @BeforeEach
  void open() {
    database = MongoTestStore.open(INDEXES, IdentityEvents.all());
    things = things();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private MongoDocuments<Thing> things() {
    return new MongoDocuments<>(database.store(), database.events(), THINGS, "things", Thing.class);
  }

  private static List<PublishedEvent> event(int n) {
    return List.of(EventLogContract.event(n));
  }

  private List<PendingEvent> pending() {
    return MongoTestStore.pending(things.outbox());
  }

  @Nested
  class AsAnOutbox implements OutboxContract {
    AsAnOutbox() {}

    @Override
    public Outbox outbox() {
      return things.outbox();
    }

    @Override
    public void commit(int aggregate) {
      String id = "thing-" + aggregate;
      Version loaded = things.find(id).map(Stored::version).orElse(Version.NEW);
      things.save(id, loaded, Thing.named(id), event(aggregate));
    }

    @Override
    public Object stored(int aggregate) {
      Stored<Thing> found = things.find("thing-" + aggregate).orElseThrow();
      return List.of(found.document(), found.version());
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void restart() {
      database.reopen();
      things = things();
    }
  }

  @Test
  void keepsEveryKindOfValueAsItWas() {
    Thing thing =
        new Thing(
            "ö€𝄞\u0000\"",
            Long.MAX_VALUE,
            Instant.parse("2026-05-01T10:00:00.123456789Z"),
            Map.of("size (ca.)", "1.5", "$date", "never", "a.b", ""),
            List.of(1, -2, Integer.MAX_VALUE),
            null);

    things.save("a", Version.NEW, thing, List.of());

    Stored<Thing> found = things.find("a").orElseThrow();
    assertThat(found.document()).isEqualTo(thing);
    assertThat(found.version()).isEqualTo(new Version(1));
    assertThat(things.first(eq("state.name", thing.name()))).isPresent();
    assertThat(things.find("b")).isEmpty();
  }

  @Test
  void insertsInOrderUpToTheFirstThatIsRefused() {
    things.save("taken", Version.NEW, Thing.named("taken name"), List.of());

    List<MongoDocuments.Commit> byName =
        things.insertUntilRefused(
            List.of(fresh("a", "one", 1), fresh("b", "taken name", 2), fresh("c", "two", 3)));
    assertThat(byName).extracting(MongoDocuments.Commit::version).containsExactly(new Version(1));
    List<MongoDocuments.Commit> byId =
        things.insertUntilRefused(List.of(fresh("taken", "three", 4), fresh("d", "four", 5)));
    assertThat(byId).isEmpty();
    List<MongoDocuments.Commit> all =
        things.insertUntilRefused(List.of(fresh("d", "four", 6), fresh("c", "two", 7)));
    assertThat(all).hasSize(2);

    assertThat(things.findAll(List.of("a", "b", "c", "d", "none")))
        .extracting(stored -> stored.document().name())
        .containsExactlyInAnyOrder("one", "two", "four");
    assertThat(pending()).extracting(PendingEvent::origin).containsExactlyInAnyOrder("a", "c", "d");
    assertThat(things.find("taken").orElseThrow().document().name()).isEqualTo("taken name");
  }

  private static MongoDocuments.Fresh<Thing> fresh(String id, String name, int event) {
    return new MongoDocuments.Fresh<>(id, Thing.named(name), event(event));
  }

  @Test
  void refusesWhatIsStaleWithItsEvents() {
    things.save("a", Version.NEW, Thing.named("one"), event(1));
    things.save("a", new Version(1), Thing.named("two"), event(2));

    for (Version stale : List.of(Version.NEW, new Version(1), new Version(3))) {
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> things.save("a", stale, Thing.named("three"), event(3)));
    }
    assertThatExceptionOfType(StaleAggregate.class)
        .isThrownBy(() -> things.save("none", new Version(1), Thing.named("x"), event(3)));

    Stored<Thing> found = things.find("a").orElseThrow();
    assertThat(found.document()).isEqualTo(Thing.named("two"));
    assertThat(found.version()).isEqualTo(new Version(2));
    assertThat(pending()).hasSize(2);
  }

  @Test
  void namesTheIndexWhoseKeyIsTaken() {
    things.save("a", Version.NEW, Thing.named("one"), List.of());
    things.save("b", Version.NEW, Thing.named("two"), List.of());

    assertThatExceptionOfType(DuplicateKey.class)
        .isThrownBy(() -> things.save("c", Version.NEW, Thing.named("one"), event(1)))
        .satisfies(taken -> assertThat(taken.index()).isEqualTo("thing_name"));
    assertThatExceptionOfType(DuplicateKey.class)
        .isThrownBy(() -> things.save("b", new Version(1), Thing.named("one"), event(1)))
        .satisfies(taken -> assertThat(taken.index()).isEqualTo("thing_name"));

    assertThat(pending()).isEmpty();
    assertThat(things.find("b").orElseThrow().version()).isEqualTo(new Version(1));
  }

  @Test
  void leavesOfADeletedDocumentItsEventsAndItsIdButNoKeys() {
    things.save("a", Version.NEW, Thing.named("one"), event(1));
    things.save("b", Version.NEW, Thing.named("two"), event(1));
    things.delete("a", new Version(1), event(2));
    things.delete("b", new Version(1), event(2));

    assertThat(things.find("a")).isEmpty();
    assertThat(things.where(new Document(), Sorts.ascending("_id"), 0)).isEmpty();
    assertThat(things.aggregate(List.of(new Document("$count", "n")))).isEmpty();
    assertThat(pending()).hasSize(4);
    for (long version = 0; version < 4; version++) {
      Version used = new Version(version);
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> things.save("a", used, Thing.named("one"), List.of()));
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> things.delete("a", used, List.of()));
    }
    assertThat(things.save("c", Version.NEW, Thing.named("one"), List.of()))
        .isEqualTo(new Version(1));
  }

  @Test
  void letsOneOfManyWinEachVersionAndLosesNoEvent() throws Exception {
    things.save("a", Version.NEW, Thing.named("a"), event(0));
    Set<UUID> handed = new HashSet<>();
    CopyOnWriteArrayList<List<PendingEvent>> commits = new CopyOnWriteArrayList<>();
    things.outbox().onCommit(commits::add);

    atOnce(
        8,
        () -> {
          int saved = 0;
          while (saved < 5) {
            Stored<Thing> loaded = things.find("a").orElseThrow();
            Thing more =
                new Thing(
                    "a", loaded.document().amount() + 1, Instant.EPOCH, Map.of(), List.of(), null);
            try {
              things.save("a", loaded.version(), more, event(saved));
              saved++;
            } catch (StaleAggregate lost) {
              assertThat(lost).hasMessageContaining("a");
            }
          }
          return saved;
        });

    assertThat(things.find("a").orElseThrow().version()).isEqualTo(new Version(41));
    assertThat(things.find("a").orElseThrow().document().amount()).isEqualTo(41);
    assertThat(pending()).hasSize(41);
    assertThat(commits).hasSize(40).allMatch(events -> handed.add(events.getLast().id()));
  }

  @Test
  void twoRelaysClearAtOnceWhileCommitsGoOn() throws Exception {
    MongoTestStore other = database;
    MongoDocuments<Thing> second =
        new MongoDocuments<>(other.store(), other.events(), THINGS, "things", Thing.class);
    Set<UUID> seen = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 10; i++) {
      things.save("t" + i, Version.NEW, Thing.named("t" + i), event(i));
    }
    List<Callable<Integer>> work = new ArrayList<>();
    for (MongoDocuments<Thing> relay : List.of(things, second)) {
      work.add(() -> {
        while (seen.size() < 110) {
          List<PendingEvent> left = MongoTestStore.pending(relay.outbox());
          left.forEach(event -> seen.add(event.id()));
          relay.outbox().published(left);
        }
        return 0;
      });
    }
    work.add(() -> {
      for (int version = 1; version <= 10; version++) {
        for (int i = 0; i < 10; i++) {
          things.save("t" + i, new Version(version), Thing.named("t" + i), event(i));
        }
      }
      return 0;
    });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> done : threads.invokeAll(work)) {
        done.get();
      }
    }

    things.outbox().published(pending());
    assertThat(pending()).isEmpty();
    assertThat(seen).hasSize(110);
    // What nothing waits in is not looked at again.
    Document raw = new Document("pendingSince", new Document("$exists", true));
    MongoTestStore.pending(things.outbox());
    assertThat(database.store().run(() -> database.store().collection(THINGS).countDocuments(raw)))
        .isZero();
  }

  @Test
  void aRelayThatFailsUndoesNoCommit() {
    things
        .outbox()
        .onCommit(events -> {
          throw new IllegalStateException("no broker");
        });

    assertThat(things.save("a", Version.NEW, Thing.named("a"), event(1))).isEqualTo(new Version(1));

    assertThat(pending()).hasSize(1);
  }

  @Test
  void goesThroughAllNewestFirstEachOnce() {
    for (int i = 0; i < 7; i++) {
      things.save(
          "t" + i,
          Version.NEW,
          new Thing("t" + i, i / 2, Instant.EPOCH, Map.of(), List.of(), null),
          List.of());
    }
    List<String> seen = new ArrayList<>();
    Optional<Thing> last = Optional.empty();
    do {
      List<Thing> page =
          things.newestFirst(
              null,
              "amount",
              last.map(Thing::amount).orElse(Long.MAX_VALUE),
              last.map(Thing::name).orElse(""),
              2,
              (document, version) -> document);
      page.forEach(thing -> seen.add(thing.name()));
      last = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
    } while (last.isPresent());
    assertThat(seen).containsExactly("t6", "t5", "t4", "t3", "t2", "t1", "t0");
  }

  private static void atOnce(int threads, Callable<Integer> work) throws Exception {
    List<Future<Integer>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(work));
      }
    }
    for (Future<Integer> done : running) {
      done.get();
    }
  }
}
