package dev.stoa.prove;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
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

/** Baskets, changed line by line. */
final class SimulatedBaskets implements Baskets {
  private final Gate gate;
  private final Map<BasketOwner, Content> contents = new LinkedHashMap<>();

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
    private long version;

    void put(Sku sku, int quantity) {
      lines.put(sku, quantity);
      version++;
    }
  }

  SimulatedBaskets(Gate gate) {
    this.gate = gate;
  }

  /** What is in it, without a call. */
  Map<Sku, Integer> stored(BasketOwner owner) {
    Content content = contents.get(owner);
    return content == null ? Map.of() : content.lines;
  }

  /** All of them, without a call. */
  Map<String, Map<Sku, Integer>> stored() {
    Map<String, Map<Sku, Integer>> all = new LinkedHashMap<>();
    contents.forEach((owner, content) -> all.put(owner.key(), content.lines));
    return all;
  }

  @Override
  public Basket find(BasketOwner owner) {
    return gate.read(
        "baskets.find",
        owner.key(),
        () -> {
          Content content = of(owner);
          return new Basket(
              new Version(content.version),
              content.lines.entrySet().stream()
                  .map(line -> new BasketLine(line.getKey(), Quantity.of(line.getValue())))
                  .toList());
        });
  }

  @Override
  public Addition add(
      BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key) {
    return gate.write(
        "baskets.add",
        sku,
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
    return gate.write(
        "baskets.set",
        sku,
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
    return gate.write(
        "baskets.remove",
        sku,
        () -> {
          Content content = of(owner);
          boolean removed = content.lines.remove(sku) != null;
          content.version += removed ? 1 : 0;
          return removed;
        });
  }

  @Override
  public void clear(BasketOwner owner) {
    gate.write(
        "baskets.clear",
        owner.key(),
        () -> {
          Content content = of(owner);
          content.version += content.lines.isEmpty() ? 0 : 1;
          content.lines.clear();
          return "";
        });
  }

  @Override
  public boolean takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
    return gate.write(
        "baskets.takeOut",
        checkout,
        () -> {
          Content content = of(owner);
          if (!content.taken.add(checkout)) {
            return false;
          }
          Map<Sku, Integer> before = new HashMap<>(content.lines);
          bought.forEach((sku, quantity) ->
              content.lines.computeIfPresent(
                  sku, (s, n) -> n > quantity.value() ? n - quantity.value() : null));
          content.version += before.equals(content.lines) ? 0 : 1;
          return true;
        });
  }

  @Override
  public void forget(BasketOwner owner) {
    gate.write(
        "baskets.forget",
        owner.key(),
        () -> {
          contents.remove(owner);
          return "";
        });
  }

  private Content of(BasketOwner owner) {
    return contents.computeIfAbsent(owner, o -> new Content());
  }
}
