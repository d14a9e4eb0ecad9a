package dev.stoa.notification.application;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.notification.application.Outlet.End;
import dev.stoa.notification.application.port.BasketContents;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.notification.application.port.ProductVariants;
import dev.stoa.notification.domain.Position;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All clients that are connected to this process, and what each is to be told.
 *
 * <p>What is kept here is about connected clients alone: which users are here, which products they
 * watch, which SKUs lie in their baskets. So a change of a product costs as much as there are
 * clients here to be told, however many baskets hold it. Changes of stock and counts of buyers are
 * told a few times a second at most, the latest for all before it.
 */
public final class Audience implements AutoCloseable {
  /** Buyers of so long ago count as people who just put a product into a basket. */
  public static final Duration JUST_NOW = Duration.ofMinutes(5);

  private static final Duration TICK = Duration.ofMillis(200);
  private static final int TICKS_BETWEEN_REVIEWS = 5;
  private static final int MOST_LOOKS = 10;
  private static final int MOST_COUNTED = 10_000;

  private static final Set<Class<? extends PublishedEvent>> HEARD =
      Set.of(
          ProductCreatedV1.class,
          ProductUpdatedV1.class,
          ProductDeletedV1.class,
          StockChangedV1.class,
          BasketCheckedOutV1.class,
          StockReservedV1.class,
          StockRefusedV1.class,
          PaymentCreatedV1.class,
          PaymentDeclinedV1.class,
          PaymentRefundedV1.class,
          OrderPlacedV1.class,
          OrderCancelledV1.class,
          InvoiceIssuedV1.class,
          CreditNoteIssuedV1.class);

  private final Feeds feeds;
  private final NoticeSignals signals;
  private final EventTap events;
  private final BasketContents baskets;
  private final ProductVariants variants;
  private final InstantSource clock;
  private final Limits limits;
  private final Executor threads = task -> Thread.ofVirtual().name("stoa-audience").start(task);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<AutoCloseable> listening = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  // Below: guarded by the lock.
  private final Map<UserId, Guest> guests = new HashMap<>();
  private final Set<Seat> administrators = new HashSet<>();
  private final Map<Sku, Set<Guest>> holdersOfSku = new HashMap<>();
  private final Map<ProductId, Set<Guest>> holdersOfProduct = new HashMap<>();
  private final Map<ProductId, Watched> watched = new HashMap<>();
  private final Map<Sku, Set<Watched>> watchedOfSku = new HashMap<>();
  private final Map<Sku, StockChangedV1> changedStock = new LinkedHashMap<>();
  private int seats;
  private boolean open;

  /**
   * Who a client is.
   *
   * @param until when the access token expires; nothing is told from then on
   */
  public record Member(UserId user, boolean administrator, Instant until) {}

  /**
   * Bounds that keep one client, or all of them, from taking too much.
   *
   * @param perUser connections of one user
   * @param inAll connections of all users to this process
   * @param products how many products one client may watch
   * @param waiting how many messages of the moment may wait for a slow client
   */
  public record Limits(int perUser, int inAll, int products, int waiting) {
    /** Ten connections of a user, 20,000 in all, 50 products each, 256 messages. */
    public static final Limits DEFAULT = new Limits(10, 20_000, 50, 256);
  }

  /** What came of asking for a seat. */
  public sealed interface Admission {
    /** The client has a seat; its outlet hears all further. */
    record Admitted(Seat seat) implements Admission {}

    /** The user has as many connections as one may have. */
    record TooManyOfUser(int limit) implements Admission {}

    /** This process has as many connections as it can. */
    record Full() implements Admission {}

    /** This process closes, or has not begun. */
    record Closed() implements Admission {}
  }

  public Audience(
      Feeds feeds,
      NoticeSignals signals,
      EventTap events,
      BasketContents baskets,
      ProductVariants variants,
      InstantSource clock,
      Limits limits) {
    this.feeds = feeds;
    this.signals = signals;
    this.events = events;
    this.baskets = baskets;
    this.variants = variants;
    this.clock = clock;
    this.limits = limits;
  }

  /** Begins to hear what happens; clients are admitted from now on. */
  public void start() {
    lock.lock();
    try {
      if (open || closing.getCount() == 0) {
        throw new IllegalStateException("an audience is started once");
      }
      open = true;
    } finally {
      lock.unlock();
    }
    listening.add(signals.listen(new HearsSignals()));
    listening.add(events.listen(HEARD, this::on));
    Thread.ofVirtual().name("stoa-audience-clock").start(this::tick);
  }

