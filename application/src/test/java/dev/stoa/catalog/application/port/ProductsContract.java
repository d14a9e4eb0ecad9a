package dev.stoa.catalog.application.port;

import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static dev.stoa.catalog.application.port.CatalogFixtures.deleted;
import static dev.stoa.catalog.application.port.CatalogFixtures.details;
import static dev.stoa.catalog.application.port.CatalogFixtures.product;
import static dev.stoa.catalog.application.port.CatalogFixtures.productId;
import static dev.stoa.catalog.application.port.CatalogFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.catalog.application.port.Products.Filter;
import dev.stoa.catalog.application.port.Products.HandleTaken;
import dev.stoa.catalog.application.port.Products.SkuTaken;
import dev.stoa.catalog.domain.Image;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Products} must do. */
public interface ProductsContract {
  /** Empty stores of the adapter. */
  CatalogStores open();

  @Test
  default void findsWhatWasSavedByIdHandleAndEachSku() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      ProductDetails full =
          new ProductDetails(
              new Slug("lamp"),
              "Lamp",
              "Two\nlines, ünicode 💡",
              null,
              List.of(new Slug("light"), new Slug("home")),
              List.of("a", "b"),
              details("x", "L-1", "L-2").options(),
              List.of(
                  new Variant(
                      new Sku("L-1"),
                      List.of("value L-1"),
                      Money.ofMinor(1, "EUR"),
                      Money.ofMinor(2, "EUR"),
                      TaxRate.parse("5.5")),
                  new Variant(
                      new Sku("L-2"),
                      List.of("value L-2"),
                      Money.ofMinor(Variant.MAX_PRICE, "EUR"),
                      null,
                      TaxRate.parse("0"))),
              List.of(new Image("/a.svg", ""), new Image("https://x.example/b.png", "b")),
              false);
      Version saved = products.save(Product.create(productId(1), full, NOW), List.of());

