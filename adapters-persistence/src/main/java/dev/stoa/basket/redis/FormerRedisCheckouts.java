package dev.stoa.basket.redis;

import static java.util.stream.Collectors.groupingBy;

import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.basket.document.CheckoutDocument;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisJson;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Checkouts that a version before kept in Redis: a hash with version, state and status, and beside
 * it the list of its pending events. What belongs together shares one of {@value #BUCKETS} hash
 * tags, with the count of each status and the list of checkouts that have something pending. A
 * checkout is removed when it was moved; its pending events stay until they are published.
 */
final class FormerRedisCheckouts implements FormerCheckouts, Outbox {
  private static final int BUCKETS = 16;

  private static final RedisScript REMOVE =
      new RedisScript(
          """
          local status = redis.call('HGET', KEYS[1], 'status')
          if status then redis.call('HINCRBY', KEYS[2], status, -1) end
          return redis.call('DEL', KEYS[1])
          """);

  /** The argument names the checkout; all others are ids of events to be cleared. */
  private static final RedisScript CLEAR =
      new RedisScript(
          """
          local cleared = {}
          for i = 2, #ARGV do cleared[ARGV[i]] = true end
          for _, event in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
            if cleared[cjson.decode(event)['id']] then redis.call('LREM', KEYS[1], 1, event) end
          end
          if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('ZREM', KEYS[2], ARGV[1]) end
          return 1
          """);

  private final RedisStore store;

  FormerRedisCheckouts(RedisStore store) {
    this.store = store;
  }

  /** An event in the list of a checkout. */
  private record EventDocument(UUID id, String type, String subject, Instant time, String data) {}

  @Override
  public Optional<Checkout> find(CheckoutId id) {
    List<String> found = store.call(redis -> redis.hmget(checkout(id), "version", "state"));
    String version = found.get(0);
    String state = found.get(1);
    return version == null || state == null
        ? Optional.empty()
        : Optional.of(
            store
                .damage()
                .reading(
                    "checkout " + id,
                    () ->
                        RedisJson.decode(state, CheckoutDocument.class)
                            .toCheckout(new Version(Long.parseLong(version)))));
  }

  @Override
  public List<CheckoutId> some(int limit) {
    List<CheckoutId> some = new ArrayList<>();
    for (int bucket = 0; bucket < BUCKETS && some.size() < limit; bucket++) {
      if (count(bucket) > 0) {
        some.addAll(inBucket(bucket, limit - some.size()));
      }
    }
    return List.copyOf(some);
  }

  @Override
  public void remove(CheckoutId id) {
    store.run(REMOVE, List.of(checkout(id), statuses(bucket(id))), List.of());
  }

  private long count(int bucket) {
    String key = statuses(bucket);
    return store.call(redis -> redis.hvals(key)).stream().mapToLong(Long::parseLong).sum();
  }

  private List<CheckoutId> inBucket(int bucket, int limit) {
    String before = store.key(tag(bucket), "checkout:");
    ScanParams pattern = new ScanParams().match(before + "*").count(1_000);
    Set<CheckoutId> found = new LinkedHashSet<>();
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      String from = cursor;
      ScanResult<String> page = store.call(redis -> redis.scan(from, pattern));
      page.getResult().stream()
          .map(key -> CheckoutId.parse(key.substring(before.length())))
          .forEach(found::add);
      cursor = page.getCursor();
    } while (found.size() < limit && !cursor.equals(ScanParams.SCAN_POINTER_START));
    return found.stream().limit(limit).toList();
  }

  @Override
  public String name() {
    return "former-checkouts";
  }

  /** Nothing is committed here any more. */
  @Override
  public void onCommit(Consumer<List<PendingEvent>> relay) {}

  @Override
  public List<PendingEvent> left(Instant before, int limit) {
    List<PendingEvent> left = new ArrayList<>();
    for (int bucket = 0; bucket < BUCKETS && left.size() < limit; bucket++) {
      String key = outbox(bucket);
      int wanted = limit - left.size();
      List<String> ids =
          store.call(redis ->
              redis.zrange(
                  key,
                  ZRangeParams.zrangeByScoreParams(
                          Double.NEGATIVE_INFINITY, before.toEpochMilli() - 1.0)
                      .limit(0, wanted)));
      for (String id : ids) {
        if (left.size() >= limit) {
          break;
        }
        String list = pending(new CheckoutId(UUID.fromString(id)));
        left.addAll(events(id, store.call(redis -> redis.lrange(list, 0, -1))));
      }
    }
    return left;
  }

  @Override
  public void published(Collection<PendingEvent> events) {
    events.stream()
        .collect(groupingBy(PendingEvent::origin))
        .forEach((origin, cleared) -> {
          CheckoutId id = new CheckoutId(UUID.fromString(origin));
          Set<String> arguments = new LinkedHashSet<>();
          arguments.add(origin);
          cleared.forEach(event -> arguments.add(event.id().toString()));
          store.run(CLEAR, List.of(pending(id), outbox(bucket(id))), List.copyOf(arguments));
        });
  }

  private static List<PendingEvent> events(String origin, List<?> list) {
    List<PendingEvent> events = new ArrayList<>();
    for (@Nullable Object text : list) {
      EventDocument e = RedisJson.decode(String.valueOf(text), EventDocument.class);
      events.add(new PendingEvent(origin, e.id(), e.type(), e.subject(), e.time(), e.data()));
    }
    return List.copyOf(events);
  }

  private static int bucket(CheckoutId id) {
    return Math.floorMod(id.value().hashCode(), BUCKETS);
  }

  private static String tag(int bucket) {
    return "checkouts-" + bucket;
  }

  private String checkout(CheckoutId id) {
    return store.key(tag(bucket(id)), "checkout:" + id);
  }

  private String pending(CheckoutId id) {
    return store.key(tag(bucket(id)), "pending:" + id);
  }

  private String outbox(int bucket) {
    return store.key(tag(bucket), "outbox");
  }

  private String statuses(int bucket) {
    return store.key(tag(bucket), "statuses");
  }
}
