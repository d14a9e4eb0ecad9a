package dev.stoa.catalog.application;

import static dev.stoa.catalog.application.port.CatalogFixtures.LATER;
import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.checkoutId;
import static dev.stoa.catalog.application.port.CatalogFixtures.details;
import static dev.stoa.catalog.application.port.CatalogFixtures.productId;
import static dev.stoa.catalog.application.port.CatalogFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.StockLostV1;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What merchants do to the catalogue, and what keeps them from it. */
class CatalogueUpkeepTest {
  private static final UserId CALLER = new UserId(Derivation.of("test-user", 1).with(1).id());
  private static final IdempotencyKey KEY = new IdempotencyKey("key");

  private final InMemoryCatalogStores stores = new InMemoryCatalogStores();
  private final AtomicInteger count = new AtomicInteger();
  private final IdGenerator ids =
      () -> Derivation.of("test-id", 1).with(count.incrementAndGet()).id();
  private final InstantSource clock = () -> NOW.plusSeconds(count.incrementAndGet());
  private final CreateProduct createProduct =
      new CreateProduct(stores, stores, stores, stores, ids, clock);
  private final ChangeProduct changeProduct = new ChangeProduct(stores, stores, stores, clock);
  private final DeleteProduct deleteProduct = new DeleteProduct(stores, clock);
  private final CreateCategory createCategory = new CreateCategory(stores, ids);
  private final ChangeCategory changeCategory = new ChangeCategory(stores);
  private final DeleteCategory deleteCategory = new DeleteCategory(stores, stores);
  private final RecordStockMovement recordStock =
      new RecordStockMovement(stores, stores, stores, ids, clock);

  @Test
  void createsAProductOnceForAKey() {
    ProductId id = CreateProduct.idOf(CALLER, KEY);

    CreateProduct.Result first = create(details("lamp", "A"), id);

    assertThat(create(details("lamp", "A"), id)).isEqualTo(first);
    assertThat(create(details("cup", "B"), id)).isEqualTo(new CreateProduct.Result.KeyReused());
    assertThat(stores.events()).hasExactlyElementsOfTypes(ProductCreatedV1.class);
  }

  @Test
  void aKeyStillMeansItsCommandAfterTheProductWasChanged() {
    ProductId id = CreateProduct.idOf(CALLER, KEY);
    create(details("lamp", "A"), id);
    change(id, details("lamp-2", "A"), null);

    assertThat(create(details("lamp", "A"), id)).isInstanceOf(CreateProduct.Result.Created.class);
    assertThat(create(details("lamp-2", "A"), id))
        .isInstanceOf(CreateProduct.Result.KeyReused.class);
    delete(id, null);
    assertThat(create(details("lamp", "A"), id))
        .isInstanceOf(CreateProduct.Result.DeletedSince.class);
  }

  @Test
  void refusesWhatIsTakenOrUnknownWhenCreating() {
    create(details("lamp", "A"), null);

    assertThat(create(details("cup", "A"), null))
        .isEqualTo(new CreateProduct.Result.SkuInUse(new Sku("A")));
    assertThat(create(details("lamp", "B"), null))
        .isEqualTo(new CreateProduct.Result.HandleInUse(new Slug("lamp")));
    assertThat(create(with(details("cup", "B"), List.of(new Slug("no")), true), null))
        .isEqualTo(new CreateProduct.Result.UnknownCategory(new Slug("no")));
    assertThat(stores.events()).hasSize(1);
  }

  @Test
  void changesAProductThatIsInTheExpectedVersion() {
    ProductId id = created("lamp", "A");

    assertThat(change(id, details("lamp-2", "A", "B"), new Version(1)))
        .isInstanceOfSatisfying(
            ChangeProduct.Result.Changed.class,
            done -> assertThat(done.product().version()).isEqualTo(new Version(2)));
    assertThat(change(id, details("lamp-3", "A"), new Version(1)))
        .isEqualTo(new ChangeProduct.Result.ChangedMeanwhile());
    assertThat(change(id, details("lamp-2", "A", "B"), null))
        .isInstanceOfSatisfying(
            ChangeProduct.Result.Changed.class,
            same -> assertThat(same.product().version()).isEqualTo(new Version(2)));
    assertThat(stores.events())
        .hasExactlyElementsOfTypes(ProductCreatedV1.class, ProductUpdatedV1.class);
  }

