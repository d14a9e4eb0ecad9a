package dev.stoa.basket.redis;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Generation;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Baskets in Redis, each change one script on the keys of one owner: a hash of version ({@code v}),
 * generation ({@code g}; absent in those of a former version, which are of the first one) and
 * quantities ({@code q:<sku>}), the SKUs sorted by the version that added them, the operation keys
 * with the version that used them, and the checkouts without a generation that took something out.
 * No change looks at more than its own line.
 */
final class RedisBaskets implements Baskets {
  private static final RedisScript FIND =
      new RedisScript(
          """
          local found = {redis.call('HGET', KEYS[1], 'v') or '0',
            redis.call('HGET', KEYS[1], 'g') or '0'}
          for _, sku in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
            found[#found + 1] = sku
            found[#found + 1] = redis.call('HGET', KEYS[1], 'q:' .. sku)
          end
          return found
          """);

  /** A basket begins with the time, in microseconds: a lost one never had that generation. */
  private static final String BEGIN =
      """
          local function begin(basket)
            local t = redis.call('TIME')
            redis.call('HSET', basket, 'g', t[1] .. string.format('%06d', tonumber(t[2])))
          end
      """;

  private static final RedisScript ADD =
      new RedisScript(
          BEGIN
              + """
              local sku, key = ARGV[1], ARGV[5]
              if key ~= '' then
                local made = redis.call('HGET', KEYS[3], key)
                if made then
                  local s, q, n = string.match(made, '^(.*)|(%d+)|(%d+)$')
                  if s == sku and q == ARGV[2] then return {'added', n} end
                  return {'reused', '0'}
                end
              end
              local before = tonumber(redis.call('HGET', KEYS[1], 'q:' .. sku) or '0')
              local after = before + tonumber(ARGV[2])
              if after > tonumber(ARGV[3]) then return {'many', tostring(before)} end
              if before == 0 and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then
                return {'full', '0'}
              end
              local v = redis.call('HINCRBY', KEYS[1], 'v', 1)
              if v == 1 then begin(KEYS[1]) end
              redis.call('HSET', KEYS[1], 'q:' .. sku, after)
              if before == 0 then redis.call('ZADD', KEYS[2], v, sku) end
              if key ~= '' then
                redis.call('HSET', KEYS[3], key, sku .. '|' .. ARGV[2] .. '|' .. after)
                redis.call('ZADD', KEYS[4], v, key)
                local old = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', '(' .. (v - tonumber(ARGV[6])))
                for _, k in ipairs(old) do
                  redis.call('HDEL', KEYS[3], k)
                  redis.call('ZREM', KEYS[4], k)
                end
              end
              return {'added', tostring(after)}
              """);

  private static final RedisScript SET =
      new RedisScript(
          BEGIN
              + """
              local sku = ARGV[1]
              local before = redis.call('HGET', KEYS[1], 'q:' .. sku)
              if not before and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return 0 end
              if before ~= ARGV[2] then
                local v = redis.call('HINCRBY', KEYS[1], 'v', 1)
                if v == 1 then begin(KEYS[1]) end
                redis.call('HSET', KEYS[1], 'q:' .. sku, ARGV[2])
                if not before then redis.call('ZADD', KEYS[2], v, sku) end
              end
              return 1
              """);

  private static final RedisScript REMOVE =
      new RedisScript(
          """
          if redis.call('HDEL', KEYS[1], 'q:' .. ARGV[1]) == 0 then return 0 end
          redis.call('ZREM', KEYS[2], ARGV[1])
          redis.call('HINCRBY', KEYS[1], 'v', 1)
          return 1
          """);

  private static final RedisScript CLEAR =
      new RedisScript(
          """
          if redis.call('DEL', KEYS[2]) == 0 then return 0 end
          local v = redis.call('HGET', KEYS[1], 'v')
          local g = redis.call('HGET', KEYS[1], 'g') or '0'
          redis.call('DEL', KEYS[1])
          redis.call('HSET', KEYS[1], 'v', v + 1, 'g', g)
          return 1
          """);

  /** The arguments from the second on are SKUs and quantities. */
  private static final String TAKING_OUT =
      """
          local touched = false
          for i = 2, #ARGV, 2 do
            local sku = ARGV[i]
            local before = tonumber(redis.call('HGET', KEYS[1], 'q:' .. sku) or '0')
            if before > 0 then
              touched = true
              local left = before - tonumber(ARGV[i + 1])
              if left > 0 then
                redis.call('HSET', KEYS[1], 'q:' .. sku, left)
              else
                redis.call('HDEL', KEYS[1], 'q:' .. sku)
                redis.call('ZREM', KEYS[2], sku)
              end
            end
          end
          if touched then redis.call('HINCRBY', KEYS[1], 'v', 1) end
          return 1
      """;