      assertThat(saved).isEqualTo(new Version(1));
      for (Optional<Product> found :
          List.of(
              products.find(productId(1)),
              products.findByHandle(new Slug("lamp")),
              products.findBySku(new Sku("L-1")),
              products.findBySku(new Sku("L-2")))) {
        Product product = found.orElseThrow();
        assertThat(product.details()).isEqualTo(full);
        assertThat(product.version()).isEqualTo(saved);
        assertThat(product.createdAt()).isEqualTo(NOW);
        assertThat(product.updatedAt()).isEqualTo(NOW);
        assertThat(product.wasCreatedAs(full)).isTrue();
      }
      assertThat(products.find(productId(2))).isEmpty();
      assertThat(products.findByHandle(new Slug("lam"))).isEmpty();
      assertThat(products.findBySku(new Sku("l-1"))).isEmpty();
    }
  }

  @Test
  default void changingALoadedProductChangesNothingUntilItIsSaved() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      products.save(product(1, "a", "A"), List.of());
      Product loaded = products.find(productId(1)).orElseThrow();

      assertThat(loaded.change(details("b", "B"), NOW)).isTrue();

      assertThat(products.find(productId(1)).orElseThrow().details()).isEqualTo(details("a", "A"));
      assertThat(products.save(loaded, List.of())).isEqualTo(new Version(2));
      Product saved = products.find(productId(1)).orElseThrow();
      assertThat(saved.details()).isEqualTo(details("b", "B"));
      assertThat(saved.version()).isEqualTo(new Version(2));
    }
  }

  @Test
  default void whatAChangeGaveUpIsFree() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      products.save(product(1, "a", "A", "A2"), List.of());
      Product loaded = products.find(productId(1)).orElseThrow();
      loaded.change(details("b", "A2", "B"), NOW);
      products.save(loaded, List.of());

      assertThat(products.findByHandle(new Slug("a"))).isEmpty();
      assertThat(products.findBySku(new Sku("A"))).isEmpty();
      assertThat(products.save(product(2, "a", "A"), List.of())).isEqualTo(new Version(1));
    }
  }

  @Test
  default void refusesAStaleCopy() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      products.save(product(1, "a", "A"), List.of());
      Product one = products.find(productId(1)).orElseThrow();
      Product other = products.find(productId(1)).orElseThrow();
      one.change(details("a", "A", "A1"), NOW);
      products.save(one, List.of());
      other.change(details("a", "A", "A2"), NOW);

      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> products.save(other, List.of(deleted(other))));
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> products.delete(other, List.of(deleted(other))));
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> products.save(product(1, "c", "C"), List.of(deleted(other))));
      assertThat(stores.events()).isEmpty();
      assertThat(products.findBySku(new Sku("A2"))).isEmpty();
      assertThat(products.findBySku(new Sku("C"))).isEmpty();
    }
  }

  @Test
  default void refusesATakenSkuAndATakenHandleAndChangesNothing() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      products.save(product(1, "a", "A"), List.of());
      Product second = product(2, "b", "B", "A");
      Product third = product(3, "a", "C");

      assertThatExceptionOfType(SkuTaken.class)
          .isThrownBy(() -> products.save(second, List.of(deleted(second))))
          .satisfies(taken -> assertThat(taken.sku()).isEqualTo(new Sku("A")));
      assertThatExceptionOfType(HandleTaken.class)
          .isThrownBy(() -> products.save(third, List.of(deleted(third))))
          .satisfies(taken -> assertThat(taken.handle()).isEqualTo(new Slug("a")));
      assertThat(products.find(productId(2))).isEmpty();
      assertThat(products.findBySku(new Sku("B"))).isEmpty();
      assertThat(products.find(productId(3))).isEmpty();
      assertThat(stores.events()).isEmpty();
    }
  }

  @Test
  default void givesASkuAndAHandleToOneOfManyAtOnce() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      AtomicInteger saved = new AtomicInteger();
      atOnce(
          20,
          i -> {
            try {
              products.save(
                  i % 2 == 0 ? product(i, "same", "S" + i) : product(i, "h" + i, "SAME"),
                  List.of());
              saved.incrementAndGet();
            } catch (SkuTaken | HandleTaken taken) {
              assertThat(taken).hasMessageContaining("another product");
            }
          });

      assertThat(saved).hasValue(2);
      assertThat(products.list(Filter.ALL, PageRequest.first(100)).items()).hasSize(2);
    }
  }

  @Test
  default void losesNoneOfManyChangesAtOnce() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      products.save(product(1, "a", "A"), List.of());
      AtomicInteger accepted = new AtomicInteger();
      atOnce(
          16,
          i -> {
            Product loaded = products.find(productId(1)).orElseThrow();
            loaded.change(details("a", "A", "A" + i), NOW);
            try {
              products.save(loaded, List.of());
              accepted.incrementAndGet();
            } catch (StaleAggregate stale) {
              assertThat(stale).hasMessageContaining("changed by somebody else");
            }
          });

      assertThat(products.find(productId(1)).orElseThrow().version().value())
          .isEqualTo(1L + accepted.get());
    }
  }

  @Test
  default void forgetsADeletedProductButNeverReusesItsId() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      products.save(product(1, "a", "A"), List.of());
      Product loaded = products.find(productId(1)).orElseThrow();
      products.delete(loaded, List.of(deleted(loaded)));

      assertThat(products.find(productId(1))).isEmpty();
      assertThat(products.findByHandle(new Slug("a"))).isEmpty();
      assertThat(products.findBySku(new Sku("A"))).isEmpty();
      assertThat(products.list(Filter.ALL, PageRequest.first(10)).items()).isEmpty();
      assertThat(stores.events()).containsExactly(deleted(loaded));
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> products.save(product(1, "a", "A"), List.of()));
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> products.save(loaded, List.of()));
      assertThat(products.save(product(2, "a", "A"), List.of())).isEqualTo(new Version(1));
    }
  }

  @Test
  default void listsByCategoryNewestFirstWithoutGapsWhateverIsSavedMeanwhile() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      Slug light = new Slug("light");
      List<ProductId> expected = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        boolean in = i % 2 == 0;
        boolean active = i % 5 != 0;
        products.save(
            Product.create(
                productId(i),
                with(details("p" + i, "S" + i), in ? List.of(light) : List.of(), active),
                NOW.plusMillis(i)),
            List.of());
        if (in && active) {
          expected.addFirst(productId(i));
        }
      }
      Filter filter = new Filter(light, true);
      List<ProductId> seen = new ArrayList<>();
      Page<Product> page = products.list(filter, PageRequest.first(4));
      page.items().forEach(p -> seen.add(p.id()));
      products.save(
          Product.create(
              productId(99), with(details("new", "NEW"), List.of(light), true), NOW.plusSeconds(9)),
          List.of());
      while (page.next().isPresent()) {
        page = products.list(filter, new PageRequest(4, page.next()));
        page.items().forEach(p -> seen.add(p.id()));
      }

      assertThat(seen).isEqualTo(expected);
      assertThat(products.anyIn(light)).isTrue();
      assertThat(products.anyIn(new Slug("dark"))).isFalse();
    }
  }

  @Test
  default void tellsProductsOfOneMomentApartByTheirIds() {
    try (CatalogStores stores = open()) {
      Products products = stores.products();
      for (int i = 0; i < 7; i++) {
        products.save(Product.create(productId(i), details("p" + i, "S" + i), NOW), List.of());
      }
      List<ProductId> seen = new ArrayList<>();
      Optional<Cursor> next = Optional.empty();
      do {
        Page<Product> page = products.list(Filter.ALL, new PageRequest(2, next));
        page.items().forEach(p -> seen.add(p.id()));
        next = page.next();
      } while (next.isPresent());

      assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }
  }

  @Test
  default void refusesACursorThatNoListGaveOut() {
    try (CatalogStores stores = open()) {
      for (String token : List.of("x", "cHJvZHVjdHM", "%%%", "bGVkZ2VyOkEgMSA")) {
        assertThatExceptionOfType(InvalidCursor.class)
            .isThrownBy(() ->
                stores
                    .products()
                    .list(Filter.ALL, new PageRequest(5, Optional.of(new Cursor(token)))));
      }
    }
  }

  @Test
  default void keepsWhatWasSavedOverARestart() {
    CatalogStores before = open();
    before.products().save(product(1, "a", "A"), List.of(deleted(product(1, "a", "A"))));
    before.products().save(product(2, "b", "B"), List.of());
    Product gone = before.products().find(productId(2)).orElseThrow();
    before.products().delete(gone, List.of());
    try (CatalogStores after = before.restart()) {
      assertThat(after.products().findBySku(new Sku("A"))).isPresent();
      assertThat(after.events()).hasSize(1);
      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> after.products().save(product(2, "b", "B"), List.of()));
    }
  }
}
