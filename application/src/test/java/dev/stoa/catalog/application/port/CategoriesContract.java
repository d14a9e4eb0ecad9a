package dev.stoa.catalog.application.port;

import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.catalog.application.port.Categories.SlugTaken;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Version;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Categories} must do. */
public interface CategoriesContract {
  /** Empty stores of the adapter. */
  CatalogStores open();

  @Test
  default void findsWhatWasSavedByIdAndSlugAndListsAllInOrder() {
    try (CatalogStores stores = open()) {
      Categories categories = stores.categories();
      Category lamps = Category.create(id(1), new Slug("lamps"), "Lamps", new Slug("home"));
      assertThat(categories.save(lamps)).isEqualTo(new Version(1));
      categories.save(Category.create(id(2), new Slug("home"), "Home", null));

      Category found = categories.find(id(1)).orElseThrow();
      assertThat(found.name()).isEqualTo("Lamps");
      assertThat(found.parent()).contains(new Slug("home"));
      assertThat(found.version()).isEqualTo(new Version(1));
      assertThat(categories.findBySlug(new Slug("home")).orElseThrow().parent()).isEmpty();
      assertThat(categories.all())
          .extracting(c -> c.slug().value())
          .containsExactly("home", "lamps");
    }
  }

  @Test
  default void changingALoadedCategoryChangesNothingUntilItIsSaved() {
    try (CatalogStores stores = open()) {
      Categories categories = stores.categories();
      categories.save(Category.create(id(1), new Slug("a"), "A", null));
      Category loaded = categories.find(id(1)).orElseThrow();
      assertThat(loaded.change("B", new Slug("x"))).isTrue();
      assertThat(categories.find(id(1)).orElseThrow().name()).isEqualTo("A");

      assertThat(categories.save(loaded)).isEqualTo(new Version(2));
      assertThat(categories.find(id(1)).orElseThrow().name()).isEqualTo("B");
    }
  }

  @Test
  default void refusesAStaleCopy() {
    try (CatalogStores stores = open()) {
      Categories categories = stores.categories();
      categories.save(Category.create(id(1), new Slug("a"), "A", null));
      Category stale = categories.find(id(1)).orElseThrow();
      Category fresh = categories.find(id(1)).orElseThrow();
      fresh.change("B", null);
      categories.save(fresh);

      assertThatExceptionOfType(StaleAggregate.class).isThrownBy(() -> categories.save(stale));
      assertThatExceptionOfType(StaleAggregate.class).isThrownBy(() -> categories.delete(stale));
    }
  }

  @Test
  default void givesASlugToOneOfManyAtOnce() {
    try (CatalogStores stores = open()) {
      AtomicInteger saved = new AtomicInteger();
      atOnce(
          10,
          i -> {
            try {
              stores.categories().save(Category.create(id(i), new Slug("same"), "N" + i, null));
              saved.incrementAndGet();
            } catch (SlugTaken taken) {
              assertThat(taken).hasMessageContaining("same");
            }
          });

      assertThat(saved).hasValue(1);
      assertThat(stores.categories().all()).hasSize(1);
    }
  }

  @Test
  default void forgetsADeletedCategory() {
    try (CatalogStores stores = open()) {
      Categories categories = stores.categories();
      categories.save(Category.create(id(1), new Slug("a"), "A", null));
      categories.delete(categories.find(id(1)).orElseThrow());

      assertThat(categories.find(id(1))).isEmpty();
      assertThat(categories.all()).isEmpty();
      assertThat(categories.save(Category.create(id(2), new Slug("a"), "A", null)))
          .isEqualTo(new Version(1));
    }
  }

  @Test
  default void keepsWhatWasSavedOverARestart() {
    CatalogStores before = open();
    before.categories().save(Category.create(id(1), new Slug("a"), "A", null));
    try (CatalogStores after = before.restart()) {
      assertThat(after.categories().findBySlug(new Slug("a"))).isPresent();
    }
  }

  private static CategoryId id(int number) {
    return new CategoryId(Derivation.of("test-category", 1).with(number).id());
  }
}
