package dev.stoa.basket.redis;

import static java.util.stream.Collectors.groupingBy;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.document.CheckoutDocument;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventEnvelope;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.redis.RedisJson;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Checkouts in Redis: a hash with version, state and status, and beside it the list of its pending
 * events. Both are written by one script, together with the count of each status and the entry in
 * the list of checkouts that have something pending. What belongs together shares one of {@value
 * #BUCKETS} hash tags, so that a Cluster spreads checkouts over its nodes.
 */
final class RedisCheckouts implements Checkouts, Outbox {
  private static final int BUCKETS = 16;

  private static final RedisScript SAVE =
      new RedisScript(
          """
          if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return false end
          local was = redis.call('HGET', KEYS[1], 'status')
          if was then redis.call('HINCRBY', KEYS[4], was, -1) end
          redis.call('HINCRBY', KEYS[4], ARGV[4], 1)
          redis.call('HSET', KEYS[1], 'version', ARGV[2], 'state', ARGV[3], 'status', ARGV[4])
          if #ARGV > 6 then
            for i = 7, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
            redis.call('ZADD', KEYS[3], 'NX', ARGV[6], ARGV[5])
          end
          return redis.call('LRANGE', KEYS[2], 0, -1)
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
  private final EventTypes types;
  private final EventCodec codec;
  private final InstantSource clock;
  private volatile Consumer<List<PendingEvent>> relay = events -> {};

  RedisCheckouts(RedisStore store, EventTypes types, EventCodec codec, InstantSource clock) {
    this.store = store;
    this.types = types;
    this.codec = codec;
    this.clock = clock;
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
            RedisJson.decode(state, CheckoutDocument.class)
                .toCheckout(new Version(Long.parseLong(version))));
  }

  @Override
  public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
    CheckoutId id = checkout.id();
    Version now = checkout.version().next();
    CheckoutDocument document = CheckoutDocument.of(checkout);
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(checkout.version().value()));
    arguments.add(Long.toString(now.value()));
    arguments.add(RedisJson.encode(document));
    arguments.add(document.status());
    arguments.add(id.toString());
    arguments.add(Long.toString(clock.millis()));
    EventEnvelope.ofCommit(types, id.toString(), now, events).stream()
        .map(this::document)
        .map(RedisJson::encode)
        .forEach(arguments::add);
    int bucket = bucket(id);
    Object pending =
        store.run(
            SAVE, List.of(checkout(id), pending(id), outbox(bucket), statuses(bucket)), arguments);
    if (!(pending instanceof List<?> list)) {
      throw new StaleAggregate(id, checkout.version());
    }
    if (!events.isEmpty()) {
      relay.accept(events(id.toString(), list));
    }
    return now;
  }

  /** Redis may be flushed, or lose its files. */
  @Override
  public boolean mayForget() {
    return true;
  }

  @Override
  public Tally tally() {
    Map<String, Long> counts = new HashMap<>();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      String key = statuses(bucket);
      store
          .call(redis -> redis.hgetAll(key))
          .forEach((status, count) -> counts.merge(status, Long.valueOf(count), Long::sum));
    }
    return new Tally(
        false,
        counts.getOrDefault("pending", 0L),
        counts.getOrDefault("completed", 0L),
        counts.getOrDefault("refused", 0L),
        counts.getOrDefault("declined", 0L),
        counts.getOrDefault("refunded", 0L));
  }

  @Override
  public String name() {
    return "checkouts";
  }

  @Override
  public void onCommit(Consumer<List<PendingEvent>> relayOfAll) {
    this.relay = relayOfAll;
  }

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

  private EventDocument document(EventEnvelope envelope) {
    PublishedEvent event = envelope.event();
    return new EventDocument(
        envelope.id(),
        envelope.type().name(),
        event.subject(),
        event.occurredAt(),
        codec.encode(event));
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
