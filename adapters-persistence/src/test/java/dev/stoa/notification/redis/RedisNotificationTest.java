package dev.stoa.notification.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.FeedsContract;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.notification.application.port.NoticeSignalsContract;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestRedis.Kind.class)
class RedisNotificationTest {
  private final RedisOptions options;
  private final SettableClock clock = new SettableClock();
  private RedisStore store;

  RedisNotificationTest(TestRedis.Kind kind) {
    options = TestRedis.fresh(kind);
    store = RedisStore.open(options);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Nested
  class OfFeeds implements FeedsContract {
    OfFeeds() {}

    @Override
    public Feeds feeds() {
      return new RedisFeeds(store, clock);
    }

    @Override
    public SettableClock clock() {
      return clock;
    }

    @Override
    public Feeds restart() {
      store.close();
      store = RedisStore.open(options);
      return feeds();
    }

    @Test
    void tellsAFeedThatBeganAnewFromTheOneBefore() {
      feeds().append(ADA, List.of(FeedsContract.notice(1), FeedsContract.notice(2)));
      Position end = feeds().newest(ADA, 0).end();
      feeds().forget(ADA);

      feeds().append(ADA, List.of(FeedsContract.notice(3), FeedsContract.notice(4)));

      assertThat(feeds().after(ADA, end, 10)).isEmpty();
    }
  }

  @Nested
  class OfSignals implements NoticeSignalsContract {
    private final RedisNoticeSignals signals = new RedisNoticeSignals(store);

    OfSignals() {}

    @Override
    public NoticeSignals signals() {
      return signals;
    }

    @AfterEach
    void end() {
      signals.close();
    }

    @Test
    @Timeout(30)
    void otherNodesHearItInOrder() throws Exception {
      try (RedisStore otherStore = RedisStore.open(options);
          RedisNoticeSignals other = new RedisNoticeSignals(otherStore)) {
        assertThat(other.awaitListening(Duration.ofSeconds(20))).isTrue();
        BlockingQueue<Signal> heard = new LinkedBlockingQueue<>();
        other.listen(
            new NoticeSignals.Listener() {
              @Override
              public void heard(Signal signal) {
                heard.add(signal);
              }

              @Override
              public void missed() {}
            });

        signals.announce(new Signal.FeedGrew(USER));
        signals.announce(new Signal.BasketChanged(USER));

        assertThat(heard.take()).isEqualTo(new Signal.FeedGrew(USER));
        assertThat(heard.take()).isEqualTo(new Signal.BasketChanged(USER));
      }
    }
  }
}
