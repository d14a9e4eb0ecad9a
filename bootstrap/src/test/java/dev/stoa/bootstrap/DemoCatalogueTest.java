package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Variant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoCatalogueTest {
  @Test
  void everyProductIsValidAndHasAPicture() {
    JsonNode products = DemoCatalogue.read("catalogue.json").path("products");
    DemoPictures pictures = new DemoPictures();
    Set<String> categories = new HashSet<>();
    Set<String> skus = new HashSet<>();
    Set<String> handles = new HashSet<>();
    for (JsonNode each : products) {
      ProductDetails product = DemoCatalogue.details(each);
      handles.add(product.handle().value());
      product.categories().forEach(category -> categories.add(category.value()));
      for (Variant variant : product.variants()) {
        assertThat(skus.add(variant.sku().value())).as("%s is unique", variant.sku()).isTrue();
      }
      assertThat(pictures.of(product.handle().value())).as("%s", product.handle()).isPresent();
    }
    assertThat(handles).hasSize(60);
    assertThat(categories).hasSize(6);
    assertThat(skus).hasSizeGreaterThan(100);
    assertThat(pictures.of("none")).isEmpty();
  }
}