  /**
   * Asks for a seat. Never waits: the outlet is told {@code ready} when everything is heard.
   *
   * @param after where the client stands in the user's feed; empty for one who wants only what
   *     comes
   */
  public Admission admit(Member member, Optional<Position> after, Outlet outlet) {
    Seat seat = new Seat(this, member, after, outlet, feeds, threads, limits.waiting());
    lock.lock();
    try {
      if (!open) {
        return new Admission.Closed();
      }
      if (seats >= limits.inAll()) {
        return new Admission.Full();
      }
      Guest guest = guests.get(member.user());
      if (guest != null && guest.seats.size() >= limits.perUser()) {
        return new Admission.TooManyOfUser(limits.perUser());
      }
      guests.computeIfAbsent(member.user(), Guest::new).seats.add(seat);
      if (member.administrator()) {
        administrators.add(seat);
      }
      seats++;
    } finally {
      lock.unlock();
    }
    seat.look();
    return new Admission.Admitted(seat);
  }

  /** How many clients are connected. */
  public int size() {
    lock.lock();
    try {
      return seats;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all seats and admits nobody any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
    } finally {
      lock.unlock();
    }
    closing.countDown();
    for (AutoCloseable each : listening) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("a listening did not close", e);
      }
    }
    allSeats().forEach(seat -> seat.end(End.CLOSING));
  }

  boolean watch(Seat seat, ProductId product) {
    if (!seat.addWatched(product, limits.products())) {
      return false;
    }
    Watched entry;
    lock.lock();
    try {
      entry = watched.computeIfAbsent(product, Watched::new);
      entry.watchers.add(seat);
    } finally {
      lock.unlock();
    }
    readVariants(entry);
    if (!seat.addWatched(product, limits.products())) {
      // It ended meanwhile, and may have been gone before it was entered here.
      unwatch(seat, product);
      return false;
    }
    Message activity = null;
    lock.lock();
    try {
      if (entry.lastTold > 0) {
        activity = entry.activity();
      }
    } finally {
      lock.unlock();
    }
    if (activity != null) {
      seat.push(activity);
    }
    return true;
  }

  void unwatch(Seat seat, ProductId product) {
    seat.removeWatched(product);
    lock.lock();
    try {
      Watched entry = watched.get(product);
      if (entry != null && entry.watchers.remove(seat) && entry.watchers.isEmpty()) {
        watched.remove(product);
        enter(entry, Set.of());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Called once by each seat that ends. */
  void left(Seat seat) {
    lock.lock();
    try {
      Guest guest = guests.get(seat.member().user());
      if (guest == null || !guest.seats.remove(seat)) {
        return;
      }
      seats--;
      administrators.remove(seat);
      if (guest.seats.isEmpty()) {
        guests.remove(guest.user);
        enter(guest, List.of());
      }
    } finally {
      lock.unlock();
    }
    seat.watched().forEach(product -> unwatch(seat, product));
  }

  /** Learns what lies in the basket of a user who is here, unless that is known. */
  void readBasket(UserId user) {
    Guest guest;
    lock.lock();
    try {
      guest = guests.get(user);
    } finally {
      lock.unlock();
    }
    if (guest != null && !guest.basketKnown) {
      readBasket(guest);
    }
  }

  /** What every process hears. */
  private void on(PublishedEvent event) {
    switch (event) {
      case ProductCreatedV1 e -> changed(e.product(), e.version());
      case ProductUpdatedV1 e -> changed(e.product(), e.version());
      case ProductDeletedV1 e -> deleted(e);
      case StockChangedV1 e -> changed(e);
      default -> PurchaseSteps.ofAny(event).ifPresent(this::tellAdministrators);
    }
  }

  private void tellAdministrators(PurchaseSteps steps) {
    List<Seat> here;
    lock.lock();
    try {
      here = List.copyOf(administrators);
    } finally {
      lock.unlock();
    }
    if (!here.isEmpty()) {
      Message message = Message.forAdministrators(steps.user(), steps.step());
      here.forEach(seat -> seat.push(message));
    }
  }

  private void changed(ProductV1 product, long version) {
    ProductId id = new ProductId(product.productId());
    Set<Sku> skus = new LinkedHashSet<>();
    product.variants().forEach(variant -> skus.add(Sku.of(variant.sku())));
    List<Seat> watching = List.of();
    Map<Seat, List<Sku>> holding = new LinkedHashMap<>();
    lock.lock();
    try {
      Watched entry = watched.get(id);
      if (entry != null) {
        enter(entry, skus);
        watching = List.copyOf(entry.watchers);
      }
      for (Guest guest : holders(id, skus)) {
        List<Sku> own = guest.of(id, skus);
        guest.seats.forEach(seat -> holding.put(seat, own));
      }
    } finally {
      lock.unlock();
    }
    if (!watching.isEmpty()) {
      Map<String, Object> data = head(product, version);
      data.put("variants", product.variants().stream().map(Audience::variant).toList());
      Message message = Message.product("product", data);
      watching.forEach(seat -> seat.push(message));
    }
    holding.forEach((seat, own) -> seat.push(inBasket(product, version, own)));
  }

  private static Message inBasket(ProductV1 product, long version, List<Sku> own) {
    Map<String, Object> data = head(product, version);
    List<Object> lines = new ArrayList<>();
    List<Object> gone = new ArrayList<>();
    for (Sku sku : own) {
      product.variants().stream()
          .filter(variant -> variant.sku().equals(sku.value()))
          .findFirst()
          .ifPresentOrElse(variant -> lines.add(variant(variant)), () -> gone.add(sku.value()));
    }
    data.put("variants", lines);
    data.put("gone", gone);
    return Message.basket("product-changed", data);
  }

  private void deleted(ProductDeletedV1 event) {
    ProductId id = new ProductId(event.productId());
    Set<Sku> skus = new LinkedHashSet<>();
    event.skus().forEach(sku -> skus.add(Sku.of(sku)));
    List<Seat> watching = List.of();
    Map<Seat, List<Sku>> holding = new LinkedHashMap<>();
    lock.lock();
    try {
      Watched entry = watched.get(id);
      if (entry != null) {
        enter(entry, Set.of());
        watching = List.copyOf(entry.watchers);
      }
      // A SKU that another product has meanwhile is not gone.
      for (Guest guest : holders(id, Set.of())) {
        List<Sku> own = guest.of(id, Set.of());
        guest.seats.forEach(seat -> holding.put(seat, own));
      }
    } finally {
      lock.unlock();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("productId", id.toString());
    data.put("version", event.version());
    Message message = Message.product("gone", data);
    watching.forEach(seat -> seat.push(message));
    holding.forEach((seat, own) -> {
      Map<String, Object> more = new LinkedHashMap<>(data);
      more.put("gone", own.stream().map(Sku::value).toList());
      seat.push(Message.basket("product-gone", more));
    });
  }

  private void changed(StockChangedV1 event) {
    Sku sku = Sku.of(event.sku());
    lock.lock();
    try {
      if (holdersOfSku.containsKey(sku) || watchedOfSku.containsKey(sku)) {
        changedStock.merge(sku, event, (a, b) -> b.version() > a.version() ? b : a);
      }
    } finally {
      lock.unlock();
    }
  }

  private static Map<String, Object> head(ProductV1 product, long version) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("productId", product.productId().toString());
    data.put("title", product.title());
    data.put("active", product.active());
    data.put("version", version);
    return data;
  }

  private static Map<String, Object> variant(VariantV1 variant) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sku", variant.sku());
    data.put("price", PurchaseSteps.money(variant.price()));
    if (variant.compareAtPrice() != null) {
      data.put("compareAtPrice", PurchaseSteps.money(variant.compareAtPrice()));
    }
    return data;
  }

  private void tick() {
    try {
      for (int n = 1; !closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS); n++) {
        tellStock();
        if (n % TICKS_BETWEEN_REVIEWS == 0) {
          review();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellStock() {
    List<StockChangedV1> changes;
    lock.lock();
    try {
      changes = List.copyOf(changedStock.values());
      changedStock.clear();
    } finally {
      lock.unlock();
    }
    for (StockChangedV1 change : changes) {
      tellStock(change);
    }
  }

  private void tellStock(StockChangedV1 change) {
    Sku sku = Sku.of(change.sku());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sku", change.sku());
    data.put("available", Math.max(0, change.available()));
    data.put("version", change.version());
    Map<ProductId, List<Seat>> watching = new LinkedHashMap<>();
    List<Seat> holding;
    lock.lock();
    try {
      for (Watched entry : watchedOfSku.getOrDefault(sku, Set.of())) {
        watching.put(entry.product, List.copyOf(entry.watchers));
      }
      holding =
          holdersOfSku.getOrDefault(sku, Set.of()).stream()
              .flatMap(guest -> guest.seats.stream())
              .toList();
    } finally {
      lock.unlock();
    }
    watching.forEach((product, watchers) -> {
      Map<String, Object> more = new LinkedHashMap<>();
      more.put("productId", product.toString());
      more.putAll(data);
      Message message = Message.product("stock", more);
      watchers.forEach(seat -> seat.push(message));
    });
    Message message = Message.basket("stock-changed", data);
    holding.forEach(seat -> seat.push(message));
  }

  /** What is due now and then: expired tokens, what failed before, how busy products are. */
  private void review() {
    Instant now = clock.instant();
    for (Seat seat : allSeats()) {
      if (now.isBefore(seat.member().until())) {
        seat.retry();
      } else {
        seat.end(End.TOKEN_EXPIRED);
      }
    }
    List<Watched> unread;
    List<Guest> stale;
    Map<Message, List<Seat>> busy = new LinkedHashMap<>();
    lock.lock();
    try {
      unread = watched.values().stream().filter(entry -> !entry.skusKnown).toList();
      stale = guests.values().stream().filter(guest -> guest.basketStale).toList();
      for (Watched entry : watched.values()) {
        if (entry.countsAnew(now)) {
          busy.put(entry.activity(), List.copyOf(entry.watchers));
        }
      }
    } finally {
      lock.unlock();
    }
    unread.forEach(this::readVariants);
    busy.forEach((message, watchers) -> watchers.forEach(seat -> seat.push(message)));
    stale.forEach(guest -> threads.execute(() -> refresh(guest)));
  }

  private List<Seat> allSeats() {
    lock.lock();
    try {
      return guests.values().stream().flatMap(guest -> guest.seats.stream()).toList();
    } finally {
      lock.unlock();
    }
  }

  private void readVariants(Watched entry) {
    Set<Sku> skus;
    try {
      skus = variants.of(entry.product);
    } catch (StoreUnavailable e) {
      return; // the next review tries again
    }
    lock.lock();
    try {
      // An event that came meanwhile knows better. A new product may be known here later than its
      // watchers know it: the next reviews look again, but not for ever, for it may be none.
      if (!entry.skusKnown
          && entry.equals(watched.get(entry.product))
          && (!skus.isEmpty() || ++entry.looks >= MOST_LOOKS)) {
        enter(entry, skus);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reads the basket of a user again, and says that it changed. */
  private void refresh(Guest guest) {
    try {
      readBasket(guest);
    } catch (StoreUnavailable e) {
      guest.basketStale = true; // the next review tries again
      return;
    }
    List<Seat> here;
    lock.lock();
    try {
      here = List.copyOf(guest.seats);
    } finally {
      lock.unlock();
    }
    Message message = Message.basket("basket-changed", Map.of());
    here.forEach(seat -> seat.push(message));
  }

  private void readBasket(Guest guest) {
    // One after the other: what is read last is the newest.
    guest.reading.lock();
    try {
      guest.basketStale = false;
      List<BasketContents.Line> lines = baskets.of(guest.user);
      lock.lock();
      try {
        if (guest.equals(guests.get(guest.user))) {
          enter(guest, lines);
          guest.basketKnown = true;
        }
      } finally {
        lock.unlock();
      }
    } finally {
      guest.reading.unlock();
    }
  }

  /** Makes the indexes agree with the lines of a guest's basket. */
  private void enter(Guest guest, List<BasketContents.Line> lines) {
    guest.lines.forEach(line -> {
      remove(holdersOfSku, line.sku(), guest);
      if (line.product() != null) {
        remove(holdersOfProduct, line.product(), guest);
      }
    });
    guest.lines = List.copyOf(lines);
    lines.forEach(line -> {
      holdersOfSku.computeIfAbsent(line.sku(), sku -> new LinkedHashSet<>()).add(guest);
      if (line.product() != null) {
        holdersOfProduct.computeIfAbsent(line.product(), id -> new LinkedHashSet<>()).add(guest);
      }
    });
  }

  /** Makes the indexes agree with the SKUs of a watched product. */
  private void enter(Watched entry, Set<Sku> skus) {
    entry.skus.forEach(sku -> remove(watchedOfSku, sku, entry));
    entry.skus = Set.copyOf(skus);
    entry.skusKnown = true;
    skus.forEach(sku -> watchedOfSku.computeIfAbsent(sku, s -> new LinkedHashSet<>()).add(entry));
  }

  private Set<Guest> holders(ProductId product, Collection<Sku> skus) {
    Set<Guest> all = new LinkedHashSet<>(holdersOfProduct.getOrDefault(product, Set.of()));
    skus.forEach(sku -> all.addAll(holdersOfSku.getOrDefault(sku, Set.of())));
    return all;
  }

  private static <K, V> void remove(Map<K, Set<V>> index, K key, V value) {
    Set<V> values = index.get(key);
    if (values != null && values.remove(value) && values.isEmpty()) {
      index.remove(key);
    }
  }

  /** A user with at least one seat. */
  private static final class Guest {
    private final UserId user;
    private final Set<Seat> seats = new LinkedHashSet<>();
    private final ReentrantLock reading = new ReentrantLock();
    private List<BasketContents.Line> lines = List.of();
    private volatile boolean basketKnown;
    private volatile boolean basketStale;

    Guest(UserId user) {
      this.user = user;
    }

    /** The SKUs in the basket that are, or were until now, of the product. */
    List<Sku> of(ProductId product, Set<Sku> skus) {
      return lines.stream()
          .filter(line -> product.equals(line.product()) || skus.contains(line.sku()))
          .map(BasketContents.Line::sku)
          .toList();
    }
  }

  /** A product that somebody here watches. */
  private static final class Watched {
    private final ProductId product;
    private final Set<Seat> watchers = new LinkedHashSet<>();
    private final Map<Long, Instant> wantedBy = new LinkedHashMap<>();
    private Set<Sku> skus = Set.of();
    private boolean skusKnown;
    private int looks;
    private int lastTold;

    Watched(ProductId product) {
      this.product = product;
    }

    void wanted(long somebody, Instant now) {
      wantedBy.remove(somebody);
      if (wantedBy.size() < MOST_COUNTED) {
        wantedBy.put(somebody, now);
      }
    }

    /** Forgets those of long ago; whether the count is another than was told last. */
    boolean countsAnew(Instant now) {
      wantedBy.values().removeIf(at -> !now.isBefore(at.plus(JUST_NOW)));
      boolean differs = wantedBy.size() != lastTold;
      lastTold = wantedBy.size();
      return differs;
    }

    Message activity() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("productId", product.toString());
      data.put("people", lastTold);
      data.put("withinSeconds", JUST_NOW.toSeconds());
      return Message.activity(data);
    }
  }

  private final class HearsSignals implements NoticeSignals.Listener {
    @Override
    public void heard(Signal signal) {
      switch (signal) {
        case Signal.FeedGrew grew -> seatsOf(grew.user()).forEach(Seat::look);
        case Signal.BasketChanged changed -> {
          Guest guest = guest(changed.user());
          if (guest != null) {
            threads.execute(() -> refresh(guest));
          }
        }
        case Signal.ProductWanted wanted -> {
          lock.lock();
          try {
            Watched entry = watched.get(wanted.product());
            if (entry != null) {
              entry.wanted(wanted.somebody(), clock.instant());
            }
          } finally {
            lock.unlock();
          }
        }
      }
    }

    @Override
    public void missed() {
      allSeats().forEach(Seat::look);
      lock.lock();
      try {
        guests.values().forEach(guest -> guest.basketStale = true);
      } finally {
        lock.unlock();
      }
    }

    private @Nullable Guest guest(UserId user) {
      lock.lock();
      try {
        return guests.get(user);
      } finally {
        lock.unlock();
      }
    }

    private List<Seat> seatsOf(UserId user) {
      lock.lock();
      try {
        Guest guest = guests.get(user);
        return guest == null ? List.of() : List.copyOf(guest.seats);
      } finally {
        lock.unlock();
      }
    }
  }
}
