package dev.stoa.prove;

import dev.stoa.basket.application.CheckoutView;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients were told, as they wrote it down themselves: the other side of the books. */
final class Answers {
  private final Map<Attempt, Request> requests = new LinkedHashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Moved> movements = new ArrayList<>();
  private final Set<UUID> refusedMovements = new LinkedHashSet<>();
  private final List<Changed> changes = new ArrayList<>();
  private final Set<ProductId> deleted = new LinkedHashSet<>();
  private final Map<Sku, Set<Money>> prices = new HashMap<>();
  private final Map<UserId, Expected> baskets = new LinkedHashMap<>();
  private final List<String> untrue = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int acknowledged;

  /** A checkout that a buyer asked for, maybe several times. */
  static final class Request {
    final UserId user;
    final Money total;
    final String token;
    final Buyer person;
    int sent;
    boolean acknowledged;
    boolean refused;

    Request(UserId user, Money total, String token, Buyer person) {
      this.user = user;
      this.total = total;
      this.token = token;
      this.person = person;
    }
  }

  /** A checkout as a buyer was shown it. */
  record Told(CheckoutView view) {}

  /** A movement of stock that was acknowledged. */
  record Moved(UUID id, Sku sku, int delta) {}

  /** A change of a product that was acknowledged. */
  record Changed(ProductId id, Version version, ProductDetails details) {}

  /** What a basket must hold, as far as its owner knows. */
  static final class Expected {
    private final Map<Sku, int[]> lines = new TreeMap<>();
    private final Map<Sku, Integer> putIn = new TreeMap<>();
    private final Map<Sku, Integer> sentAgain = new TreeMap<>();
    private final Set<CheckoutId> settled = new HashSet<>();
    private boolean overlapping;
    private boolean lost;

    /**
     * Pieces were to be put in, whatever comes of it.
     *
     * @param again whether the same was asked for before: then they are not put in once more,
     *     unless the store has forgotten that
     */
    void asked(Sku sku, int pieces, boolean again) {
      (again ? sentAgain : putIn).merge(sku, pieces, Integer::sum);
    }

    /** No more pieces than so many were ever put in. */
    int putIn(Sku sku) {
      return putIn.getOrDefault(sku, 0) + (lost ? sentAgain.getOrDefault(sku, 0) : 0);
    }

    /** The store of baskets has lost something of this one. */
    void lost() {
      lost = true;
    }

    boolean isLost() {
      return lost;
    }

    /** Pieces came in, or maybe did. */
    void added(Sku sku, int pieces, boolean known) {
      int[] range = lines.computeIfAbsent(sku, s -> new int[2]);
      range[0] += known ? pieces : 0;
      range[1] += pieces;
    }

    /** The line was made to hold so many, or maybe was. */
    void set(Sku sku, int pieces, boolean known) {
      int[] range = lines.computeIfAbsent(sku, s -> new int[2]);
      range[0] = known ? pieces : Math.min(range[0], pieces);
      range[1] = known ? pieces : Math.max(range[1], pieces);
    }

    /** What was bought is out again, for the buyer was told that the purchase is complete. */
    void bought(CheckoutView completed) {
      if (settled.add(completed.id())) {
        for (CheckoutLine line : completed.lines()) {
          int[] range = lines.computeIfAbsent(line.sku(), s -> new int[2]);
          range[0] = Math.max(0, range[0] - line.quantity().value());
          range[1] = Math.max(0, range[1] - line.quantity().value());
        }
      }
    }

    /** Whether what this checkout bought is already counted as taken out. */
    boolean isSettled(CheckoutId checkout) {
      return settled.contains(checkout);
    }

    /** Two purchases of the same basket may be under way: what the second takes out is open. */
    void overlap() {
      overlapping = true;
    }

    boolean isOverlapping() {
      return overlapping;
    }

    /** At least and at most so many pieces of each SKU. */
    Map<Sku, int[]> lines() {
      return lines;
    }
  }

  Request request(Attempt attempt, Money total, String token, Buyer person) {
    return requests.computeIfAbsent(attempt, a -> new Request(a.user(), total, token, person));
  }

  /** What the buyer of a checkout asked for; null when nobody asked for it. */
  @Nullable Request requestOf(Checkout checkout) {
    Attempt attempt = Attempt.of(checkout);
    return attempt == null ? null : requests.get(attempt);
  }

  Map<Attempt, Request> requests() {
    return requests;
  }

  void told(CheckoutView view) {
    told.add(new Told(view));
  }

  List<Told> told() {
    return told;
  }

  void moved(UUID id, Sku sku, int delta) {
    movements.add(new Moved(id, sku, delta));
  }

  List<Moved> movements() {
    return movements;
  }

  void movementRefused(UUID id) {
    refusedMovements.add(id);
  }

  Set<UUID> refusedMovements() {
    return refusedMovements;
  }

  void changed(ProductId id, Version version, ProductDetails details) {
    changes.add(new Changed(id, version, details));
  }

  List<Changed> changes() {
    return changes;
  }

  void deleted(ProductId id) {
    deleted.add(id);
  }

  Set<ProductId> deleted() {
    return deleted;
  }

  /** A price that an administrator asked for, whether or not it came about. */
  void price(Sku sku, Money price) {
    prices.computeIfAbsent(sku, s -> new LinkedHashSet<>()).add(price);
  }

  Set<Money> prices(Sku sku) {
    return prices.getOrDefault(sku, Set.of());
  }

  Expected basket(UserId user) {
    return baskets.computeIfAbsent(user, u -> new Expected());
  }

  /** Whether the store of baskets has lost something of that one. */
  boolean isLost(BasketOwner owner) {
    return switch (owner) {
      case BasketOwner.User user -> basket(user.id()).isLost();
    };
  }

  Map<UserId, Expected> baskets() {
    return baskets;
  }

  /** Somebody was told what was not so. */
  void untrue(String what) {
    untrue.add(what);
  }

  List<String> untrue() {
    return untrue;
  }

  /** A request ended with a failure that no client should see. */
  void failed(String what) {
    failures.add(what);
  }

  List<String> failures() {
    return failures;
  }

  void count() {
    acknowledged++;
  }

  /** How many commands were acknowledged. */
  int acknowledged() {
    return acknowledged;
  }
}
