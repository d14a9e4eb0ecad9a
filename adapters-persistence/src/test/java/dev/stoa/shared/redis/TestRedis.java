package dev.stoa.shared.redis;

import dev.stoa.servers.RealServers;
import dev.stoa.servers.redis.RedisServerProcess;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Redis, shared by the tests of this JVM; each asks for a prefix of its own. */
public final class TestRedis {
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private TestRedis() {}

  /** How Redis may be set up. */
  public enum Kind {
    STANDALONE,
    SENTINEL,
    CLUSTER
  }

  /** Keys that no other test has, in a Redis of that kind. */
  public static RedisOptions fresh(Kind kind) {
    return switch (kind) {
      case STANDALONE -> fresh();
      case SENTINEL -> {
        String sentinel =
            RealServers.required("redis", () -> RedisServerProcess.sharedSentinel().address());
        yield options("redis-sentinel://" + sentinel + "/" + RedisServerProcess.MASTER);
      }
      case CLUSTER ->
          options(
              "redis-cluster://"
                  + RealServers.required(
                      "redis", () -> RedisServerProcess.sharedCluster().address()));
    };
  }

  /** Keys that no other test has. */
  public static RedisOptions fresh() {
    String address = RealServers.required("redis", () -> RedisServerProcess.shared().address());
    return options("redis://" + address);
  }

  private static RedisOptions options(String uri) {
    return new RedisOptions(uri, "test" + PREFIXES.incrementAndGet());
  }
}
