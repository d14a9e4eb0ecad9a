package dev.stoa.basket.application.port;

import static dev.stoa.basket.application.port.BasketFixtures.ADAS;
import static dev.stoa.basket.application.port.BasketFixtures.BOB;
import static dev.stoa.basket.application.port.BasketFixtures.LAMP;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.port.Baskets.Addition;
import dev.stoa.basket.application.port.Baskets.Addition.Added;
import dev.stoa.basket.application.port.Baskets.Addition.Full;
import dev.stoa.basket.application.port.Baskets.Addition.KeyReused;
import dev.stoa.basket.application.port.Baskets.Addition.TooMany;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Generation;
import dev.stoa.identity.application.port.Race;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Baskets} must do: each test is a sentence of its contract. */
public interface BasketsContract {
  /** The baskets under test; empty at first, and the same ones during a test. */
  Baskets baskets();

  /** Ends them in order and starts them again on what they kept. */
  Baskets restart();

  @Test
  default void isEmptyAndNewWhenNeverUsed() {
    assertThat(baskets().find(ADAS))
        .isEqualTo(new Basket(Version.NEW, Generation.FIRST, List.of()));
  }

  @Test
  default void addsToWhatIsThere() {
    assertThat(add(MUG, 2)).isEqualTo(new Added(Quantity.of(2)));
    assertThat(add(MUG, 3)).isEqualTo(new Added(Quantity.of(5)));
    assertThat(lines()).containsExactly(line(MUG, 5));
  }

  @Test
  default void keepsTheOrderOfAdding() {
    add(MUG, 1);
    add(LAMP, 1);
    add(MUG, 1);
    assertThat(lines()).containsExactly(line(MUG, 2), line(LAMP, 1));
    baskets().remove(ADAS, MUG);
    add(MUG, 1);
    assertThat(lines()).containsExactly(line(LAMP, 1), line(MUG, 1));
  }

  @Test
  default void raisesTheVersionWithEachChangeOnly() {
    add(MUG, 1);
    assertThat(version()).isEqualTo(1);
    baskets().set(ADAS, MUG, Quantity.of(4));
    assertThat(version()).isEqualTo(2);
    baskets().set(ADAS, MUG, Quantity.of(4));
    baskets().remove(ADAS, LAMP);
    baskets().add(ADAS, MUG, Quantity.of(1), 4, Optional.empty());
    assertThat(version()).isEqualTo(2);
    baskets().clear(ADAS);
    assertThat(version()).isEqualTo(3);
    baskets().clear(ADAS);
    assertThat(version()).isEqualTo(3);
  }

  @Test
  default void addsNoMoreThanAllowed() {
    assertThat(baskets().add(ADAS, MUG, Quantity.of(4), 3, Optional.empty()))
        .isEqualTo(new TooMany(0));
    baskets().add(ADAS, MUG, Quantity.of(3), 3, Optional.empty());
    assertThat(baskets().add(ADAS, MUG, Quantity.of(1), 3, Optional.empty()))
        .isEqualTo(new TooMany(3));
    assertThat(lines()).containsExactly(line(MUG, 3));
  }

  @Test
  default void refusesMoreThanALineHolds() {
    add(MUG, Quantity.MAX);
    assertThat(add(MUG, 1)).isEqualTo(new TooMany(Quantity.MAX));
  }

  @Test
  default void setsExactlySoMany() {
    assertThat(baskets().set(ADAS, MUG, Quantity.of(7))).isTrue();
    assertThat(baskets().set(ADAS, MUG, Quantity.of(2))).isTrue();
    assertThat(lines()).containsExactly(line(MUG, 2));
  }

  @Test
  default void removesALineAndClears() {
    add(MUG, 1);
    add(LAMP, 1);
    assertThat(baskets().remove(ADAS, MUG)).isTrue();
    assertThat(baskets().remove(ADAS, MUG)).isFalse();
    assertThat(lines()).containsExactly(line(LAMP, 1));
    baskets().clear(ADAS);
    assertThat(lines()).isEmpty();
  }

  @Test
  default void leavesOtherBasketsAlone() {
    BasketOwner bob = BasketOwner.user(BOB);
    add(MUG, 1);
    baskets().add(bob, LAMP, Quantity.of(2), Quantity.MAX, Optional.empty());
    baskets().clear(ADAS);
    assertThat(baskets().find(bob).lines()).containsExactly(line(LAMP, 2));
  }

  @Test
  default void holdsAThousandLinesAndNoMore() {
    for (int i = 0; i < Basket.MAX_LINES; i++) {
      assertThat(add(Sku.of("S-" + i), 1)).isInstanceOf(Added.class);
    }
    assertThat(add(MUG, 1)).isEqualTo(new Full());
    assertThat(baskets().set(ADAS, MUG, Quantity.of(1))).isFalse();
    assertThat(add(Sku.of("S-0"), 1)).isEqualTo(new Added(Quantity.of(2)));
    baskets().remove(ADAS, Sku.of("S-1"));
    assertThat(add(MUG, 1)).isInstanceOf(Added.class);
    assertThat(lines()).hasSize(Basket.MAX_LINES);
  }

