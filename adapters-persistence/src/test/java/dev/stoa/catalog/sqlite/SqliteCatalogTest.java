package dev.stoa.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.KeyedCommandsSuite;
import dev.stoa.catalog.application.StockOfPurchasesSuite;
import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.CategoriesContract;
import dev.stoa.catalog.application.port.KeyedCommandsContract;
import dev.stoa.catalog.application.port.ProductsContract;
import dev.stoa.catalog.application.port.ReservationsContract;
import dev.stoa.catalog.application.port.StocksContract;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite keeps the contracts of the catalogue's stores. */
class SqliteCatalogTest {
  @TempDir Path directory;

  @Nested
  class OfProducts implements ProductsContract {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Nested
  class OfCategories implements CategoriesContract {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Nested
  class OfStocks implements StocksContract {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Nested
  class OfKeyedCommands implements KeyedCommandsContract {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Nested
  class OfTheKeysOfCommands implements KeyedCommandsSuite {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Nested
  class OfReservations implements ReservationsContract {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Nested
  class OfTheStockOfPurchases implements StockOfPurchasesSuite {
    @Override
    public CatalogStores open() {
      return SqliteCatalogStores.in(directory);
    }
  }

  @Test
  void hotQueriesUseAnIndex() {
    try (SqliteCatalogStores stores = SqliteCatalogStores.in(directory)) {
      for (String query :
          List.of(
              "SELECT version, state FROM stock WHERE next_expiry <= ? ORDER BY next_expiry LIMIT"
                  + " ?",
              "SELECT 1 FROM stock_movement WHERE key = ? AND sku = ?",
              "SELECT id, version FROM product WHERE state ->> '$.handle' = ?",
              "SELECT p.id FROM product_sku s JOIN product p ON p.id = s.product_id WHERE s.sku ="
                  + " ?",
              "SELECT sku FROM stock WHERE sku IN (SELECT value FROM json_each(?))",
              "SELECT l.product_id FROM product_listing l WHERE l.category = ?"
                  + " AND (l.created_at, l.product_id) < (?, ?)"
                  + " ORDER BY l.created_at DESC, l.product_id DESC LIMIT ?")) {
        List<String> plan =
            stores
                .store()
                .read(session ->
                    session.query(
                        "EXPLAIN QUERY PLAN " + query,
                        row -> row.getString("detail"),
                        new @Nullable Object[(int) query.chars().filter(c -> c == '?').count()]));

        assertThat(plan)
            .as(query)
            .noneMatch(step -> step.startsWith("SCAN") && !step.contains("json_each"))
            .noneMatch(step -> step.contains("TEMP B-TREE"));
      }
    }
  }
}