  @Test
  void refusesWhatIsTakenOrUnknownWhenChanging() {
    created("lamp", "A");
    ProductId cup = created("cup", "B");

    assertThat(change(cup, details("cup", "A"), null))
        .isEqualTo(new ChangeProduct.Result.SkuInUse(new Sku("A")));
    assertThat(change(cup, details("lamp", "B"), null))
        .isEqualTo(new ChangeProduct.Result.HandleInUse(new Slug("lamp")));
    assertThat(change(cup, with(details("cup", "B"), List.of(new Slug("no")), true), null))
        .isEqualTo(new ChangeProduct.Result.UnknownCategory(new Slug("no")));
    assertThat(change(productId(9), details("cup", "B"), null))
        .isEqualTo(new ChangeProduct.Result.NotFound());
  }

  @Test
  void deletesAProductThatIsInTheExpectedVersion() {
    ProductId id = created("lamp", "A");
    change(id, details("lamp-2", "A"), null);

    assertThat(delete(id, new Version(1))).isEqualTo(new DeleteProduct.Result.ChangedMeanwhile());
    assertThat(delete(id, new Version(2))).isEqualTo(new DeleteProduct.Result.Deleted());
    assertThat(delete(id, null)).isEqualTo(new DeleteProduct.Result.NotFound());
    assertThat(stores.events()).last().isInstanceOf(ProductDeletedV1.class);
    assertThat(create(details("lamp-2", "A"), null))
        .isInstanceOf(CreateProduct.Result.Created.class);
  }

  @Test
  void createsACategoryOnce() {
    CreateCategory.Result first = category("home", "Home", null);

    assertThat(category("home", "Home", null)).isEqualTo(first);
    assertThat(category("home", "House", null))
        .isEqualTo(new CreateCategory.Result.SlugInUse(new Slug("home")));
    assertThat(category("light", "Light", "nowhere"))
        .isEqualTo(new CreateCategory.Result.UnknownParent(new Slug("nowhere")));
  }

  @Test
  void keepsTheCategoriesATree() {
    CategoryId home = categoryId("home", null);
    CategoryId light = categoryId("light", "home");

    assertThat(changeCategory(home, "light", null))
        .isEqualTo(new ChangeCategory.Result.OwnDescendant(new Slug("light")));
    assertThat(changeCategory(home, "home", null))
        .isEqualTo(new ChangeCategory.Result.OwnDescendant(new Slug("home")));
    assertThat(changeCategory(light, "nowhere", null))
        .isEqualTo(new ChangeCategory.Result.UnknownParent(new Slug("nowhere")));
    assertThat(changeCategory(light, null, new Version(1)))
        .isInstanceOf(ChangeCategory.Result.Changed.class);
    assertThat(changeCategory(light, "home", new Version(1)))
        .isEqualTo(new ChangeCategory.Result.ChangedMeanwhile());
  }

  @Test
  void deletesOnlyACategoryThatNothingIsIn() {
    CategoryId home = categoryId("home", null);
    CategoryId light = categoryId("light", "home");
    ProductId lamp = productId(1);
    create(with(details("lamp", "A"), List.of(new Slug("light")), false), lamp);

    assertThat(deleteCategory(home, null)).isEqualTo(new DeleteCategory.Result.InUse());
    assertThat(deleteCategory(light, null)).isEqualTo(new DeleteCategory.Result.InUse());
    delete(lamp, null);
    assertThat(deleteCategory(light, new Version(7)))
        .isEqualTo(new DeleteCategory.Result.ChangedMeanwhile());
    assertThat(deleteCategory(light, new Version(1)))
        .isEqualTo(new DeleteCategory.Result.Deleted());
    assertThat(deleteCategory(home, null)).isEqualTo(new DeleteCategory.Result.Deleted());
    assertThat(deleteCategory(home, null)).isEqualTo(new DeleteCategory.Result.NotFound());
  }

