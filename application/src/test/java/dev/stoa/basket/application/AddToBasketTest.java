package dev.stoa.basket.application;

import static dev.stoa.basket.application.port.BasketFixtures.ADAS;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
import static dev.stoa.basket.application.port.BasketFixtures.product;
import static dev.stoa.basket.application.port.BasketFixtures.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.InMemoryBaskets;
import dev.stoa.basket.application.port.InMemoryProductReplica;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.LineProblem;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddToBasketTest {
  private final InMemoryBaskets baskets = new InMemoryBaskets();
  private final InMemoryProductReplica products = new InMemoryProductReplica();
  private final AddToBasket use = new AddToBasket(baskets, products, BasketSignals.NONE);

  @Test
  void answersAnAdditionThatWasMadeWhateverHasBecomeOfTheProduct() {
    products.put(state(product("mug"), 1, MUG, "5.00"));
    products.putAvailable(MUG, 9, new Version(1));
    assertThat(add(2, "key")).isInstanceOf(AddToBasket.Result.Added.class);
    products.remove(product("mug"), new Version(2));

    AddToBasket.Result.Added again = (AddToBasket.Result.Added) add(2, "key");
    assertThat(again.line().quantity()).isEqualTo(Quantity.of(2));
    assertThat(again.line().problem()).isEqualTo(LineProblem.GONE);
    assertThat(add(3, "key")).isInstanceOf(AddToBasket.Result.KeyReused.class);
    assertThat(add(2, "another")).isInstanceOf(AddToBasket.Result.UnknownProduct.class);
    assertThat(baskets.find(ADAS).lines()).containsExactly(new BasketLine(MUG, Quantity.of(2)));
  }

  private AddToBasket.Result add(int quantity, String key) {
    return use.handle(
        new AddToBasket.Command(
            ADAS, MUG, Quantity.of(quantity), Optional.of(new IdempotencyKey(key))));
  }
}
