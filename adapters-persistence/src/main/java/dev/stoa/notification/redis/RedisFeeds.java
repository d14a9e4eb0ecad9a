package dev.stoa.notification.redis;

import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.document.NoticeDocument;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Three keys for each user, which share a hash tag:
 *
 * <ul>
 *   <li>{@code bounds}, a hash: the epoch of the feed (another one each time it begins anew), the
 *       last number given and the last one dropped;
 *   <li>{@code entries}, a sorted set by number: the number, when it was appended, the notice;
 *   <li>{@code ids}, a sorted set by the time of appending: what the feed has had.
 * </ul>
 *
 * A feed that nobody appends to for longer than notices are kept goes by itself.
 */
final class RedisFeeds implements Feeds {
  /** Drops what is too old from the front; both scripts begin with it. */
  private static final String DROP =
      """
      local bounds, entries, ids = KEYS[1], KEYS[2], KEYS[3]
      local oldest = tonumber(ARGV[1])
      local function appended(member) return tonumber(string.match(member, '^%d+ (%d+) ')) end
      local function number(member) return tonumber(string.match(member, '^(%d+) ')) end
      local function tooOld()
        local dropped = nil
        local first = redis.call('ZRANGE', entries, 0, 0)
        local rank = 0
        while first[1] and appended(first[1]) <= oldest do
          dropped = number(first[1])
          rank = rank + 1
          first = redis.call('ZRANGE', entries, rank, rank)
        end
        return dropped, rank
      end
      """;

  private static final RedisScript APPEND =
      new RedisScript(
          DROP
              + """
              local now, kept, life, epoch = ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
              redis.call('HSETNX', bounds, 'epoch', epoch)
              local last = tonumber(redis.call('HGET', bounds, 'last') or '0')
              local dropped = tonumber(redis.call('HGET', bounds, 'dropped') or '0')
              redis.call('ZREMRANGEBYSCORE', ids, '-inf', oldest)
              local gone, many = tooOld()
              if gone then
                redis.call('ZREMRANGEBYRANK', entries, 0, many - 1)
                dropped = math.max(dropped, gone)
              end
              for i = 6, #ARGV, 2 do
                if redis.call('ZADD', ids, 'NX', now, ARGV[i]) == 1 then
                  last = last + 1
                  redis.call('ZADD', entries, last, string.format('%d', last) .. ' ' .. now .. ' ' .. ARGV[i + 1])
                end
              end
              redis.call('ZREMRANGEBYRANK', entries, 0, -kept - 1)
              dropped = math.max(dropped, last - kept)
              redis.call('HSET', bounds, 'last', string.format('%d', last), 'dropped', string.format('%d', dropped))
              redis.call('PEXPIRE', bounds, life)
              redis.call('PEXPIRE', entries, life)
              redis.call('PEXPIRE', ids, life)
              return last
              """);

  /** After a number, or the newest when that is negative: so many. */
  private static final RedisScript READ =
      new RedisScript(
          DROP
              + """
              local after, limit = tonumber(ARGV[2]), tonumber(ARGV[3])
              local epoch = redis.call('HGET', bounds, 'epoch')
              if not epoch then
                return {'', '0', '0'}
              end
              local last = tonumber(redis.call('HGET', bounds, 'last'))
              local dropped = tonumber(redis.call('HGET', bounds, 'dropped'))
              local gone = tooOld()
              if gone then
                dropped = math.max(dropped, gone)
              end
              local from = after
              if after < 0 then
                from = math.max(dropped, last - limit)
              end
              local answer = {epoch, string.format('%d', last), string.format('%d', dropped)}
              if limit > 0 then
                local found = redis.call(
                  'ZRANGEBYSCORE', entries, '(' .. string.format('%d', from), '+inf', 'LIMIT', 0, limit)
                for _, member in ipairs(found) do
                  answer[#answer + 1] = member
                end
              end
              return answer
              """);

  private static final Pattern TOKEN = Pattern.compile("([0-9a-f]{12})\\.(\\d{1,15})");

  /** The end of a feed that does not exist: everything comes after it. */
  private static final Position BEGINNING = new Position("0");

  private final RedisStore store;
  private final InstantSource clock;

  RedisFeeds(RedisStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What a script read. */
  private record Found(String epoch, long last, long dropped, List<Entry> entries) {}

  @Override
  public void append(UserId user, List<Notice> notices) {
    Instant now = clock.instant();
    List<String> arguments = new ArrayList<>();
    arguments.add(oldest(now));
    arguments.add(Long.toString(now.toEpochMilli()));
    arguments.add(Integer.toString(KEPT));
    arguments.add(Long.toString(KEPT_FOR.plusDays(1).toMillis()));
    arguments.add(UUID.randomUUID().toString().substring(24));
    for (Notice notice : notices) {
      arguments.add(notice.id().toString());
      arguments.add(NoticeDocument.encode(notice));
    }
    store.run(APPEND, keys(user), arguments);
  }

  @Override
  public Optional<List<Entry>> after(UserId user, Position position, int limit) {
    String epoch = "";
    long number = 0;
    if (!position.equals(BEGINNING)) {
      Matcher token = TOKEN.matcher(position.token());
      if (!token.matches()) {
        return Optional.empty();
      }
      epoch = token.group(1);
      number = Long.parseLong(token.group(2));
    }
    Found found = read(user, number, limit);
    boolean known = position.equals(BEGINNING) || found.epoch().equals(epoch);
    return known && number >= found.dropped() && number <= found.last()
        ? Optional.of(found.entries())
        : Optional.empty();
  }

  @Override
  public Newest newest(UserId user, int limit) {
    Found found = read(user, -1, limit);
    return new Newest(
        found.entries(),
        found.epoch().isEmpty() ? BEGINNING : position(found.epoch(), found.last()));
  }

  @Override
  public void forget(UserId user) {
    store.call(redis -> redis.del(keys(user).toArray(String[]::new)));
  }

  private Found read(UserId user, long after, int limit) {
    Object answer =
        store.run(
            READ,
            keys(user),
            List.of(oldest(clock.instant()), Long.toString(after), Integer.toString(limit)));
    if (!(answer instanceof List<?> parts)) {
      throw new IllegalStateException("a script of feeds answered " + answer);
    }
    String epoch = String.valueOf(parts.get(0));
    List<Entry> entries = new ArrayList<>();
    for (Object member : parts.subList(3, parts.size())) {
      String[] fields = String.valueOf(member).split(" ", 3);
      entries.add(
          new Entry(position(epoch, Long.parseLong(fields[0])), NoticeDocument.decode(fields[2])));
    }
    return new Found(
        epoch,
        Long.parseLong(String.valueOf(parts.get(1))),
        Long.parseLong(String.valueOf(parts.get(2))),
        List.copyOf(entries));
  }

  private List<String> keys(UserId user) {
    String tag = "feed:" + user;
    return List.of(store.key(tag, "bounds"), store.key(tag, "entries"), store.key(tag, "ids"));
  }

  private static String oldest(Instant now) {
    return Long.toString(now.minus(KEPT_FOR).toEpochMilli());
  }

  private static Position position(String epoch, long number) {
    return new Position(epoch + "." + number);
  }
}
