package dev.stoa.catalog.sqlite;

import dev.stoa.catalog.domain.Product;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded products that were read last, at most so many and at most so many bytes of them. It
 * is never out of date, for it is asked for a version, and a version of a product never changes.
 */
final class ProductCache {
  /** A product holds about as much as its JSON with two bytes a character, and some objects. */
  private static final int FIXED_BYTES = 2_000;

  private final int capacity;
  private final long mostBytes;
  // Both guarded by the map: the least recently used first.
  private final Map<String, Entry> products = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Entry(Product product, long weight) {}

  ProductCache(int capacity, long mostBytes) {
    this.capacity = capacity;
    this.mostBytes = mostBytes;
  }

  Optional<Product> get(String id, long version) {
    Entry entry;
    synchronized (products) {
      entry = products.get(id);
    }
    return Optional.ofNullable(entry)
        .map(Entry::product)
        .filter(p -> p.version().value() == version)
        .map(ProductCache::copy);
  }

  /**
   * Keeps the product, unless it alone is too heavy.
   *
   * @param length of its stored form, in characters
   */
  void put(String id, Product product, int length) {
    Entry entry = new Entry(product, FIXED_BYTES + 2L * length);
    synchronized (products) {
      Entry before = products.remove(id);
      bytes -= before == null ? 0 : before.weight();
      if (entry.weight() > mostBytes) {
        return;
      }
      products.put(id, entry);
      bytes += entry.weight();
      Iterator<Entry> eldest = products.values().iterator();
      while (products.size() > capacity || bytes > mostBytes) {
        bytes -= eldest.next().weight();
        eldest.remove();
      }
    }
  }

  /** What all of them weigh together. */
  long bytes() {
    synchronized (products) {
      return bytes;
    }
  }

  /** A product of one's own: what it is made of cannot change, the product itself can. */
  static Product copy(Product p) {
    return Product.reconstitute(
        p.id(), p.version(), p.origin(), p.details(), p.createdAt(), p.updatedAt());
  }
}
