package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockLedger;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The stores of the catalogue in maps, under one lock. */
public final class InMemoryCatalogStores
    implements CatalogStores, Products, Categories, Stocks, Reservations, KeyedCommands {
  private final Map<ProductId, Product> products = new HashMap<>();
  private final Set<ProductId> deletedProducts = new HashSet<>();
  private final Map<CategoryId, Category> categories = new HashMap<>();
  private final Map<Sku, Stock> stocks = new TreeMap<>();
  private final Map<Sku, List<StockMovement>> ledgers = new TreeMap<>();
  private final Map<CheckoutId, Reservation> reservations = new HashMap<>();
  private final Map<UUID, KeyedCommand> commands = new HashMap<>();
  private final List<PublishedEvent> events = new ArrayList<>();

  @Override
  public Products products() {
    return this;
  }

  @Override
  public Categories categories() {
    return this;
  }

  @Override
  public Stocks stocks() {
    return this;
  }

  @Override
  public Reservations reservations() {
    return this;
  }

  @Override
  public KeyedCommands keyedCommands() {
    return this;
  }

  @Override
  public synchronized Optional<KeyedCommand> find(UUID id) {
    return Optional.ofNullable(commands.get(id)).map(c -> copy(c, c.version()));
  }

  @Override
  public synchronized Version save(KeyedCommand command) {
    KeyedCommand stored = commands.get(command.id());
    Version version = stored == null ? Version.NEW : stored.version();
    if (!version.equals(command.version())) {
      throw new StaleAggregate(command.id(), command.version());
    }
    commands.put(command.id(), copy(command, version.next()));
    return version.next();
  }

  private static KeyedCommand copy(KeyedCommand c, Version version) {
    return KeyedCommand.reconstitute(
        c.id(), version, c.content(), c.firstAskedAt(), c.refusal().orElse(null));
  }

  @Override
  public synchronized List<PublishedEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public CatalogStores restart() {
    return this;
  }

  @Override
  public void close() {}

  @Override
  public synchronized Optional<Product> find(ProductId id) {
    return Optional.ofNullable(products.get(id)).map(p -> copy(p, p.version()));
  }

  @Override
  public synchronized Optional<Product> findByHandle(Slug handle) {
    return products.values().stream()
        .filter(p -> p.details().handle().equals(handle))
        .findFirst()
        .map(p -> copy(p, p.version()));
  }

  @Override
  public synchronized Optional<Product> findBySku(Sku sku) {
    return products.values().stream()
        .filter(p -> p.details().variant(sku).isPresent())
        .findFirst()
        .map(p -> copy(p, p.version()));
  }

  @Override
  public synchronized Page<Product> list(Filter filter, PageRequest page) {
    Slug category = filter.category();
    List<Product> all =
        products.values().stream()
            .filter(p -> category == null || p.details().categories().contains(category))
            .filter(p -> !filter.activeOnly() || p.details().active())
            .sorted(
                Comparator.comparing(Product::createdAt)
                    .thenComparing(p -> p.id().toString())
                    .reversed())
            .toList();
    return page(all, page, p -> p.createdAt() + "|" + p.id()).map(p -> copy(p, p.version()));
  }

  @Override
  public synchronized boolean anyIn(Slug category) {
    return products.values().stream().anyMatch(p -> p.details().categories().contains(category));
  }

  @Override
  public synchronized Version save(Product product, List<? extends PublishedEvent> published) {
    if (deletedProducts.contains(product.id())) {
      throw new StaleAggregate(product.id(), product.version());
    }
    requireCurrent(product, products.get(product.id()));
    for (Product other : products.values()) {
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
    products.put(product.id(), copy(product, product.version().next()));
    events.addAll(published);
    return product.version().next();
  }

  @Override
  public synchronized void delete(Product product, List<? extends PublishedEvent> published) {
    requireCurrent(product, products.get(product.id()));
    products.remove(product.id());
    deletedProducts.add(product.id());
    events.addAll(published);
  }

  @Override
  public synchronized Optional<Category> find(CategoryId id) {
    return Optional.ofNullable(categories.get(id)).map(c -> copy(c, c.version()));
  }

  @Override
  public synchronized Optional<Category> findBySlug(Slug slug) {
    return all().stream().filter(c -> c.slug().equals(slug)).findFirst();
  }

  @Override
  public synchronized List<Category> all() {
    return categories.values().stream()
        .sorted(Comparator.comparing(Category::slug))
        .map(c -> copy(c, c.version()))
        .toList();
  }

  @Override
  public synchronized Version save(Category category) {
    if (findBySlug(category.slug()).filter(c -> !c.id().equals(category.id())).isPresent()) {
      throw new SlugTaken(category.slug());
    }
    requireCurrent(category, categories.get(category.id()));
    categories.put(category.id(), copy(category, category.version().next()));
    return category.version().next();
  }

  @Override
  public synchronized void delete(Category category) {
    requireCurrent(category, categories.get(category.id()));
    categories.remove(category.id());
  }

  @Override
  public synchronized <R> Change<R> change(
      Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
    Stock stock = find(sku);
    List<StockMovement> ledger = ledgers.getOrDefault(sku, List.of());
    if (ledger.stream().anyMatch(m -> m.key().equals(key))) {
      return new Repeated<>(stock);
    }
    Decision<R> decided = decision.apply(stock);
    StockMovement movement = decided.movement();
    if (movement != null) {
      if (!movement.key().equals(key) || !movement.sku().equals(sku)) {
        throw new IllegalArgumentException("not a movement " + key + ": " + movement);
      }
      stocks.put(sku, copy(stock, stock.version().next()));
      ledgers.computeIfAbsent(sku, s -> new ArrayList<>()).add(movement);
      events.addAll(decided.events());
    }
    return new Applied<>(decided.outcome());
  }

  @Override
  public synchronized Stock find(Sku sku) {
    Stock stock = stocks.get(sku);
    return stock == null ? Stock.none(sku) : copy(stock, stock.version());
  }

  @Override
  public synchronized Map<Sku, Integer> available(Collection<Sku> skus) {
    Map<Sku, Integer> available = new HashMap<>();
    skus.forEach(sku -> available.put(sku, find(sku).available()));
    return available;
  }

  @Override
  public synchronized Overdue overdue(Instant now) {
    Overdue overdue = Overdue.NONE;
    for (Stock stock : stocks.values()) {
      for (StockHold hold : stock.holds()) {
        overdue = hold.isOverdue(now) ? overdue.plus(hold) : overdue;
      }
    }
    return overdue;
  }

  @Override
  public synchronized Page<StockMovement> ledger(Sku sku, PageRequest page) {
    return page(
        ledgers.getOrDefault(sku, List.of()).reversed(), page, m -> sku + "|" + m.sequence());
  }

  @Override
  public synchronized List<StockMovement> movements(MovementKey key) {
    return ledgers.values().stream()
        .flatMap(List::stream)
        .filter(m -> m.key().equals(key))
        .toList();
  }

  @Override
  public synchronized List<StockAccount> accounts() {
    ToLongFunction<StockMovement> sold =
        m ->
            m.kind() == StockMovement.Kind.SOLD || m.kind() == StockMovement.Kind.RETURNED
                ? -m.onHand()
                : 0;
    return stocks.values().stream()
        .map(s -> {
          List<StockMovement> ledger = ledgers.getOrDefault(s.id(), List.of());
          return new StockAccount(
              s.id(), s.figures(), StockLedger.fold(ledger), ledger.stream().mapToLong(sold).sum());
        })
        .toList();
  }

  @Override
  public synchronized Optional<Reservation> find(CheckoutId id) {
    return Optional.ofNullable(reservations.get(id)).map(r -> copy(r, r.version()));
  }

  @Override
  public synchronized Version save(
      Reservation reservation, List<? extends PublishedEvent> published) {
    requireCurrent(reservation, reservations.get(reservation.id()));
    reservations.put(reservation.id(), copy(reservation, reservation.version().next()));
    events.addAll(published);
    return reservation.version().next();
  }

  private static <I> void requireCurrent(Aggregate<I> copy, @Nullable Aggregate<I> stored) {
    Version current = stored == null ? Version.NEW : stored.version();
    if (!current.equals(copy.version())) {
      throw new StaleAggregate(copy.id(), copy.version());
    }
  }

  private static <T> Page<T> page(List<T> all, PageRequest page, Function<T, String> key) {
    int from = 0;
    if (page.after().isPresent()) {
      String after = page.after().get().token();
      List<String> keys = all.stream().map(key).toList();
      from = keys.indexOf(after) + 1;
      if (from == 0) {
        throw new InvalidCursor();
      }
    }
    int to = Math.min(all.size(), from + page.limit());
    return new Page<>(
        all.subList(from, to),
        to < all.size() ? Optional.of(new Cursor(key.apply(all.get(to - 1)))) : Optional.empty());
  }

  private static Product copy(Product p, Version version) {
    return Product.reconstitute(
        p.id(), version, p.origin(), p.details(), p.createdAt(), p.updatedAt());
  }

  private static Category copy(Category c, Version version) {
    return Category.reconstitute(c.id(), version, c.slug(), c.name(), c.parent().orElse(null));
  }

  private static Stock copy(Stock s, Version version) {
    return Stock.reconstitute(s.id(), version, s.onHand(), List.copyOf(s.holds()), s.sequence());
  }

  private static Reservation copy(Reservation r, Version version) {
    return Reservation.reconstitute(r.id(), version, r.buyer(), r.lines(), r.state());
  }
}
