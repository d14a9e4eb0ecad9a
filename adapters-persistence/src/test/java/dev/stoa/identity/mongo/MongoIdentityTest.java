package dev.stoa.identity.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.application.port.SigningKeysContract;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.application.port.UsersContract;
import dev.stoa.identity.document.UserDocument;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.mongo.MongoDocumentCollection;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoStore;
import dev.stoa.shared.mongo.MongoTestStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** MongoDB keeps the contracts of users and the signing key. */
class MongoIdentityTest {
  private static final EventCodec CODEC =
      Guice.createInjector(
              new JsonEventsModule(),
              binder ->
                  binder.bind(EventTypes.class).toInstance(new EventTypes(IdentityEvents.all())))
          .getInstance(EventCodec.class);

  private MongoTestStore database;

  MongoIdentityTest() {}

  @BeforeEach
  void open() {
    database = MongoTestStore.open(MongoIdentityModule.INDEXES, IdentityEvents.all());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Nested
  class OfUsers implements UsersContract {
    private final Map<UUID, PendingEvent> handed = new LinkedHashMap<>();
    private MongoDocumentCollection<UserDocument> documents;
    private Users users;

    OfUsers() {}

    @BeforeEach
    void openUsers() {
      documents = MongoIdentityModule.documents(database.store(), database.events());
      documents.outbox().onCommit(this::note);
      users = MongoIdentityModule.users(documents);
    }

    private void note(List<PendingEvent> events) {
      synchronized (handed) {
        events.forEach(event -> handed.putIfAbsent(event.id(), event));
      }
    }

    @Override
    public Users users() {
      return users;
    }

    /** Nothing is cleared here: all that was handed over must be pending, and nothing else. */
    @Override
    public List<PublishedEvent> published() {
      synchronized (handed) {
        assertThat(MongoTestStore.pending(documents.outbox()))
            .extracting(PendingEvent::id)
            .containsExactlyInAnyOrderElementsOf(handed.keySet());
        return handed.values().stream()
            .map(event -> CODEC.decode(event.type(), event.data()))
            .toList();
      }
    }

    @Override
    public void restart() {
      database.reopen();
      openUsers();
    }

    @Test
    void keepsOnlyTheIdAndTheVersionOfADeletedUser() {
      User ada = User.register(ADA, ADAS_EMAIL, new DisplayName("Ada"), HASH, null, NOW);
      users.save(ada, List.of());
      users.delete(users.find(ADA).orElseThrow(), List.of());

      Document left =
          database.store().run(() -> database.store().collection("user").find().first());
      assertThat(left).containsOnlyKeys("_id", "version").containsEntry("_id", ADA.toString());
    }
  }

  @Nested
  class OfSigningKeys implements SigningKeysContract {
    private MongoStore another;

    OfSigningKeys() {}

    @BeforeEach
    void openAgain() {
      another = MongoStore.open(database.options(), MongoIdentityModule.INDEXES);
      MongoTestStore.await(() -> another.readiness().problem().get().isEmpty());
    }

    @AfterEach
    void closeAgain() {
      another.close();
    }

    @Override
    public SigningKeys keys() {
      return new MongoSigningKeys(database.store(), () -> Instant.EPOCH);
    }

    @Override
    public SigningKeys keysOfAnotherProcess() {
      return new MongoSigningKeys(another, () -> Instant.EPOCH);
    }

    @Override
    public void restart() {
      database.reopen();
    }
  }

  @Test
  void bindsEveryPortAndOutbox() {
    Injector injector =
        Guice.createInjector(
            new MongoIdentityModule(),
            binder -> {
              binder.requireExplicitBindings();
              binder.requireAtInjectOnConstructors();
              binder.requireExactBindingAnnotations();
              binder.bind(MongoStore.class).toInstance(database.store());
              binder.bind(MongoEvents.class).toInstance(database.events());
              binder.bind(InstantSource.class).toInstance(InstantSource.system());
            });

    assertThat(injector.getInstance(Users.class)).isSameAs(injector.getInstance(Users.class));
    assertThat(injector.getInstance(SigningKeys.class)).isNotNull();
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Set<Outbox>>() {})))
        .extracting(Outbox::name)
        .containsExactly("users");
  }
}
