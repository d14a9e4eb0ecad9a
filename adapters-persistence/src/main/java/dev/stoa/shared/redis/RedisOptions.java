package dev.stoa.shared.redis;

/**
 * Where Redis is.
 *
 * @param uri {@code redis://[:password@]host:port[/database]} (or {@code rediss} with TLS), {@code
 *     redis-sentinel://[:password@]host:port,host:port/master}, or {@code
 *     redis-cluster://[:password@]host:port,host:port}; never printed, for it may hold a password
 * @param prefix begins every key, so that several shops can share a server
 */
public record RedisOptions(String uri, String prefix) {
  public RedisOptions {
    if (!uri.matches("(rediss?|redis-sentinel|redis-cluster)://.+")) {
      throw new IllegalArgumentException(
          "expected an address of Redis that begins with redis://, rediss://, redis-sentinel:// or"
              + " redis-cluster://");
    }
  }

  @Override
  public String toString() {
    return "RedisOptions[***, " + prefix + "]";
  }
}
