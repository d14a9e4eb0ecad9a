package dev.stoa.shared.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.mongo.MongoServerProcess;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.EventLogContract;
import dev.stoa.shared.domain.Version;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoStoreTest {
  private static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex("thing"),
          MongoIndex.plain("thing", "thing_list", "state.owner", "-state.sort", "-_id"));

  @TempDir Path folder;

  MongoStoreTest() {}

  record Thing(int number) {}

  private ServerProcess ownServer() {
    return RealServers.required("mongo", () -> MongoServerProcess.start(folder));
  }

  private static MongoDocuments<Thing> things(MongoTestStore database) {
    return new MongoDocuments<>(
        database.store(), database.events(), "thing", "things", Thing.class);
  }

  private static void save(MongoDocuments<Thing> things, int n) {
    things.save("t" + n, Version.NEW, new Thing(n), List.of(EventLogContract.event(n)));
  }

  @Test
  void whatWasAcknowledgedSurvivesAKillAndTheStoreComesBackByItself() {
    try (ServerProcess server = ownServer();
        MongoTestStore database =
            MongoTestStore.open(MongoServerProcess.uri(server), INDEXES, IdentityEvents.all())) {
      MongoDocuments<Thing> things = things(database);
      for (int n = 1; n <= 50; n++) {
        save(things, n);
      }
      server.kill();

      assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> save(things, 51));
      assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> things.find("t1"));
      assertThatExceptionOfType(StoreUnavailable.class)
          .isThrownBy(() -> MongoTestStore.pending(things.outbox()));
      MongoTestStore.await(() -> database.store().readiness().problem().get().isPresent());

      server.restart();
      database.awaitReady();
      assertThat(MongoTestStore.pending(things.outbox())).hasSize(50);
      for (int n = 1; n <= 50; n++) {
        assertThat(things.find("t" + n).orElseThrow().document()).isEqualTo(new Thing(n));
      }
      save(things, 51);
      assertThat(things.find("t51")).isPresent();
    }
  }

  @Test
  void aServerThatAnswersNothingIsUnavailable() {
    try (ServerProcess server = ownServer();
        MongoTestStore database =
            MongoTestStore.open(MongoServerProcess.uri(server), INDEXES, IdentityEvents.all())) {
      MongoDocuments<Thing> things = things(database);
      save(things, 1);
      server.pause();
      try {
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> things.find("t1"));
      } finally {
        server.resume();
      }
      database.awaitReady();
      MongoTestStore.await(() -> isThere(things, "t1"));
    }
  }

  private static boolean isThere(MongoDocuments<Thing> things, String id) {
    try {
      return things.find(id).isPresent();
    } catch (StoreUnavailable notYet) {
      return notYet.getCause() == null;
    }
  }

  @Test
  void aServerThatIsAwayAtTheStartIsWaitedForInTheBackground() {
    try (ServerProcess server = ownServer()) {
      server.kill();
      MongoOptions options = new MongoOptions(MongoServerProcess.uri(server), "later");
      try (MongoStore store = MongoStore.open(options, INDEXES)) {
        MongoDocuments<Thing> things =
            new MongoDocuments<>(
                store, MongoTestStore.events(IdentityEvents.all()), "thing", "things", Thing.class);
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> things.find("t1"));
        assertThat(store.readiness().problem().get()).isPresent();

        server.restart();
        MongoTestStore.await(() -> store.readiness().problem().get().isEmpty());
        assertThat(things.find("t1")).isEmpty();
      }
    }
  }

  @Test
  void makesItsIndexesOnceAndRefusesToWorkWithOthers() {
    String uri = MongoServerProcess.testUri();
    MongoOptions options = new MongoOptions(uri, MongoServerProcess.database());
    try (MongoClient client = MongoClients.create(uri)) {
      for (int start = 0; start < 2; start++) {
        try (MongoStore store = MongoStore.open(options, INDEXES)) {
          MongoTestStore.await(() -> store.readiness().problem().get().isEmpty());
        }
      }
      assertThat(client.getDatabase(options.database()).getCollection("thing").listIndexes())
          .extracting(index -> index.getString("name"))
          .containsExactlyInAnyOrder("_id_", "pending", "thing_list");

      MongoIndex wrong = MongoIndex.unique("other", "by_name", "state.name");
      client
          .getDatabase(options.database())
          .getCollection("other")
          .createIndex(new Document("state.name", 1), new IndexOptions().name("by_name"));
      try (MongoStore store = MongoStore.open(options, List.of(wrong))) {
        MongoTestStore.await(
            () -> store.readiness().problem().get().orElse("").contains("by_name of other"));
        assertThatExceptionOfType(StoreUnavailable.class)
            .isThrownBy(() -> store.run(() -> ""))
            .withMessageContaining("UNIQUE");
      } finally {
        client.getDatabase(options.database()).drop();
      }
    }
  }

  @Test
  void aClosedStoreIsUnavailable() {
    MongoTestStore database = MongoTestStore.open(INDEXES, IdentityEvents.all());
    MongoDocuments<Thing> things = things(database);
    database.close();

    assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> things.find("t1"));
  }

  @Test
  void hidesTheAddressWhereOptionsArePrinted() {
    assertThat(new MongoOptions("mongodb://shop:secret@db", "stoa").toString())
        .doesNotContain("secret")
        .contains("stoa");
  }
}
