package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The fakes keep the contracts too: what a use case does with them it does with an adapter. */
final class InMemoryIdentityTest {
  @Nested
  final class OfUsers implements UsersContract {
    private final InMemoryUsers users = new InMemoryUsers();

    @Override
    public Users users() {
      return users;
    }

    @Override
    public List<PublishedEvent> published() {
      return users.published();
    }

    @Override
    public void restart() {}
  }

  @Nested
  final class OfSessions implements SessionsContract {
    private final InMemorySessions sessions = new InMemorySessions();

    @Override
    public Sessions sessions() {
      return sessions;
    }

    @Override
    public void restart() {}
  }

  @Nested
  final class OfPasswordHasher implements PasswordHasherContract {
    private final FastPasswordHasher hasher = new FastPasswordHasher(2);

    @Override
    public PasswordHasher hasher() {
      return hasher;
    }

    @Override
    public PasswordHash hashOfLowerCost() {
      return new FastPasswordHasher(1).hash(PASSWORD);
    }
  }

  @Nested
  final class OfAccessTokens implements AccessTokensContract {
    private final PlainAccessTokens tokens = new PlainAccessTokens();

    @Override
    public AccessTokens accessTokens() {
      return tokens;
    }

    @Override
    public boolean isGoodAt(AccessTokens.AccessToken token, Instant time) {
      return tokens.isGoodAt(token, time);
    }
  }

  @Nested
  final class OfSecrets implements SecretsContract {
    private final CountedSecrets secrets = new CountedSecrets();

    @Override
    public Secrets secrets() {
      return secrets;
    }
  }
}
