package dev.stoa.shared.redis;

import dev.stoa.servers.RealServers;
import dev.stoa.servers.redis.RedisServerProcess;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Redis, shared by the tests of this JVM; each asks for a prefix of its own. */
public final class TestRedis {
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private TestRedis() {}

  /** Keys that no other test has. */
  public static RedisOptions fresh() {
    String address = RealServers.required("redis", () -> RedisServerProcess.shared().address());
    return new RedisOptions("redis://" + address, "test" + PREFIXES.incrementAndGet());
  }
}
