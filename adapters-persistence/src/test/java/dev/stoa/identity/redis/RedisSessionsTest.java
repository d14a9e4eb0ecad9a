package dev.stoa.identity.redis;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.SessionsContract;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import org.junit.jupiter.api.AfterEach;

class RedisSessionsTest implements SessionsContract {
  private final RedisOptions options = TestRedis.fresh();
  private RedisStore store = RedisStore.open(options);

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
