package dev.stoa.shared.redis;

import dev.stoa.shared.application.StoreFailed;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.application.WriteProbe;
import dev.stoa.shared.document.Damage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.SetParams;

/**
 * A Redis server, a Sentinel group or a Cluster. Whatever goes wrong with it is {@link
 * StoreUnavailable} within some two seconds; a change whose answer was lost is not repeated here,
 * for it may have been made. When the server is back, so is the store.
 */
public final class RedisStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final RedisOptions options;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Damage damage = new Damage();
  private final WriteProbe probe = new WriteProbe("Redis", this::writeProbe, System::nanoTime);
  private @Nullable UnifiedJedis client;

  private RedisStore(RedisOptions options) {
    this.options = options;
  }

  /** A store that connects when it is first used, and looks at the server's settings meanwhile. */
  public static RedisStore open(RedisOptions options) {
    RedisStore store = new RedisStore(options);
    Thread.ofVirtual().name("stoa-redis-settings").start(store::checkSettings);
    return store;
  }

  /**
   * A key: the prefix, the hash tag that keeps keys together in a Cluster, and what it is.
   *
   * @param tag without braces
   */
  public String key(String tag, String what) {
    return options.prefix() + ":{" + tag + "}:" + what;
  }

  /** Runs a script on keys of one hash tag. */
  public @Nullable Object run(RedisScript script, List<String> keys, List<String> arguments) {
    return call(redis -> {
      try {
        return redis.evalsha(script.sha(), keys, arguments);
      } catch (JedisNoScriptException e) {
        // The server has not seen it (or forgot it): nothing was run.
        return redis.eval(script.text(), keys, arguments);
      }
    });
  }

  /** Whatever needs no script. */
  public <R> R call(Function<UnifiedJedis, R> commands) {
    try {
      return commands.apply(client());
    } catch (JedisConnectionException e) {
      forgetConnections();
      throw new StoreUnavailable("Redis does not answer: " + e.getMessage(), e);
    } catch (JedisException e) {
      throw refusal(e);
    }
  }

  /**
   * What the server says, it says by its first word. Most of its refusals end by themselves or with
   * an operator: loading, out of memory, read-only, a wrong password.
   */
  private static RuntimeException refusal(JedisException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("WRONGTYPE")) {
      return new UnreadableState("a value in Redis", e);
    }
    return e instanceof JedisDataException && message.startsWith("ERR")
        ? new StoreFailed("Redis fails: " + message, e)
        : new StoreUnavailable("Redis refuses: " + message, e);
  }

  /** What of this server was found unreadable of late. */
  public Damage damage() {
    return damage;
  }

  /** Why it does not work at the moment. */
  public Optional<String> problem() {
    return probe.get();
  }

  /** A replica that lost its primary answers all reads, and so does a server without memory. */
  private void writeProbe() {
    call(redis ->
        redis.set(
            key("readiness", "probe"),
            Long.toString(System.currentTimeMillis()),
            SetParams.setParams().ex(60)));
  }

  /** Sends a message to all processes that listen to the channel now; kept for nobody. */
  public void publish(String channel, String message) {
    call(redis -> redis.publish(channel(channel), message));
  }

  /**
   * Listens to a channel until the store is closed, over any number of lost connections.
   *
   * @param missed called after each connection was made: messages before it may have been missed
   */
  public void subscribe(String channel, Consumer<String> message, Runnable missed) {
    Thread.ofVirtual()
        .name("stoa-redis-" + channel)
        .start(() -> listen(channel(channel), message, missed));
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      if (client != null) {
        client.close();
      }
    }
  }

  private String channel(String name) {
    return options.prefix() + ":" + name;
  }

  private synchronized UnifiedJedis client() {
    UnifiedJedis connected = client;
    if (closing.getCount() == 0) {
      throw new JedisConnectionException("the store is closed");
    }
    if (connected == null) {
      connected = RedisAddress.connect(options.uri(), options.prefix());
      client = connected;
    }
    return connected;
  }

  /** After a restart of the server the pool is full of dead connections; new ones are made. */
  private synchronized void forgetConnections() {
    if (client instanceof RedisClient standalone) {
      standalone.getPool().clear();
    }
  }

  private void listen(String channel, Consumer<String> message, Runnable missed) {
    JedisPubSub subscription =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String subscribed, int count) {
            missed.run();
          }

          @Override
          public void onMessage(String from, String text) {
            try {
              message.accept(text);
            } catch (RuntimeException e) {
              LOG.error("a listener to {} failed", from, e);
            }
          }
        };
    long pause = 100;
    try {
      while (closing.getCount() > 0) {
        try {
          client().subscribe(subscription, channel);
          pause = 100;
        } catch (JedisException e) {
          LOG.debug("the subscription to {} broke", channel, e);
        }
        if (closing.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says what about the server's settings could lose a shop's data, as soon as it answers. */
  private void checkSettings() {
    long pause = 100;
    try {
      do {
        try {
          warn(call(redis -> redis.configGet("*")));
          return;
        } catch (StoreUnavailable e) {
          if (!(e.getCause() instanceof JedisConnectionException)) {
            LOG.warn("Redis does not tell its settings; check appendonly and maxmemory-policy", e);
            return;
          }
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      } while (!closing.await(pause, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void warn(Map<String, String> settings) {
    if (!"yes".equals(settings.get("appendonly"))) {
      LOG.warn(
          "Redis has appendonly={}: baskets and sessions do not survive its restart; set it to yes",
          settings.get("appendonly"));
    } else if (!"always".equals(settings.get("appendfsync"))) {
      LOG.warn(
          "Redis has appendfsync={}: a crash of its machine may lose what was last put into"
              + " baskets; set it to always, or replicate",
          settings.get("appendfsync"));
    }
    String eviction = settings.getOrDefault("maxmemory-policy", "noeviction");
    if (!eviction.equals("noeviction") && !eviction.startsWith("volatile-")) {
      LOG.warn(
          "Redis has maxmemory-policy={}: it may throw baskets away when memory is short; set it"
              + " to noeviction",
          eviction);
    }
  }
}
