package dev.stoa.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.port.CatalogFixtures;
import dev.stoa.catalog.domain.Product;
import org.junit.jupiter.api.Test;

class ProductCacheTest {
  private static final long HEAVIEST = 4 * (2_000 + 2 * 60_000);

  private final ProductCache cache = new ProductCache(8, HEAVIEST);

  ProductCacheTest() {}

  private void put(int number, int length) {
    Product product = CatalogFixtures.product(number, "p-" + number, "SKU-" + number);
    cache.put("p" + number, product, length);
  }

  private boolean has(int number) {
    return cache.get("p" + number, 0).isPresent();
  }

  @Test
  void keepsSoManyLightOnes() {
    for (int n = 1; n <= 12; n++) {
      put(n, 100);
    }

    assertThat(has(4)).isFalse();
    assertThat(has(5)).isTrue();
    assertThat(has(12)).isTrue();
  }

  @Test
  void keepsSoManyBytesOfHeavyOnes() {
    for (int n = 1; n <= 12; n++) {
      put(n, 60_000);
      assertThat(cache.bytes()).isLessThanOrEqualTo(HEAVIEST);
    }

    assertThat(has(8)).isFalse();
    assertThat(has(9)).isTrue();
    assertThat(has(12)).isTrue();
  }

  @Test
  void countsOneThatIsReadAgainOnce() {
    put(1, 60_000);
    put(1, 60_000);
    put(1, 100);

    assertThat(cache.bytes()).isEqualTo(2_200);
  }

  @Test
  void keepsNoneThatIsTooHeavyAlone() {
    put(1, 60_000);
    put(1, 1_000_000);

    assertThat(has(1)).isFalse();
    assertThat(cache.bytes()).isZero();
  }
}
