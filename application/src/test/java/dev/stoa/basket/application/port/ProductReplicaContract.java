package dev.stoa.basket.application.port;

import static dev.stoa.basket.application.port.BasketFixtures.LAMP;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.euro;
import static dev.stoa.basket.application.port.BasketFixtures.product;
import static dev.stoa.basket.application.port.BasketFixtures.state;
import static dev.stoa.basket.application.port.BasketFixtures.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.port.ProductReplica.ProductState;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ProductReplica} must do: each test is a sentence of its contract. */
public interface ProductReplicaContract {
  ProductId MUGS = product("mugs");
  ProductId OTHER = product("other");

  /** The replica under test; empty at first, and the same one during a test. */
  ProductReplica products();

  /** Ends it in order and starts it again on what it kept. */
  ProductReplica restart();

  @Test
  default void tellsAllThatIsKnown() {
    products().put(state(MUGS, 1, MUG, "9.90"));
    products().putAvailable(MUG, 7, new Version(3));
    assertThat(products().find(List.of(MUG)))
        .isEqualTo(
            Map.of(
                MUG,
                new ProductFacts(
                    MUG, MUGS, "Thing MUG-1", euro("9.90"), TaxRate.parse("19"), true, 7)));
  }

  @Test
  default void leavesOutUnknownSkus() {
    products().put(state(MUGS, 1, MUG, "9.90"));
    assertThat(products().find(List.of(LAMP, MUG)).keySet()).containsExactly(MUG);
    assertThat(products().find(List.of())).isEmpty();
  }

  @Test
  default void keepsTheNewestVersionInWhateverOrder() {
    products().put(state(MUGS, 3, MUG, "3.00"));
    products().put(state(MUGS, 2, MUG, "2.00"));
    products().put(state(MUGS, 3, MUG, "4.00"));
    assertThat(fact(MUG).unitPrice()).isEqualTo(euro("3.00"));
    products().put(state(MUGS, 4, MUG, "5.00"));
    assertThat(fact(MUG).unitPrice()).isEqualTo(euro("5.00"));
  }

  @Test
  default void keepsTheNewestStockInWhateverOrder() {
    products().put(state(MUGS, 1, MUG, "1.00"));
    assertThat(fact(MUG).available()).isZero();
    products().putAvailable(MUG, 5, new Version(2));
    products().putAvailable(MUG, 9, new Version(1));
    products().putAvailable(MUG, 8, new Version(2));
    assertThat(fact(MUG).available()).isEqualTo(5);
  }

  @Test
  default void takesStockBeforeTheProduct() {
    products().putAvailable(MUG, 5, new Version(1));
    assertThat(products().find(List.of(MUG))).isEmpty();
    products().put(state(MUGS, 1, MUG, "1.00"));
    assertThat(fact(MUG).available()).isEqualTo(5);
  }

  @Test
  default void aRemovedProductStaysRemoved() {
    products().put(state(MUGS, 1, MUG, "1.00"));
    products().remove(MUGS, new Version(3));
    products().put(state(MUGS, 2, MUG, "1.00"));
    assertThat(products().find(List.of(MUG))).isEmpty();
  }

  @Test
  default void aRemovalMayComeFirst() {
    products().remove(MUGS, new Version(3));
    products().put(state(MUGS, 1, MUG, "1.00"));
    assertThat(products().find(List.of(MUG))).isEmpty();
  }

  @Test
  default void aLateRemovalDoesNotHurt() {
    products().put(state(MUGS, 3, MUG, "1.00"));
    products().remove(MUGS, new Version(2));
    assertThat(fact(MUG).active()).isTrue();
  }

  @Test
  default void forgetsAVariantThatIsGone() {
    products()
        .put(
            new ProductState(
                MUGS,
                new Version(1),
                true,
                NOW,
                List.of(variant(MUG, "1.00"), variant(LAMP, "2.00"))));
    products().put(state(MUGS, 2, LAMP, "2.00"));
    assertThat(products().find(List.of(MUG, LAMP)).keySet()).containsExactly(LAMP);
  }

  @Test
  default void aSkuBelongsToTheProductThatChangedLast() {
    products().put(state(MUGS, 1, MUG, "1.00"));
    products().put(state(OTHER, 2, MUG, "2.00"));
    assertThat(fact(MUG).productId()).isEqualTo(OTHER);
    products().remove(MUGS, new Version(2));
    assertThat(fact(MUG).productId()).isEqualTo(OTHER);
  }

  @Test
  default void knowsWhetherAProductIsOnSale() {
    products()
        .put(new ProductState(MUGS, new Version(1), false, NOW, List.of(variant(MUG, "1.00"))));
    products().putAvailable(MUG, 5, new Version(1));
    assertThat(fact(MUG).active()).isFalse();
    assertThat(fact(MUG).buyable()).isZero();
  }

  @Test
  default void tellsWhichSkusAProductHas() {
    assertThat(products().skusOf(MUGS)).isEmpty();
    products()
        .put(
            new ProductState(
                MUGS,
                new Version(1),
                true,
                NOW,
                List.of(variant(MUG, "1.00"), variant(LAMP, "2.00"))));
    assertThat(products().skusOf(MUGS)).containsExactlyInAnyOrder(MUG, LAMP);
    products().put(state(MUGS, 2, LAMP, "2.00"));
    assertThat(products().skusOf(MUGS)).containsExactly(LAMP);
    products().remove(MUGS, new Version(3));
    assertThat(products().skusOf(MUGS)).isEmpty();
  }

  @Test
  default void keepsAllOverARestart() {
    products().put(state(MUGS, 2, MUG, "1.00"));
    products().putAvailable(MUG, 5, new Version(4));
    products().remove(OTHER, new Version(9));
    Map<Sku, ProductFacts> before = products().find(List.of(MUG, LAMP));
    ProductReplica again = restart();
    again.put(state(OTHER, 8, LAMP, "1.00"));
    assertThat(again.find(List.of(MUG, LAMP))).isEqualTo(before).hasSize(1);
  }

  @Test
  default void isTheSameIncarnationOverARestart() {
    String before = products().incarnation();
    products().put(state(MUGS, 2, MUG, "1.00"));
    assertThat(products().incarnation()).isEqualTo(before).matches("[0-9a-z-]{1,40}");
    assertThat(restart().incarnation()).isEqualTo(before);
  }

  private ProductFacts fact(Sku sku) {
    return products().find(List.of(sku)).values().iterator().next();
  }
}