  private static final RedisScript TAKE_OUT =
      new RedisScript(
          """
          if redis.call('SADD', KEYS[3], ARGV[1]) == 0 then return 0 end
          """
              + TAKING_OUT);

  private static final RedisScript END_GENERATION =
      new RedisScript(
          """
          if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
          if (redis.call('HGET', KEYS[1], 'g') or '0') ~= ARGV[1] then return 0 end
          redis.call('HINCRBY', KEYS[1], 'g', 1)
          """
              + TAKING_OUT);

  private final RedisStore store;

  RedisBaskets(RedisStore store) {
    this.store = store;
  }

  @Override
  public Basket find(BasketOwner owner) {
    List<?> found = list(store.run(FIND, List.of(lines(owner), order(owner)), List.of()));
    List<BasketLine> lines = new ArrayList<>();
    for (int i = 2; i < found.size(); i += 2) {
      lines.add(
          new BasketLine(
              Sku.of(text(found.get(i))), Quantity.of(Integer.parseInt(text(found.get(i + 1))))));
    }
    return new Basket(
        new Version(Long.parseLong(text(found.get(0)))),
        new Generation(Long.parseLong(text(found.get(1)))),
        lines);
  }

  @Override
  public Addition add(
      BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key) {
    List<?> answer =
        list(
            store.run(
                ADD,
                List.of(lines(owner), order(owner), keys(owner), keyOrder(owner)),
                List.of(
                    sku.value(),
                    Integer.toString(quantity.value()),
                    Integer.toString(Math.min(atMost, Quantity.MAX)),
                    Integer.toString(Basket.MAX_LINES),
                    key.map(IdempotencyKey::value).orElse(""),
                    Integer.toString(KEYS_KEPT))));
    int figure = Integer.parseInt(text(answer.get(1)));
    return switch (text(answer.get(0))) {
      case "added" -> new Addition.Added(Quantity.of(figure));
      case "many" -> new Addition.TooMany(figure);
      case "full" -> new Addition.Full();
      case "reused" -> new Addition.KeyReused();
      default -> throw new IllegalStateException("the script answered " + answer);
    };
  }

  @Override
  public boolean set(BasketOwner owner, Sku sku, Quantity quantity) {
    return isOne(
        store.run(
            SET,
            List.of(lines(owner), order(owner)),
            List.of(
                sku.value(),
                Integer.toString(quantity.value()),
                Integer.toString(Basket.MAX_LINES))));
  }

  @Override
  public boolean remove(BasketOwner owner, Sku sku) {
    return isOne(store.run(REMOVE, List.of(lines(owner), order(owner)), List.of(sku.value())));
  }

  @Override
  public void clear(BasketOwner owner) {
    store.run(CLEAR, List.of(lines(owner), order(owner)), List.of());
  }

  @Override
  public boolean endGeneration(
      BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
    return isOne(
        store.run(
            END_GENERATION,
            List.of(lines(owner), order(owner)),
            arguments(generation.toString(), bought)));
  }

  @Override
  public boolean takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
    return isOne(
        store.run(
            TAKE_OUT,
            List.of(lines(owner), order(owner), taken(owner)),
            arguments(checkout.toString(), bought)));
  }

  private static List<String> arguments(String first, Map<Sku, Quantity> bought) {
    List<String> arguments = new ArrayList<>();
    arguments.add(first);
    bought.forEach((sku, quantity) -> {
      arguments.add(sku.value());
      arguments.add(Integer.toString(quantity.value()));
    });
    return arguments;
  }

  @Override
  public void forget(BasketOwner owner) {
    String[] all =
        Stream.of(lines(owner), order(owner), keys(owner), keyOrder(owner), taken(owner))
            .toArray(String[]::new);
    store.call(redis -> redis.del(all));
  }

  private String lines(BasketOwner owner) {
    return store.key(owner.key(), "basket");
  }

  private String order(BasketOwner owner) {
    return store.key(owner.key(), "basket-order");
  }

  private String keys(BasketOwner owner) {
    return store.key(owner.key(), "basket-keys");
  }

  private String keyOrder(BasketOwner owner) {
    return store.key(owner.key(), "basket-key-order");
  }

  private String taken(BasketOwner owner) {
    return store.key(owner.key(), "basket-taken-out");
  }

  private static boolean isOne(@Nullable Object answer) {
    return Long.valueOf(1).equals(answer);
  }

  private static List<?> list(@Nullable Object answer) {
    if (answer instanceof List<?> list) {
      return list;
    }
    throw new IllegalStateException("the script answered " + answer);
  }

  private static String text(@Nullable Object answer) {
    if (answer instanceof String text) {
      return text;
    }
    throw new IllegalStateException("the script answered " + answer);
  }
}
