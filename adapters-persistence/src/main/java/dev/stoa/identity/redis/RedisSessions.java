package dev.stoa.identity.redis;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.document.SessionDocument;
import dev.stoa.identity.domain.Session;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisJson;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Sessions in Redis: a hash per session, a set of ids per user, and one sorted set of ids by the
 * end of their time. The two indexes are written before the session: an entry without a session is
 * harmless, a session without an entry could not be ended.
 */
final class RedisSessions implements Sessions {
  private static final RedisScript SAVE =
      new RedisScript(
          """
          if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
          redis.call('HSET', KEYS[1], 'version', ARGV[2], 'state', ARGV[3], 'ends', ARGV[4])
          return 1
          """);

  /** Ends it only if its time is over now: it may have been refreshed since it was looked up. */
  private static final RedisScript END_EXPIRED =
      new RedisScript(
          """
          local ends = redis.call('HGET', KEYS[1], 'ends')
          if not ends then return -1 end
          if tonumber(ends) > tonumber(ARGV[1]) then return 0 end
          redis.call('DEL', KEYS[1])
          return 1
          """);

  private final RedisStore store;
  private final String byEnd;

  RedisSessions(RedisStore store) {
    this.store = store;
    this.byEnd = store.key("sessions", "by-end");
  }

  @Override
  public Optional<Session> find(SessionId id) {
    List<String> found = store.call(redis -> redis.hmget(session(id), "version", "state"));
    String version = found.get(0);
    String state = found.get(1);
    return version == null || state == null
        ? Optional.empty()
        : Optional.of(
            store
                .damage()
                .reading(
                    "session " + id,
                    () ->
                        RedisJson.decode(state, SessionDocument.class)
                            .toSession(new Version(Long.parseLong(version)))));
  }

  @Override
  public Version save(Session session) {
    SessionDocument document = SessionDocument.of(session);
    String id = session.id().toString();
    Version now = session.version().next();
    if (session.version().equals(Version.NEW)) {
      store.call(redis -> redis.sadd(ofUser(session.userId()), id));
    }
    store.call(redis -> redis.zadd(byEnd, (double) document.expiresAtMillis(), id));
    Object written =
        store.run(
            SAVE,
            List.of(session(session.id())),
            List.of(
                Long.toString(session.version().value()),
                Long.toString(now.value()),
                RedisJson.encode(document),
                Long.toString(document.expiresAtMillis())));
    if (!Long.valueOf(1).equals(written)) {
      throw new StaleAggregate(id, session.version());
    }
    return now;
  }

  @Override
  public void end(SessionId id) {
    Optional<Session> session = find(id);
    store.call(redis -> redis.del(session(id)));
    store.call(redis -> redis.zrem(byEnd, id.toString()));
    session.ifPresent(
        ended -> store.call(redis -> redis.srem(ofUser(ended.userId()), id.toString())));
  }

  @Override
  public void endAllOf(UserId user) {
    for (String id : store.call(redis -> redis.smembers(ofUser(user)))) {
      store.call(redis -> redis.del(session(new SessionId(UUID.fromString(id)))));
      store.call(redis -> redis.zrem(byEnd, id));
      store.call(redis -> redis.srem(ofUser(user), id));
    }
  }

  @Override
  public int endExpired(Instant now, int limit) {
    int ended = 0;
    List<String> due =
        store.call(redis ->
            redis.zrange(
                byEnd,
                ZRangeParams.zrangeByScoreParams(
                        Double.NEGATIVE_INFINITY, (double) now.toEpochMilli())
                    .limit(0, limit)));
    for (String text : due) {
      SessionId id = new SessionId(UUID.fromString(text));
      Optional<Session> session = find(id);
      Object outcome =
          store.run(END_EXPIRED, List.of(session(id)), List.of(Long.toString(now.toEpochMilli())));
      if (Long.valueOf(0).equals(outcome)) {
        // A save that came to nothing left an older time here.
        session.ifPresent(s ->
            store.call(redis ->
                redis.zadd(byEnd, (double) SessionDocument.of(s).expiresAtMillis(), text)));
        continue;
      }
      store.call(redis -> redis.zrem(byEnd, text));
      session.ifPresent(s -> store.call(redis -> redis.srem(ofUser(s.userId()), text)));
      if (Long.valueOf(1).equals(outcome)) {
        ended++;
      }
    }
    return ended;
  }

  private String session(SessionId id) {
    return store.key("session:" + id, "state");
  }

  private String ofUser(UserId user) {
    return store.key("session-user:" + user, "ids");
  }
}
