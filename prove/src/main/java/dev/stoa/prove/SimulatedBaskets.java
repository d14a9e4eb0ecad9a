package dev.stoa.prove;

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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Baskets, changed line by line. A store of baskets may lose what it acknowledged in its last
 * moment, or everything: then it has a whole state of before, and says so to nobody.
 */
final class SimulatedBaskets implements Baskets {
  /** Lost ones begin with generations far from all that were used. */
  private static final long APART = 1_000_000;

  private final Gate gate;
  private final LostMoments moments;
  private final Map<BasketOwner, Content> contents = new LinkedHashMap<>();
  private final Deque<Before> before = new ArrayDeque<>();
  private Generation first = Generation.FIRST;

  /** When and what a store of baskets loses. */
  interface LostMoments {
    /** Nothing. */
    LostMoments NONE =
        new LostMoments() {
          @Override
          public long lost() {
            return 0;
          }

          @Override
          public long now() {
            return 0;
          }

          @Override
          public void lost(BasketOwner owner) {}
        };

    /** How many microseconds are lost right now; 0 for none, {@link Long#MAX_VALUE} for all. */
    long lost();

    long now();

    /** This basket is not what it was acknowledged to be. */
    void lost(BasketOwner owner);
  }

  /** What a basket was before a change; null when it was not there. */
  private record Before(long at, BasketOwner owner, @Nullable Content content) {}

  private record Made(Sku sku, Quantity quantity, Addition answer) {}

  private static final class Content {
    private final Map<Sku, Integer> lines = new LinkedHashMap<>();
    private final Map<IdempotencyKey, Made> made =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<IdempotencyKey, Made> eldest) {
            return size() > KEYS_KEPT + 1;
          }
        };
    private final Set<CheckoutId> taken = new HashSet<>();
    private Generation generation;
    private long version;

    Content(Generation generation) {
      this.generation = generation;
    }

    Content copy() {
      Content copy = new Content(generation);
      copy.lines.putAll(lines);
      copy.made.putAll(made);
      copy.taken.addAll(taken);
      copy.version = version;
      return copy;
    }

    void takeOut(Map<Sku, Quantity> bought) {
      Map<Sku, Integer> were = new HashMap<>(lines);
      bought.forEach((sku, quantity) ->
          lines.computeIfPresent(
              sku, (s, n) -> n > quantity.value() ? n - quantity.value() : null));
      version += were.equals(lines) ? 0 : 1;
    }

    void put(Sku sku, int quantity) {
      lines.put(sku, quantity);
      version++;
    }
  }

  SimulatedBaskets(Gate gate, LostMoments moments) {
    this.gate = gate;
    this.moments = moments;
  }

  private <T> T read(String call, Object about, Supplier<T> effect) {
    return gate.read(
        call,
        about,
        () -> {
          lose();
          return effect.get();
        });
  }

  private <T> T write(String call, Object about, BasketOwner owner, Supplier<T> effect) {
    return gate.write(
        call,
        about,
        () -> {
          lose();
          if (moments != LostMoments.NONE) {
            Content now = contents.get(owner);
            before.push(new Before(moments.now(), owner, now == null ? null : now.copy()));
          }
          return effect.get();
        });
  }

  private void lose() {
    long lost = moments.lost();
    long since = lost == Long.MAX_VALUE ? Long.MIN_VALUE : moments.now() - lost;
    for (Before last = before.peek();
        lost > 0 && last != null && last.at() >= since;
        last = before.peek()) {
      before.pop();
      moments.lost(last.owner());
      Content was = last.content();
      if (was == null || was.version == 0) {
        contents.remove(last.owner());
      } else {
        contents.put(last.owner(), was);
      }
    }
    if (lost > 0) {
      first = new Generation(first.value() + APART);
    }
  }

  /** What is in it, without a call. */
  Map<Sku, Integer> stored(BasketOwner owner) {
    Content content = contents.get(owner);
    return content == null ? Map.of() : content.lines;
  }

  /** Lines and generation of those that are asked for, without a call. */
  Map<String, String> stored(Predicate<BasketOwner> asked) {
    Map<String, String> all = new LinkedHashMap<>();
    contents.forEach((owner, content) -> {
      if (asked.test(owner)) {
        all.put(owner.key(), content.generation + " " + content.lines);
      }
    });
    return all;
  }

  @Override
  public Basket find(BasketOwner owner) {
    return read(
        "baskets.find",
        owner.key(),
        () -> {
          Content content = of(owner);
          return new Basket(
              new Version(content.version),
              content.generation,
              content.lines.entrySet().stream()
                  .map(line -> new BasketLine(line.getKey(), Quantity.of(line.getValue())))
                  .toList());
        });
  }

  @Override
  public Addition add(
      BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key) {
    return write(
        "baskets.add",
        sku,
        owner,
        () -> {
          Content content = of(owner);
          Made made = key.map(content.made::get).orElse(null);
          if (made != null) {
            return made.sku.equals(sku) && made.quantity.equals(quantity)
                ? made.answer
                : new Addition.KeyReused();
          }
          int before = content.lines.getOrDefault(sku, 0);
          if (before + quantity.value() > atMost) {
            return new Addition.TooMany(before);
          }
          if (before == 0 && content.lines.size() >= Basket.MAX_LINES) {
            return new Addition.Full();
          }
          content.put(sku, before + quantity.value());
          Addition.Added answer = new Addition.Added(Quantity.of(before + quantity.value()));
          key.ifPresent(k -> content.made.put(k, new Made(sku, quantity, answer)));
          return answer;
        });
  }

  @Override
  public boolean set(BasketOwner owner, Sku sku, Quantity quantity) {
    return write(
        "baskets.set",
        sku,
        owner,
        () -> {
          Content content = of(owner);
          if (!content.lines.containsKey(sku) && content.lines.size() >= Basket.MAX_LINES) {
            return false;
          }
          if (content.lines.getOrDefault(sku, 0) != quantity.value()) {
            content.put(sku, quantity.value());
          }
          return true;
        });
  }

  @Override
  public boolean remove(BasketOwner owner, Sku sku) {
    return write(
        "baskets.remove",
        sku,
        owner,
        () -> {
          Content content = of(owner);
          boolean removed = content.lines.remove(sku) != null;
          content.version += removed ? 1 : 0;
          return removed;
        });
  }

  @Override
  public void clear(BasketOwner owner) {
    write(
        "baskets.clear",
        owner.key(),
        owner,
        () -> {
          Content content = of(owner);
          content.version += content.lines.isEmpty() ? 0 : 1;
          content.lines.clear();
          return "";
        });
  }

  @Override
  public boolean endGeneration(
      BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
    return write(
        "baskets.endGeneration",
        generation,
        owner,
        () -> {
          Content content = contents.get(owner);
          if (content == null || content.version == 0 || !content.generation.equals(generation)) {
            return false;
          }
          content.takeOut(bought);
          content.generation = generation.next();
          return true;
        });
  }

  @Override
  public boolean takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
    return write(
        "baskets.takeOut",
        checkout,
        owner,
        () -> {
          Content content = of(owner);
          if (!content.taken.add(checkout)) {
            return false;
          }
          content.takeOut(bought);
          return true;
        });
  }

  @Override
  public void forget(BasketOwner owner) {
    write(
        "baskets.forget",
        owner.key(),
        owner,
        () -> {
          contents.remove(owner);
          return "";
        });
  }

  private Content of(BasketOwner owner) {
    return contents.computeIfAbsent(owner, o -> new Content(first));
  }
}
