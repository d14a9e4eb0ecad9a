package dev.stoa.prove;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Products, one commit each. */
final class SimulatedProducts implements Products {
  private static final String KEY = "[0-9]{20}\\|[0-9a-f-]{36}";

  private final Gate gate;
  private final Journal journal;
  private final Map<ProductId, Product> all = new LinkedHashMap<>();
  private final Set<ProductId> deleted = new HashSet<>();
  private BiConsumer<@Nullable Product, @Nullable Product> listener = (before, after) -> {};

  SimulatedProducts(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** Who hears of each commit, in the commit itself: what was there before, and after. */
  void onCommit(BiConsumer<@Nullable Product, @Nullable Product> next) {
    listener = next;
  }

  /** As they are, without a call. */
  Collection<Product> stored() {
    return all.values();
  }

  /** As it is, without a call. */
  Optional<Product> stored(ProductId id) {
    return Optional.ofNullable(all.get(id));
  }

  boolean wasDeleted(ProductId id) {
    return deleted.contains(id);
  }

  @Override
  public Optional<Product> find(ProductId id) {
    return gate.read("products.find", id, () -> first(product -> product.id().equals(id)));
  }

  @Override
  public Optional<Product> findByHandle(Slug handle) {
    return gate.read(
        "products.findByHandle",
        handle,
        () -> first(product -> product.details().handle().equals(handle)));
  }

  @Override
  public Optional<Product> findBySku(Sku sku) {
    return gate.read(
        "products.findBySku",
        sku,
        () -> first(product -> product.details().variant(sku).isPresent()));
  }

  @Override
  public Page<Product> list(Filter filter, PageRequest page) {
    return gate.read(
        "products.list",
        filter,
        () -> {
          Slug category = filter.category();
          List<Product> matching =
              all.values().stream()
                  .filter(p -> category == null || p.details().categories().contains(category))
                  .filter(p -> !filter.activeOnly() || p.details().active())
                  .map(p -> copy(p, p.version()))
                  .toList();
          return Pages.of(matching, page, SimulatedProducts::key, Comparator.reverseOrder(), KEY);
        });
  }

  @Override
  public boolean anyIn(Slug category) {
    return gate.read(
        "products.anyIn",
        category,
        () -> first(p -> p.details().categories().contains(category)).isPresent());
  }

  @Override
  public Version save(Product product, List<? extends PublishedEvent> events) {
    return gate.write(
        "products.save",
        product.id(),
        () -> {
          requireCurrent(product);
          for (Product other : all.values()) {
            if (!other.id().equals(product.id())) {
              if (other.details().handle().equals(product.details().handle())) {
                throw new HandleTaken(product.details().handle());
              }
              for (Sku sku : product.details().skus()) {
                if (other.details().variant(sku).isPresent()) {
                  throw new SkuTaken(sku);
                }
              }
            }
          }
          Version next = product.version().next();
          listener.accept(all.put(product.id(), copy(product, next)), product);
          journal.commit("products", product.id(), events);
          return next;
        });
  }

  @Override
  public void delete(Product product, List<? extends PublishedEvent> events) {
    gate.write(
        "products.delete",
        product.id(),
        () -> {
          requireCurrent(product);
          listener.accept(all.remove(product.id()), null);
          deleted.add(product.id());
          journal.commit("products", product.id(), events);
          return "";
        });
  }

  private void requireCurrent(Product product) {
    Product stored = all.get(product.id());
    Version version = stored == null ? Version.NEW : stored.version();
    if (deleted.contains(product.id()) || !version.equals(product.version())) {
      throw new StaleAggregate(product.id(), product.version());
    }
  }

  private Optional<Product> first(Predicate<Product> which) {
    for (Product product : all.values()) {
      if (which.test(product)) {
        return Optional.of(copy(product, product.version()));
      }
    }
    return Optional.empty();
  }

  private static String key(Product product) {
    return Pages.key(product.createdAt()) + "|" + product.id();
  }

  private static Product copy(Product p, Version version) {
    return Product.reconstitute(
        p.id(), version, p.origin(), p.details(), p.createdAt(), p.updatedAt());
  }
}
