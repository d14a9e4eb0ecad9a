package dev.stoa.identity.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.SessionsContract;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.application.port.SigningKeysContract;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.application.port.UsersContract;
import dev.stoa.identity.document.SessionDocument;
import dev.stoa.identity.document.UserDocument;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.RefreshSecret;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.identity.domain.Session;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.QueryPlans;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteIdentityTest {
  private static final EventTypes TYPES = new EventTypes(IdentityEvents.all());
  private static final EventCodec CODEC = new PlainCodec();
  private static final SqliteEvents EVENTS = new SqliteEvents(TYPES, CODEC);

  @TempDir Path folder;

  private SqliteStore store;

  SqliteIdentityTest() {}

  @BeforeEach
  void open() {
    store = opened();
  }

  @AfterEach
  void close() {
    QueryPlans.assertSeeking(
        store, "FROM event", "SELECT state FROM identity_", "SELECT id FROM identity_deleted_user");
    store.close();
  }

  private SqliteStore opened() {
    List<SqliteMigration> migrations =
        Stream.concat(SqliteEvents.MIGRATIONS.stream(), SqliteIdentityModule.MIGRATIONS.stream())
            .toList();
    return SqliteStore.open(folder.resolve("stoa.db"), migrations);
  }

  private void reopen() {
    store.close();
    store = opened();
  }

  private List<String> rows(String sql) {
    return store.read(session -> session.query(sql, row -> row.getString(1)));
  }

  private String plan(String sql) {
    List<String> steps =
        store.read(
            session -> session.query("EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail")));
    return String.join("; ", steps);
  }

  /** Reads and writes the events of this context. */
  private static final class PlainCodec implements EventCodec {
    private static final JsonMapper JSON =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @Override
    public String encode(PublishedEvent event) {
      try {
        return JSON.writeValueAsString(event);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public PublishedEvent decode(String typeName, String json) {
      try {
        return JSON.readValue(json, TYPES.named(typeName).orElseThrow().javaType());
      } catch (JsonProcessingException e) {
        throw new UnreadableEvent(typeName, e);
      }
    }
  }

  @Nested
  class OfUsers implements UsersContract {
    @Override
    public Users users() {
      return new SqliteIdentityModule().users(store, EVENTS);
    }

    @Override
    public List<PublishedEvent> published() {
      return store.read(session ->
          session.query(
              "SELECT type, data FROM event ORDER BY position",
              row -> CODEC.decode(row.getString(1), row.getString(2))));
    }

    @Override
    public void restart() {
      reopen();
    }

    @Test
    void keepsOnlyTheIdOfADeletedUser() {
      User ada = User.register(ADA, ADAS_EMAIL, new DisplayName("Ada"), HASH, null, NOW);
      users().save(ada, List.of());
      users().delete(users().find(ADA).orElseThrow(), List.of());

      assertThat(rows("SELECT state FROM identity_user")).isEmpty();
      assertThat(rows("SELECT id FROM identity_deleted_user")).containsExactly(ADA.toString());
    }

    @Test
    void findsByEmailWithAnIndex() {
      assertThat(plan("SELECT version, state FROM identity_user WHERE state ->> '$.email' = 'a'"))
          .contains("USING INDEX identity_user_email");
    }

    @Test
    void neverPrintsAHash() {
      User ada = User.register(ADA, ADAS_EMAIL, new DisplayName("Ada"), HASH, null, NOW);

      assertThat(UserDocument.of(ada).toString()).isEqualTo("UserDocument " + ADA);
    }
  }

  @Nested
  class OfSessions implements SessionsContract {
    @Override
    public Sessions sessions() {
      return new SqliteSessions(store, EVENTS);
    }

    @Override
    public void restart() {
      reopen();
    }

    @Test
    void keepsNoSecret() {
      RefreshSecret secret = RefreshSecret.of(new byte[RefreshSecret.BYTES]);
      Session session =
          Session.begin(new RefreshToken(new SessionId(new UUID(1, 1)), secret), ADA, NOW);
      sessions().save(session);

      assertThat(rows("SELECT state FROM identity_session"))
          .singleElement()
          .asString()
          .doesNotContain(secret.text());
      assertThat(SessionDocument.of(session).toString())
          .isEqualTo("SessionDocument " + session.id());
    }

    @Test
    void endsSessionsWithAnIndex() {
      assertThat(plan("DELETE FROM identity_session WHERE state ->> '$.userId' = 'a'"))
          .contains("USING INDEX identity_session_user");
      assertThat(plan("SELECT id FROM identity_session WHERE state ->> '$.expiresAtMillis' <= 1"))
          .contains("INDEX identity_session_end");
    }
  }

  @Nested
  class OfSigningKeys implements SigningKeysContract {
    private SqliteStore another;

    OfSigningKeys() {}

    @BeforeEach
    void openAgain() {
      another = opened();
    }

    @AfterEach
    void closeAgain() {
      another.close();
    }

    @Override
    public SigningKeys keys() {
      return new SqliteSigningKeys(store, () -> Instant.EPOCH);
    }

    @Override
    public SigningKeys keysOfAnotherProcess() {
      return new SqliteSigningKeys(another, () -> Instant.EPOCH);
    }

    @Override
    public void restart() {
      reopen();
    }
  }
}
