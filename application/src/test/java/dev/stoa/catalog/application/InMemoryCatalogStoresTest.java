package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.CategoriesContract;
import dev.stoa.catalog.application.port.KeyedCommandsContract;
import dev.stoa.catalog.application.port.ProductsContract;
import dev.stoa.catalog.application.port.ReservationsContract;
import dev.stoa.catalog.application.port.StocksContract;
import org.junit.jupiter.api.Nested;

/** The fakes that the tests of use cases stand on do what the ports say. */
class InMemoryCatalogStoresTest {
  @Nested
  class OfProducts implements ProductsContract {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }

  @Nested
  class OfCategories implements CategoriesContract {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }

  @Nested
  class OfStocks implements StocksContract {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }

  @Nested
  class OfKeyedCommands implements KeyedCommandsContract {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }

  @Nested
  class OfTheKeysOfCommands implements KeyedCommandsSuite {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }

  @Nested
  class OfReservations implements ReservationsContract {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }

  @Nested
  class OfTheStockOfPurchases implements StockOfPurchasesSuite {
    @Override
    public CatalogStores open() {
      return new InMemoryCatalogStores();
    }
  }
}
