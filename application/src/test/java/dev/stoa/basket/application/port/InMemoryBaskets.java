package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Generation;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Baskets in memory, for tests. */
public final class InMemoryBaskets implements Baskets {
  private final Map<BasketOwner, Content> contents = new HashMap<>();
  private final Set<CheckoutId> taken = new HashSet<>();

  @Override
  public synchronized Basket find(BasketOwner owner) {
    Content content = of(owner);
    return new Basket(
        new Version(content.version),
        content.generation,
        content.lines.entrySet().stream()
            .map(e -> new BasketLine(e.getKey(), Quantity.of(e.getValue())))
            .toList());
  }

  @Override
  public synchronized Addition add(
      BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key) {
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
  }

  @Override
  public synchronized boolean set(BasketOwner owner, Sku sku, Quantity quantity) {
    Content content = of(owner);
    if (!content.lines.containsKey(sku) && content.lines.size() >= Basket.MAX_LINES) {
      return false;
    }
    if (content.lines.getOrDefault(sku, 0) != quantity.value()) {
      content.put(sku, quantity.value());
    }
    return true;
  }

  @Override
  public synchronized boolean remove(BasketOwner owner, Sku sku) {
    Content content = of(owner);
    boolean removed = content.lines.remove(sku) != null;
    content.version += removed ? 1 : 0;
    return removed;
  }

  @Override
  public synchronized void clear(BasketOwner owner) {
    Content content = of(owner);
    content.version += content.lines.isEmpty() ? 0 : 1;
    content.lines.clear();
  }

  @Override
  public synchronized boolean endGeneration(
      BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
    Content content = contents.get(owner);
    if (content == null || content.version == 0 || !content.generation.equals(generation)) {
      return false;
    }
    content.takeOut(bought);
    content.generation = generation.next();
    return true;
  }

  /** As a store that lost the newest changes of a basket: it holds these lines again. */
  public synchronized void restore(BasketOwner owner, Basket before) {
    Content content = of(owner);
    content.lines.clear();
    before.lines().forEach(line -> content.lines.put(line.sku(), line.quantity().value()));
    content.version = before.version().value();
    content.generation = before.generation();
  }

  @Override
  public synchronized boolean takeOut(
      BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
    if (!taken.add(checkout)) {
      return false;
    }
    of(owner).takeOut(bought);
    return true;
  }

  @Override
  public synchronized void forget(BasketOwner owner) {
    contents.remove(owner);
  }

  private Content of(BasketOwner owner) {
    return contents.computeIfAbsent(owner, o -> new Content());
  }

  private record Made(Sku sku, Quantity quantity, Addition answer) {}

  private static final class Content {
    private final Map<Sku, Integer> lines = new LinkedHashMap<>();
    private final Map<IdempotencyKey, Made> made = new HashMap<>();
    private long version;
    private Generation generation = Generation.FIRST;

    void takeOut(Map<Sku, Quantity> bought) {
      boolean touched = bought.keySet().stream().anyMatch(lines::containsKey);
      bought.forEach((sku, quantity) ->
          lines.computeIfPresent(
              sku, (s, n) -> n > quantity.value() ? n - quantity.value() : null));
      version += touched ? 1 : 0;
    }

    void put(Sku sku, int quantity) {
      lines.put(sku, quantity);
      version++;
    }
  }
}
