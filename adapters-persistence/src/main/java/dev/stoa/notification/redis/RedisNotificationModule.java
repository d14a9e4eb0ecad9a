package dev.stoa.notification.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.shared.redis.RedisStore;
import java.time.InstantSource;

/** Live notification of a shop of several nodes. */
public final class RedisNotificationModule extends AbstractModule {
  @Provides
  @Singleton
  static Feeds feeds(RedisStore store, InstantSource clock) {
    return new RedisFeeds(store, clock);
  }

  @Provides
  @Singleton
  static RedisNoticeSignals redisNoticeSignals(RedisStore store) {
    return new RedisNoticeSignals(store);
  }

  @Provides
  @Singleton
  static NoticeSignals noticeSignals(RedisNoticeSignals signals) {
    return signals;
  }
}
