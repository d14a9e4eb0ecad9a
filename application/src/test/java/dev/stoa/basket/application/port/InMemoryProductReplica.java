package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Product facts in memory, for tests. */
public final class InMemoryProductReplica implements ProductReplica {
  private final Map<ProductId, ProductState> states = new HashMap<>();
  private final Map<Sku, Stock> stocks = new HashMap<>();

  private record Stock(int available, Version version) {}

  @Override
  public synchronized void put(ProductState product) {
    states.merge(product.id(), product, (a, b) -> b.version().compareTo(a.version()) > 0 ? b : a);
  }

  @Override
  public synchronized void remove(ProductId product, Version version) {
    put(new ProductState(product, version, false, Instant.EPOCH, List.of()));
  }

  @Override
  public synchronized void putAvailable(Sku sku, int available, Version stockVersion) {
    stocks.merge(
        sku,
        new Stock(available, stockVersion),
        (a, b) -> b.version.compareTo(a.version) > 0 ? b : a);
  }

  @Override
  public synchronized Map<Sku, ProductFacts> find(Collection<Sku> skus) {
    Map<Sku, ProductFacts> found = new HashMap<>();
    states.values().stream()
        .sorted(Comparator.comparing(ProductState::changedAt))
        .forEach(product ->
            product.variants().stream()
                .filter(variant -> skus.contains(variant.sku()))
                .forEach(variant -> found.put(variant.sku(), facts(product, variant))));
    return found;
  }

  @Override
  public synchronized Set<Sku> skusOf(ProductId product) {
    ProductState state = states.get(product);
    return state == null
        ? Set.of()
        : state.variants().stream().map(Variant::sku).collect(Collectors.toSet());
  }

  @Override
  public String incarnation() {
    return "memory";
  }

  private ProductFacts facts(ProductState product, Variant variant) {
    Stock stock = stocks.getOrDefault(variant.sku(), new Stock(0, Version.NEW));
    return new ProductFacts(
        variant.sku(),
        product.id(),
        variant.title(),
        variant.unitPrice(),
        variant.taxRate(),
        product.active(),
        stock.available);
  }
}
