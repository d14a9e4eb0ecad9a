package dev.stoa.catalog.application;

import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static dev.stoa.catalog.application.port.CatalogFixtures.details;
import static dev.stoa.catalog.application.port.CatalogFixtures.product;
import static dev.stoa.catalog.application.port.CatalogFixtures.productId;
import static dev.stoa.catalog.application.port.CatalogFixtures.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a key means for a command of the catalogue, over the real stores of an engine. */
public interface KeyedCommandsSuite {
  UserId CALLER = new UserId(Derivation.of("test-user", 1).with(1).id());
  Sku A = new Sku("A");
  Sku B = new Sku("B");

  /** Empty stores of the adapter. */
  CatalogStores open();

  @Test
  default void recordsOneOfTwoMovementsOfDifferentSkusUnderOneKey() {
    try (CatalogStores stores = open()) {
      stores.products().save(product(1, "lamp", "A"), List.of());
      stores.products().save(product(2, "cup", "B"), List.of());
      RecordStockMovement use = movements(stores);
      for (int round = 0; round < 20; round++) {
        UUID id = RecordStockMovement.idOf(CALLER, new IdempotencyKey("key-" + round));
        AtomicInteger recorded = new AtomicInteger();
        AtomicInteger reused = new AtomicInteger();
        atOnce(
            4,
            i -> {
              boolean lamp = i % 2 == 0;
              switch (use.handle(movement(lamp ? 1 : 2, lamp ? A : B, 5, id))) {
                case RecordStockMovement.Result.Recorded yes -> recorded.incrementAndGet();
                case RecordStockMovement.Result.KeyReused no -> reused.incrementAndGet();
                case RecordStockMovement.Result.NotFound no -> throw new AssertionError(no);
                case RecordStockMovement.Result.Impossible no -> throw new AssertionError(no);
              }
            });

        assertThat(stores.stocks().movements(MovementKey.recorded(id))).hasSize(1);
        assertThat(recorded).hasValue(2);
        assertThat(reused).hasValue(2);
      }
    }
  }

  @Test
  default void repeatsAMovementWhoseProductHasGone() {
    try (CatalogStores stores = open()) {
      stores.products().save(product(1, "lamp", "A"), List.of());
      UUID id = RecordStockMovement.idOf(CALLER, new IdempotencyKey("key"));
      StockMovement first = recorded(movements(stores).handle(movement(1, A, 5, id)));
      Product lamp = stores.products().find(productId(1)).orElseThrow();
      stores.products().delete(lamp, List.of());

      assertThat(recorded(movements(stores).handle(movement(1, A, 5, id)))).isEqualTo(first);
      assertThat(movements(stores).handle(movement(1, A, 6, id)))
          .isInstanceOf(RecordStockMovement.Result.KeyReused.class);
      assertThat(stores.stocks().ledger(A, PageRequest.first(5)).items()).hasSize(1);
    }
  }

  @Test
  default void repeatsTheRefusalOfAMovement() {
    try (CatalogStores stores = open()) {
      stores.products().save(product(1, "lamp", "A"), List.of());
      receive(stores.stocks(), "A", 2);
      UUID id = RecordStockMovement.idOf(CALLER, new IdempotencyKey("key"));
      RecordStockMovement.Result refused = movements(stores).handle(movement(1, A, -3, id));
      assertThat(refused).isEqualTo(new RecordStockMovement.Result.Impossible(2, 2));
      receive(stores.stocks(), "A", 7);

      assertThat(movements(stores).handle(movement(1, A, -3, id))).isEqualTo(refused);
      assertThat(movements(stores).handle(movement(1, A, -1, id)))
          .isInstanceOf(RecordStockMovement.Result.KeyReused.class);
      UUID other = RecordStockMovement.idOf(CALLER, new IdempotencyKey("another"));
      recorded(movements(stores).handle(movement(1, A, -3, other)));
      assertThat(stores.stocks().find(A).onHand()).isEqualTo(6);
    }
  }

  @Test
  default void repeatsThatThereWasNoSuchProduct() {
    try (CatalogStores stores = open()) {
      UUID id = RecordStockMovement.idOf(CALLER, new IdempotencyKey("key"));
      assertThat(movements(stores).handle(movement(1, A, 3, id)))
          .isEqualTo(new RecordStockMovement.Result.NotFound());
      stores.products().save(product(1, "lamp", "A"), List.of());

      assertThat(movements(stores).handle(movement(1, A, 3, id)))
          .isEqualTo(new RecordStockMovement.Result.NotFound());
    }
  }

  @Test
  default void repeatsTheRefusalOfAProduct() {
    try (CatalogStores stores = open()) {
      stores.products().save(product(1, "lamp", "A"), List.of());
      IdempotencyKey key = new IdempotencyKey("key");
      CreateProduct use = products(stores);
      CreateProduct.Command command = CreateProduct.Command.keyed(details("cup", "A"), CALLER, key);
      CreateProduct.Result refused = new CreateProduct.Result.SkuInUse(A);
      assertThat(use.handle(command)).isEqualTo(refused);
      Product lamp = stores.products().find(productId(1)).orElseThrow();
      stores.products().delete(lamp, List.of());

      assertThat(use.handle(command)).isEqualTo(refused);
      assertThat(use.handle(CreateProduct.Command.keyed(details("cup", "B"), CALLER, key)))
          .isEqualTo(new CreateProduct.Result.KeyReused());
      assertThat(
              use.handle(
                  CreateProduct.Command.keyed(
                      details("cup", "A"), CALLER, new IdempotencyKey("another"))))
          .isInstanceOf(CreateProduct.Result.Created.class);
    }
  }

  @Test
  default void createsOneOfTwoProductsUnderOneKey() {
    try (CatalogStores stores = open()) {
      CreateProduct use = products(stores);
      IdempotencyKey key = new IdempotencyKey("key");
      AtomicInteger created = new AtomicInteger();
      atOnce(
          6,
          i -> {
            String name = i % 2 == 0 ? "lamp" : "cup";
            String sku = i % 2 == 0 ? "A" : "B";
            if (use.handle(CreateProduct.Command.keyed(details(name, sku), CALLER, key))
                instanceof CreateProduct.Result.Created) {
              created.incrementAndGet();
            }
          });

      assertThat(created).hasValue(3);
      assertThat(stores.products().find(CreateProduct.idOf(CALLER, key))).isPresent();
    }
  }

  private static UUID noId() {
    throw new AssertionError("a command with a key has its id");
  }

  private static RecordStockMovement movements(CatalogStores stores) {
    return new RecordStockMovement(
        stores.products(),
        stores.stocks(),
        stores.keyedCommands(),
        KeyedCommandsSuite::noId,
        () -> NOW);
  }

  private static CreateProduct products(CatalogStores stores) {
    return new CreateProduct(
        stores.products(),
        stores.categories(),
        stores.stocks(),
        stores.keyedCommands(),
        KeyedCommandsSuite::noId,
        () -> NOW);
  }

  private static RecordStockMovement.Command movement(int product, Sku sku, int delta, UUID id) {
    return new RecordStockMovement.Command(productId(product), sku, delta, "counted", id);
  }

  private static StockMovement recorded(RecordStockMovement.Result result) {
    return ((RecordStockMovement.Result.Recorded) result).movement();
  }
}
