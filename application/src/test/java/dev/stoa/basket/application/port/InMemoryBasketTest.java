package dev.stoa.basket.application.port;

import java.util.List;
import org.junit.jupiter.api.Nested;

/** The fakes pass the suites too: what use cases are tested with behaves like the real thing. */
class InMemoryBasketTest {
  InMemoryBasketTest() {}

  @Nested
  class OfBaskets implements BasketsContract {
    private final Baskets baskets = new InMemoryBaskets();

    OfBaskets() {}

    @Override
    public Baskets baskets() {
      return baskets;
    }

    @Override
    public Baskets restart() {
      return baskets;
    }
  }

  @Nested
  class OfProducts implements ProductReplicaContract {
    private final ProductReplica products = new InMemoryProductReplica();

    OfProducts() {}

    @Override
    public ProductReplica products() {
      return products;
    }

    @Override
    public ProductReplica restart() {
      return products;
    }
  }

  @Nested
  class OfCheckouts implements CheckoutsContract {
    private final InMemoryCheckouts checkouts = new InMemoryCheckouts();

    OfCheckouts() {}

    @Override
    public Checkouts checkouts() {
      return checkouts;
    }

    @Override
    public Checkouts restart() {
      return checkouts;
    }

    @Override
    public List<String> published() {
      return checkouts.events().stream()
          .map(event -> "dev.stoa.basket.basket-checked-out.v1 " + event.subject())
          .toList();
    }
  }
}
