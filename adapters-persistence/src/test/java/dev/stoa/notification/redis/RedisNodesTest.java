package dev.stoa.notification.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.Audience.Admission;
import dev.stoa.notification.application.Audience.Member;
import dev.stoa.notification.application.Message;
import dev.stoa.notification.application.Outlet;
import dev.stoa.notification.application.Seat;
import dev.stoa.notification.application.port.FeedsContract;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.notification.domain.Position;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.redis.RedisServerProcess;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStore;
import dev.stoa.shared.redis.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients on several nodes that share nothing but Redis. */
@Timeout(120)
class RedisNodesTest {
  private static final UserId ADA = FeedsContract.ADA;

  @Test
  void aClientHearsAllOnWhicheverNodeItHangs() throws Exception {
    RedisOptions options = TestRedis.fresh();
    try (Node one = new Node(options);
        Node other = new Node(options)) {
      Client client = new Client();
      Seat seat = other.admit(Optional.empty(), client);
      client.next(Message.READY);

      one.tell(1);
      Message first = client.next(Message.NOTIFICATION);
      assertThat(first.data()).containsEntry("id", id(1));

      seat.leave();
      one.tell(2);
      other.tell(3);
      Client again = new Client();
      one.admit(first.position(), again);
      again.next(Message.READY);
      assertThat(again.next(Message.NOTIFICATION).data()).containsEntry("id", id(2));
      assertThat(again.next(Message.NOTIFICATION).data()).containsEntry("id", id(3));
    }
  }

  @Test
  void nobodyMissesWhatWasToldWhileTheServerCameBack(@TempDir Path folder) throws Exception {
    try (ServerProcess server =
        RealServers.required("redis", () -> RedisServerProcess.start(folder))) {
      RedisOptions options = new RedisOptions("redis://" + server.address(), "nodes");
      try (Node one = new Node(options);
          Node other = new Node(options)) {
        Client client = new Client();
        other.admit(Optional.empty(), client);
        client.next(Message.READY);
        one.tell(1);
        client.next(Message.NOTIFICATION);

        server.kill();
        assertThatThrownBy(() -> one.tell(2)).isInstanceOf(StoreUnavailable.class);
        server.restart();
        // An event whose reaction failed is delivered again.
        one.tell(2);
        one.tell(3);

        assertThat(client.next(Message.NOTIFICATION).data()).containsEntry("id", id(2));
        assertThat(client.next(Message.NOTIFICATION).data()).containsEntry("id", id(3));
      }
    }
  }

  private static String id(int n) {
    return FeedsContract.notice(n).id().toString();
  }

  /** A process, as far as notification goes. */
  private static final class Node implements AutoCloseable {
    private final RedisStore store;
    private final RedisNoticeSignals signals;
    private final RedisFeeds feeds;
    private final Audience audience;

    Node(RedisOptions options) throws InterruptedException {
      store = RedisStore.open(options);
      signals = new RedisNoticeSignals(store);
      feeds = new RedisFeeds(store, InstantSource.system());
      audience =
          new Audience(
              feeds,
              signals,
              (types, listener) -> () -> {},
              user -> List.of(),
              product -> Set.of(),
              InstantSource.system(),
              Audience.Limits.DEFAULT);
      audience.start();
      assertThat(signals.awaitListening(Duration.ofSeconds(30))).isTrue();
    }

    void tell(int n) {
      feeds.append(ADA, List.of(FeedsContract.notice(n)));
      signals.announce(new Signal.FeedGrew(ADA));
    }

    Seat admit(Optional<Position> after, Outlet outlet) {
      Admission admission =
          audience.admit(
              new Member(ADA, false, Instant.now().plus(Duration.ofHours(1))), after, outlet);
      assertThat(admission).isInstanceOf(Admission.Admitted.class);
      return ((Admission.Admitted) admission).seat();
    }

    @Override
    public void close() {
      audience.close();
      signals.close();
      store.close();
    }
  }

  private static final class Client implements Outlet {
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

    Message next(String name) throws InterruptedException {
      Message message = heard.take();
      assertThat(message.name()).isEqualTo(name);
      return message;
    }

    @Override
    public boolean deliver(Message message) {
      heard.add(message);
      return true;
    }

    @Override
    public void ended(End why) {}
  }
}