  @Test
  void recordsAMovementOnceForAKey() {
    ProductId lamp = created("lamp", "A");
    UUID id = RecordStockMovement.idOf(CALLER, KEY);

    RecordStockMovement.Result first = record(lamp, "A", 5, id);

    assertThat(record(lamp, "A", 5, id)).isEqualTo(first);
    assertThat(record(lamp, "A", 6, id)).isEqualTo(new RecordStockMovement.Result.KeyReused());
    ProductId cup = created("cup", "B");
    assertThat(record(cup, "B", 5, id)).isEqualTo(new RecordStockMovement.Result.KeyReused());
    assertThat(stores.find(new Sku("A")).onHand()).isEqualTo(5);
    assertThat(stores.find(new Sku("B")).onHand()).isZero();
    assertThat(stores.events().stream().filter(StockChangedV1.class::isInstance)).hasSize(1);
  }

  @Test
  void refusesMovementsOfGoodsThatAreNotThere() {
    ProductId lamp = created("lamp", "A");
    record(lamp, "A", 5, null);

    assertThat(record(lamp, "A", -6, null))
        .isEqualTo(new RecordStockMovement.Result.Impossible(5, 5));
    assertThat(record(lamp, "B", 1, null)).isEqualTo(new RecordStockMovement.Result.NotFound());
    assertThat(record(productId(9), "A", 1, null))
        .isEqualTo(new RecordStockMovement.Result.NotFound());
    assertThatThrownBy(() -> record(lamp, "A", 0, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> record(lamp, "A", RecordStockMovement.MAX_DELTA + 1, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsForWhomHeldGoodsWereLostOnce() {
    ProductId lamp = created("lamp", "A");
    record(lamp, "A", 5, null);
    for (int i = 1; i <= 2; i++) {
      CheckoutId id = checkoutId(i);
      stores.change(
          new Sku("A"),
          MovementKey.held(id),
          stock ->
              StockDecisions.moved(
                  1,
                  stock,
                  ((Stock.HoldOutcome.Held) stock.hold(id, Quantity.of(2), LATER, NOW))
                      .movement()));
    }
    record(lamp, "A", -1, null);
    assertThat(stores.events()).noneMatch(StockLostV1.class::isInstance);
    UUID id = Derivation.of("test", 1).with("loss").id();

    RecordStockMovement.Result loss = record(lamp, "A", -1, id);
    assertThat(loss)
        .isInstanceOfSatisfying(
            RecordStockMovement.Result.Recorded.class,
            done -> {
              assertThat(done.movement().held()).isEqualTo(-2);
              assertThat(done.stock()).isEqualTo(new StockView(new Sku("A"), 3, 2, 1));
            });
    assertThat(record(lamp, "A", -1, id)).isEqualTo(loss);
    assertThat(stores.events().stream().filter(StockLostV1.class::isInstance))
        .singleElement()
        .satisfies(event ->
            assertThat(((StockLostV1) event).checkoutIds()).containsExactly(checkoutId(2).value()));
  }

  private ProductId created(String handle, String sku) {
    return ((CreateProduct.Result.Created) create(details(handle, sku), null)).product().id();
  }

  private CreateProduct.Result create(ProductDetails details, @Nullable ProductId id) {
    return createProduct.handle(new CreateProduct.Command(details, id));
  }

  private ChangeProduct.Result change(
      ProductId id, ProductDetails details, @Nullable Version expected) {
    return changeProduct.handle(new ChangeProduct.Command(id, details, expected));
  }

  private DeleteProduct.Result delete(ProductId id, @Nullable Version expected) {
    return deleteProduct.handle(new DeleteProduct.Command(id, expected));
  }

  private CreateCategory.Result category(String slug, String name, @Nullable String parent) {
    return createCategory.handle(
        new CreateCategory.Command(new Slug(slug), name, parent == null ? null : new Slug(parent)));
  }

  private CategoryId categoryId(String slug, @Nullable String parent) {
    return ((CreateCategory.Result.Created) category(slug, "Name", parent)).category().id();
  }

  private ChangeCategory.Result changeCategory(
      CategoryId id, @Nullable String parent, @Nullable Version expected) {
    return changeCategory.handle(
        new ChangeCategory.Command(id, "Name", parent == null ? null : new Slug(parent), expected));
  }

  private DeleteCategory.Result deleteCategory(CategoryId id, @Nullable Version expected) {
    return deleteCategory.handle(new DeleteCategory.Command(id, expected));
  }

  private RecordStockMovement.Result record(
      ProductId product, String sku, int delta, @Nullable UUID id) {
    return recordStock.handle(
        new RecordStockMovement.Command(product, new Sku(sku), delta, "delivery", id));
  }
}
