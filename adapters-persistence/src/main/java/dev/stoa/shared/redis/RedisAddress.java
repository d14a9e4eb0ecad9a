package dev.stoa.shared.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/** Reads an address and makes the client that suits it. */
final class RedisAddress {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 2_000;
  private static final int CONNECTIONS = 64;

  private RedisAddress() {}

  static UnifiedJedis connect(String uri, String clientName) {
    return uri.startsWith("redis://") || uri.startsWith("rediss://")
        ? standalone(URI.create(uri), clientName)
        : many(uri, clientName);
  }

  private static UnifiedJedis standalone(URI uri, String clientName) {
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    DefaultJedisClientConfig.Builder config =
        config(uri.getRawUserInfo(), clientName)
            .database(path.isEmpty() ? 0 : Integer.parseInt(path));
    if (uri.getScheme().equals("rediss")) {
      config.sslOptions(SslOptions.defaults());
    }
    return RedisClient.builder()
        .hostAndPort(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort())
        .clientConfig(config.build())
        .poolConfig(pool())
        .build();
  }

  private static UnifiedJedis many(String uri, String clientName) {
    String rest = uri.substring(uri.indexOf("://") + 3);
    int at = rest.lastIndexOf('@');
    DefaultJedisClientConfig config =
        config(at < 0 ? null : rest.substring(0, at), clientName).build();
    String[] hostsAndName = rest.substring(at + 1).split("/", 2);
    Set<HostAndPort> hosts =
        Arrays.stream(hostsAndName[0].split(",", -1))
            .map(HostAndPort::from)
            .collect(Collectors.toUnmodifiableSet());
    if (uri.startsWith("redis-cluster://")) {
      return RedisClusterClient.builder()
          .nodes(hosts)
          .clientConfig(config)
          .poolConfig(pool())
          .maxAttempts(3)
          .build();
    }
    if (hostsAndName.length < 2 || hostsAndName[1].isEmpty()) {
      throw new IllegalArgumentException(
          "expected the name of the master at the end: redis-sentinel://host:port/master");
    }
    return RedisSentinelClient.builder()
        .masterName(hostsAndName[1])
        .sentinels(hosts)
        .clientConfig(config)
        .poolConfig(pool())
        .build();
  }

  private static DefaultJedisClientConfig.Builder config(
      @Nullable String userInfo, String clientName) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS)
            .clientName(clientName);
    if (userInfo != null) {
      int colon = userInfo.indexOf(':');
      if (colon > 0) {
        config.user(decoded(userInfo.substring(0, colon)));
      }
      config.password(decoded(userInfo.substring(colon + 1)));
    }
    return config;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** As many connections as are useful to one process; whoever finds none waits, but not long. */
  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMaxWait(java.time.Duration.ofMillis(ANSWER_MILLIS));
    pool.setJmxEnabled(false);
    return pool;
  }
}
