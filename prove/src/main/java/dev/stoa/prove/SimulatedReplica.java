package dev.stoa.prove;

import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The basket's copy of product facts. */
final class SimulatedReplica implements ProductReplica {
  private final Gate gate;
  private final Map<ProductId, ProductState> states = new LinkedHashMap<>();
  private final Map<Sku, Available> stocks = new LinkedHashMap<>();

  private record Available(int pieces, Version version) {}

  SimulatedReplica(Gate gate) {
    this.gate = gate;
  }

  /** What it tells about a SKU, without a call; 0 of one never heard of. */
  int storedAvailable(Sku sku) {
    Available available = stocks.get(sku);
    return available == null ? 0 : available.pieces;
  }

  /** What it tells about these SKUs, without a call. */
  Map<Sku, ProductFacts> stored(Collection<Sku> skus) {
    Map<Sku, ProductFacts> found = new LinkedHashMap<>();
    Map<Sku, Instant> since = new LinkedHashMap<>();
    for (ProductState product : states.values()) {
      for (Variant variant : product.variants()) {
        Sku sku = variant.sku();
        Instant other = since.get(sku);
        if (skus.contains(sku) && (other == null || !other.isAfter(product.changedAt()))) {
          since.put(sku, product.changedAt());
          found.put(
              sku,
              new ProductFacts(
                  sku,
                  product.id(),
                  variant.title(),
                  variant.unitPrice(),
                  variant.taxRate(),
                  product.active(),
                  storedAvailable(sku)));
        }
      }
    }
    return found;
  }

  /** All of it as text, without a call. */
  String storedText() {
    List<String> text = new ArrayList<>();
    states.values().forEach(state -> text.add(state.toString()));
    stocks.forEach((sku, available) -> text.add(sku + " " + available));
    text.sort(null);
    return text.toString();
  }

  @Override
  public void put(ProductState product) {
    gate.write(
        "replica.put",
        product.id(),
        () -> {
          states.merge(
              product.id(), product, (a, b) -> b.version().compareTo(a.version()) > 0 ? b : a);
          return "";
        });
  }

  @Override
  public void remove(ProductId product, Version version) {
    put(new ProductState(product, version, false, Instant.EPOCH, List.of()));
  }

  @Override
  public void putAvailable(Sku sku, int available, Version stockVersion) {
    gate.write(
        "replica.putAvailable",
        sku,
        () -> {
          stocks.merge(
              sku,
              new Available(available, stockVersion),
              (a, b) -> b.version.compareTo(a.version) > 0 ? b : a);
          return available;
        });
  }

  @Override
  public Map<Sku, ProductFacts> find(Collection<Sku> skus) {
    return gate.read("replica.find", skus, () -> stored(skus));
  }

  @Override
  public Set<Sku> skusOf(ProductId product) {
    return gate.read(
        "replica.skusOf",
        product,
        () -> {
          Set<Sku> skus = new LinkedHashSet<>();
          ProductState state = states.get(product);
          if (state != null) {
            state.variants().forEach(variant -> skus.add(variant.sku()));
          }
          return skus;
        });
  }

  @Override
  public String incarnation() {
    return "simulated";
  }
}