  @Test
  default void addsOncePerKey() {
    IdempotencyKey key = new IdempotencyKey("k");
    Addition first = add(MUG, 2, key);
    add(MUG, 1);
    assertThat(add(MUG, 2, key)).isEqualTo(first);
    assertThat(baskets().add(ADAS, MUG, Quantity.of(2), 0, Optional.of(key))).isEqualTo(first);
    assertThat(lines()).containsExactly(line(MUG, 3));
    assertThat(add(MUG, 3, key)).isEqualTo(new KeyReused());
    assertThat(add(LAMP, 2, key)).isEqualTo(new KeyReused());
  }

  @Test
  default void keepsAKeyForAThousandChanges() {
    IdempotencyKey key = new IdempotencyKey("k");
    Addition first = add(MUG, 1, key);
    for (int i = 1; i <= Baskets.KEYS_KEPT; i++) {
      add(MUG, 1, new IdempotencyKey("other-" + i));
    }
    assertThat(add(MUG, 1, key)).isEqualTo(first);
  }

  @Test
  default void aRefusedAdditionUsesNoKeyUp() {
    IdempotencyKey key = new IdempotencyKey("k");
    baskets().add(ADAS, MUG, Quantity.of(2), 1, Optional.of(key));
    assertThat(add(MUG, 2, key)).isEqualTo(new Added(Quantity.of(2)));
  }

  /** Law 8. */
  @Test
  default void endsAGenerationAndTakesOutWhatWasBoughtInOneCommit() {
    add(MUG, 2);
    add(LAMP, 1);
    Basket before = baskets().find(ADAS);
    assertThat(baskets().endGeneration(ADAS, before.generation(), Map.of(MUG, Quantity.of(2))))
        .isTrue();
    assertThat(baskets().find(ADAS))
        .isEqualTo(
            new Basket(
                before.version().next(), before.generation().next(), List.of(line(LAMP, 1))));
  }

  /** Law 8. */
  @Test
  default void leavesWhatWasAddedBeforeTheGenerationEnded() {
    add(MUG, 2);
    Generation bought = generation();
    add(MUG, 3);
    add(LAMP, 1);
    assertThat(generation()).isEqualTo(bought);
    baskets().endGeneration(ADAS, bought, Map.of(MUG, Quantity.of(2)));
    assertThat(lines()).containsExactly(line(MUG, 3), line(LAMP, 1));
  }

  /** Law 8. */
  @Test
  default void onlyTheNumberGrowsWhenNothingWasBought() {
    add(MUG, 2);
    Basket before = baskets().find(ADAS);
    assertThat(baskets().endGeneration(ADAS, before.generation(), Map.of())).isTrue();
    assertThat(baskets().find(ADAS))
        .isEqualTo(new Basket(before.version(), before.generation().next(), before.lines()));
  }

  /** Law 8. */
  @Test
  default void noChangeOfTheLinesRaisesTheGeneration() {
    add(MUG, 2);
    Generation first = generation();
    baskets().set(ADAS, LAMP, Quantity.of(1));
    baskets().remove(ADAS, MUG);
    baskets().clear(ADAS);
    add(MUG, 1);
    assertThat(generation()).isEqualTo(first);
  }

  /** Law 9. */
  @Test
  default void aGenerationEndsOnce() {
    add(MUG, 5);
    Generation first = generation();
    Map<Sku, Quantity> bought = Map.of(MUG, Quantity.of(1));
    assertThat(baskets().endGeneration(ADAS, first.next(), bought)).isFalse();
    assertThat(baskets().endGeneration(ADAS, first, bought)).isTrue();
    Basket after = baskets().find(ADAS);
    assertThat(baskets().endGeneration(ADAS, first, bought)).isFalse();
    assertThat(baskets().find(ADAS)).isEqualTo(after);
    assertThat(baskets().endGeneration(ADAS, first.next(), bought)).isTrue();
    assertThat(lines()).containsExactly(line(MUG, 3));
  }

  /** Law 9. */
  @Test
  default void aGenerationEndsOnceWhenManyEndItAtOnce() {
    add(MUG, 100);
    Generation first = generation();
    List<Object> outcomes =
        Race.of(16, () -> baskets().endGeneration(ADAS, first, Map.of(MUG, Quantity.of(10))));
    assertThat(outcomes).filteredOn(Boolean.TRUE::equals).hasSize(1);
    assertThat(lines()).containsExactly(line(MUG, 90));
    assertThat(generation()).isEqualTo(first.next());
  }

  /** Law 9. */
  @Test
  default void aBasketThatIsForgottenOrWasNeverUsedHasNoGenerationToEnd() {
    assertThat(baskets().endGeneration(ADAS, Generation.FIRST, Map.of())).isFalse();
    add(MUG, 1);
    Generation first = generation();
    baskets().forget(ADAS);
    assertThat(baskets().endGeneration(ADAS, first, Map.of(MUG, Quantity.of(1)))).isFalse();
    assertThat(baskets().find(ADAS))
        .isEqualTo(new Basket(Version.NEW, Generation.FIRST, List.of()));
  }

