package dev.stoa.identity.jwt;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded memory of texts in two generations: when the young one is full it becomes the old one,
 * and what nobody asked for since is forgotten. Reading takes no lock.
 */
final class RecentTokens<V> {
  private final int perGeneration;
  private volatile Generations<V> generations =
      new Generations<>(new ConcurrentHashMap<>(), Map.of());

  /**
   * An empty memory.
   *
   * @param most about so many are remembered
   */
  RecentTokens(int most) {
    this.perGeneration = Math.max(1, most / 2);
  }

  private record Generations<V>(ConcurrentHashMap<String, V> young, Map<String, V> old) {}

  Optional<V> find(String text) {
    Generations<V> now = generations;
    V value = now.young.get(text);
    if (value == null) {
      value = now.old.get(text);
      if (value != null) {
        remember(text, value);
      }
    }
    return Optional.ofNullable(value);
  }

  void remember(String text, V value) {
    Generations<V> now = generations;
    if (now.young.mappingCount() >= perGeneration) {
      // Two at once may both do this; then a little more is forgotten, which is harmless.
      now = new Generations<>(new ConcurrentHashMap<>(), now.young);
      generations = now;
    }
    now.young.put(text, value);
  }

  void forget(String text) {
    generations.young.remove(text);
  }
}
