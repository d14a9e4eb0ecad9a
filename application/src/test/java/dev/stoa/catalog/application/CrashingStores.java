package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Stores of a process that dies right after its n-th commit. */
final class CrashingStores {
  /** The process is gone. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final CatalogStores stores;
  private int commitsLeft;

  CrashingStores(CatalogStores stores, int commits) {
    this.stores = stores;
    this.commitsLeft = commits;
  }

  private <R> R committed(R result) {
    commitsLeft--;
    if (commitsLeft == 0) {
      throw new Crash();
    }
    return result;
  }

  Reservations reservations() {
    return new Reservations() {
      @Override
      public Optional<Reservation> find(CheckoutId id) {
        return stores.reservations().find(id);
      }

      @Override
      public Version save(Reservation reservation, List<? extends PublishedEvent> events) {
        return committed(stores.reservations().save(reservation, events));
      }
    };
  }

  Stocks stocks() {
    return new Stocks() {
      @Override
      public <R> Change<R> change(
          Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
        return committed(stores.stocks().change(sku, key, decision));
      }

      @Override
      public Stock find(Sku sku) {
        return stores.stocks().find(sku);
      }

      @Override
      public Map<Sku, Integer> available(Collection<Sku> skus) {
        return stores.stocks().available(skus);
      }

      @Override
      public Overdue overdue(Instant now) {
        return stores.stocks().overdue(now);
      }

      @Override
      public Page<StockMovement> ledger(Sku sku, PageRequest page) {
        return stores.stocks().ledger(sku, page);
      }

      @Override
      public List<StockMovement> movements(MovementKey key) {
        return stores.stocks().movements(key);
      }

      @Override
      public List<StockAccount> accounts() {
        return stores.stocks().accounts();
      }
    };
  }
}
