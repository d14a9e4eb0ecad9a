package dev.stoa.identity.redis;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.SessionsContract;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestRedis.Kind.class)
class RedisSessionsTest implements SessionsContract {
  private final RedisOptions options;
  private RedisStore store;

  RedisSessionsTest(TestRedis.Kind kind) {
    options = TestRedis.fresh(kind);
    store = RedisStore.open(options);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public Sessions sessions() {
    return new RedisSessions(store);
  }

  @Override
  public void restart() {
    store.close();
    store = RedisStore.open(options);
  }
}