  @Test
  default void takesOutWhatWasBoughtOncePerCheckout() {
    add(MUG, 2);
    add(LAMP, 1);
    Map<Sku, Quantity> bought = Map.of(MUG, Quantity.of(2), LAMP, Quantity.of(1));
    assertThat(baskets().takeOut(ADAS, checkout("a"), bought)).isTrue();
    assertThat(lines()).isEmpty();
    add(MUG, 2);
    assertThat(baskets().takeOut(ADAS, checkout("a"), bought)).isFalse();
    assertThat(lines()).containsExactly(line(MUG, 2));
    assertThat(baskets().takeOut(ADAS, checkout("b"), bought)).isTrue();
    assertThat(lines()).isEmpty();
  }

  @Test
  default void leavesWhatWasAddedMeanwhile() {
    add(MUG, 2);
    add(MUG, 3);
    add(LAMP, 1);
    baskets().takeOut(ADAS, checkout("a"), Map.of(MUG, Quantity.of(2)));
    assertThat(lines()).containsExactly(line(MUG, 3), line(LAMP, 1));
  }

  @Test
  default void forgetsABasketAndItsKeys() {
    IdempotencyKey key = new IdempotencyKey("k");
    add(MUG, 2, key);
    baskets().forget(ADAS);
    assertThat(baskets().find(ADAS))
        .isEqualTo(new Basket(Version.NEW, Generation.FIRST, List.of()));
    assertThat(add(LAMP, 1, key)).isEqualTo(new Added(Quantity.of(1)));
  }

  @Test
  default void losesNothingOfWhatSixteenAddAtOnce() {
    List<Callable<?>> runners = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      int runner = i;
      runners.add(() -> {
        for (int j = 0; j < 20; j++) {
          add(MUG, 1);
          add(Sku.of("OWN-" + runner), 1);
        }
        return runner;
      });
    }
    assertThat(Race.of(runners)).doesNotHaveAnyElementsOfTypes(Throwable.class);
    Basket basket = baskets().find(ADAS);
    assertThat(basket.lines()).hasSize(17).contains(line(MUG, 320));
    assertThat(basket.lines())
        .filteredOn(l -> !l.sku().equals(MUG))
        .extracting(l -> l.quantity().value())
        .containsOnly(20);
    assertThat(basket.version().value()).isEqualTo(640);
  }

  @Test
  default void addsOnceWhenTheSameKeyComesFromManyAtOnce() {
    IdempotencyKey key = new IdempotencyKey("k");
    assertThat(Race.of(16, () -> add(MUG, 2, key))).containsOnly(new Added(Quantity.of(2)));
    assertThat(lines()).containsExactly(line(MUG, 2));
  }

  @Test
  default void takesOutOnceWhenAskedByManyAtOnce() {
    add(MUG, 100);
    List<Object> outcomes =
        Race.of(16, () -> baskets().takeOut(ADAS, checkout("a"), Map.of(MUG, Quantity.of(10))));
    assertThat(outcomes).filteredOn(Boolean.TRUE::equals).hasSize(1);
    assertThat(lines()).containsExactly(line(MUG, 90));
  }

  @Test
  default void keepsAllOverARestart() {
    IdempotencyKey key = new IdempotencyKey("k");
    IntStream.range(0, 5).forEach(i -> add(Sku.of("S-" + i), i + 1));
    add(MUG, 2, key);
    baskets().takeOut(ADAS, checkout("a"), Map.of(Sku.of("S-0"), Quantity.of(1)));
    baskets().endGeneration(ADAS, generation(), Map.of(Sku.of("S-1"), Quantity.of(1)));
    Basket before = baskets().find(ADAS);
    Baskets again = restart();
    assertThat(again.find(ADAS)).isEqualTo(before);
    assertThat(again.add(ADAS, MUG, Quantity.of(2), 9, Optional.of(key)))
        .isEqualTo(new Added(Quantity.of(2)));
    assertThat(again.takeOut(ADAS, checkout("a"), Map.of(MUG, Quantity.of(1)))).isFalse();
  }

  private Addition add(Sku sku, int quantity) {
    return baskets().add(ADAS, sku, Quantity.of(quantity), Quantity.MAX, Optional.empty());
  }

  private Addition add(Sku sku, int quantity, IdempotencyKey key) {
    return baskets().add(ADAS, sku, Quantity.of(quantity), Quantity.MAX, Optional.of(key));
  }

  private List<BasketLine> lines() {
    return baskets().find(ADAS).lines();
  }

  private Generation generation() {
    return baskets().find(ADAS).generation();
  }

  private long version() {
    return baskets().find(ADAS).version().value();
  }

  private static BasketLine line(Sku sku, int quantity) {
    return new BasketLine(sku, Quantity.of(quantity));
  }
}
