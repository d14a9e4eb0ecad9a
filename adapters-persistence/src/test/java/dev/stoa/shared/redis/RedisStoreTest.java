package dev.stoa.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.redis.RedisServerProcess;
import dev.stoa.shared.application.StoreUnavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

@Timeout(120)
class RedisStoreTest {
  private static final RedisScript COUNT =
      new RedisScript("return redis.call('INCRBY', KEYS[1], ARGV[1])");

  @Test
  void isUnavailableWhileTheServerIsAwayAndGoesOnAfterwards(@TempDir Path folder) {
    try (ServerProcess server =
            RealServers.required("redis", () -> RedisServerProcess.start(folder));
        RedisStore store =
            RedisStore.open(new RedisOptions("redis://" + server.address(), "kill"))) {
      String key = store.key("a", "count");
      assertThat(store.run(COUNT, List.of(key), List.of("5"))).isEqualTo(5L);

      server.kill();
      assertThatThrownBy(() -> store.run(COUNT, List.of(key), List.of("1")))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(store.problem()).contains("Redis takes no writes");

      server.restart();
      awaitWritable(store);
      assertThat(store.run(COUNT, List.of(key), List.of("1")))
          .as("the server forgot the script, but not the count")
          .isEqualTo(6L);
    }
  }

  /** The last answer is good for a second. */
  private static void awaitWritable(RedisStore store) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (store.problem().isPresent()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void isNotReadyWhileItCanOnlyBeRead(@TempDir Path folder) {
    try (ServerProcess server =
            RealServers.required("redis", () -> RedisServerProcess.start(folder));
        RedisStore store =
            RedisStore.open(new RedisOptions("redis://" + server.address(), "replica"))) {
      awaitWritable(store);
      // A replica whose primary is not to be found, as after a failover that went wrong.
      replicate(store, "127.0.0.1", "1");

      Instant deadline = Instant.now().plusSeconds(30);
      while (store.problem().isEmpty()) {
        assertThat(Instant.now()).isBefore(deadline);
        Thread.onSpinWait();
      }
      assertThat(store.problem()).contains("Redis takes no writes");
      String probe = store.call(redis -> redis.get(store.key("readiness", "probe")));
      assertThat(probe).isNotNull();

      replicate(store, "NO", "ONE");
      awaitWritable(store);
    }
  }

  @Test
  void anOpenStoreNeedsNoServerYet(@TempDir Path folder) {
    int nobody = dev.stoa.servers.ChildJvm.freePort();
    try (RedisStore store =
        RedisStore.open(new RedisOptions("redis://127.0.0.1:" + nobody, "none"))) {
      assertThatThrownBy(() -> store.call(redis -> redis.get("x")))
          .isInstanceOf(StoreUnavailable.class);
    }
  }

  @Test
  void keepsKeysOfOneThingTogetherInACluster() {
    try (RedisStore store = RedisStore.open(new RedisOptions("redis://127.0.0.1:1", "shop"))) {
      assertThat(store.key("user:1", "basket")).isEqualTo("shop:{user:1}:basket");
    }
  }

  @Test
  void neverPrintsAPassword() {
    assertThat(new RedisOptions("redis://:secret@host:1", "p").toString()).doesNotContain("secret");
  }

  private static void replicate(RedisStore store, String host, String port) {
    store.call(redis ->
        redis.executeCommand(new CommandArguments(Protocol.Command.REPLICAOF).add(host).add(port)));
  }
}
