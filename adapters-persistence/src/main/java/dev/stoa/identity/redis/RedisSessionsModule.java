package dev.stoa.identity.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.shared.redis.RedisStore;

/** Keeps sessions in Redis. */
public final class RedisSessionsModule extends AbstractModule {
  @Provides
  @Singleton
  static Sessions sessions(RedisStore store) {
    return new RedisSessions(store);
  }
}
