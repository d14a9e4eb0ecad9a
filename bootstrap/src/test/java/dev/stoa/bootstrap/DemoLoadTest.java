package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Product;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Sku;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's catalogue in a data folder as a shop has it. */
class DemoLoadTest {
  @Test
  void loadingAgainChangesNothingAlsoAfterARestart(@TempDir Path data) {
    ShopConfig config = ConfigReader.read(Map.of("data", data.toString()), Map.of(), null);
    Map<String, String> first;
    try (Shop shop = Shop.open(config)) {
      assertThat(shop.get(DemoCatalogue.class).load()).isEqualTo(60);
      first = state(shop);
      assertThat(shop.get(DemoCatalogue.class).load()).isEqualTo(60);
      assertThat(state(shop)).isEqualTo(first);
    }
    assertThat(first.keySet().stream().filter(key -> key.startsWith("product"))).hasSize(60);
    assertThat(first.keySet().stream().filter(key -> key.startsWith("category"))).hasSize(6);
    assertThat(first.values()).anyMatch(text -> text.startsWith("on hand "));
    try (Shop shop = Shop.open(config)) {
      shop.get(DemoCatalogue.class).load();
      assertThat(state(shop)).isEqualTo(first);
    }
  }

  /** Everything that the catalogue holds, with versions. */
  private static Map<String, String> state(Shop shop) {
    Map<String, String> state = new TreeMap<>();
    List<Category> categories = shop.get(Categories.class).all();
    categories.forEach(c -> state.put("category " + c.slug(), c.name() + " " + c.version()));
    Stocks stocks = shop.get(Stocks.class);
    Optional<Cursor> cursor = Optional.empty();
    do {
      Page<Product> page =
          shop.get(Products.class)
              .list(Products.Filter.ALL, new PageRequest(PageRequest.MAX, cursor));
      for (Product product : page.items()) {
        state.put("product " + product.id(), product.details() + " " + product.version());
        for (Sku sku : product.details().skus()) {
          state.put(
              "stock " + sku,
              "on hand " + stocks.find(sku).onHand() + " " + stocks.find(sku).version());
        }
      }
      cursor = page.next();
    } while (cursor.isPresent());
    return state;
  }
}
