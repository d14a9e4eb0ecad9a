package dev.stoa.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.domain.Image;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.ProductOption;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The demo shop's own catalogue: 60 products in 6 categories, with variants, stock and pictures.
 * Loading it again changes nothing: every id follows from a handle or a SKU.
 */
final class DemoCatalogue {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final CreateCategory createCategory;
  private final CreateProduct createProduct;
  private final RecordStockMovement recordStock;

  DemoCatalogue(
      CreateCategory createCategory, CreateProduct createProduct, RecordStockMovement recordStock) {
    this.createCategory = createCategory;
    this.createProduct = createProduct;
    this.recordStock = recordStock;
  }

  /** Puts everything into the shop; returns how many products there are. */
  int load() {
    JsonNode catalogue = read("catalogue.json");
    for (JsonNode each : catalogue.path("categories")) {
      createCategory.handle(
          new CreateCategory.Command(
              Slug.of(each.path("slug").asText()), each.path("name").asText(), null));
    }
    for (JsonNode each : catalogue.path("products")) {
      load(each);
    }
    return catalogue.path("products").size();
  }

  private void load(JsonNode product) {
    ProductDetails details = details(product);
    ProductId id =
        new ProductId(Derivation.of("demo-product", 1).with(details.handle().value()).id());
    if (createProduct.handle(new CreateProduct.Command(details, id))
        instanceof CreateProduct.Result.Created) {
      for (Sku sku : details.skus()) {
        recordStock.handle(
            new RecordStockMovement.Command(
                id,
                sku,
                product.path("stock").asInt(),
                "opening stock of the demo",
                Derivation.of("demo-stock", 1).with(sku.value()).id()));
      }
    }
  }

  /** A resource of the demo. */
  static JsonNode read(String name) {
    try (InputStream in = DemoCatalogue.class.getResourceAsStream("/demo/" + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProductDetails details(JsonNode product) {
    List<ProductOption> options = new ArrayList<>();
    for (JsonNode option : product.path("options")) {
      options.add(new ProductOption(option.path("name").asText(), texts(option.path("values"))));
    }
    String handle = product.path("handle").asText();
    String title = product.path("title").asText();
    return new ProductDetails(
        Slug.of(handle),
        title,
        product.path("description").asText(),
        product.path("vendor").asText(),
        List.of(Slug.of(product.path("category").asText())),
        texts(product.path("tags")),
        options,
        combinations(options).stream().map(values -> variant(product, values)).toList(),
        List.of(new Image("/images/demo/" + handle + ".svg", title)),
        true);
  }

  private static Variant variant(JsonNode product, List<String> values) {
    String price = product.path("price").asText();
    for (String value : values) {
      price = product.path("prices").path(value).asText(price);
    }
    String sku =
        (product.path("handle").asText() + "-" + String.join("-", values))
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^A-Z0-9]+", "-")
            .replaceAll("-$", "");
    return new Variant(
        Sku.of(sku),
        values,
        Money.parse(price, "EUR"),
        former(product),
        TaxRate.parse(product.path("taxRate").asText()));
  }

  private static @Nullable Money former(JsonNode product) {
    return product.has("compareAtPrice")
        ? Money.parse(product.path("compareAtPrice").asText(), "EUR")
        : null;
  }

  private static List<List<String>> combinations(List<ProductOption> options) {
    List<List<String>> all = List.of(List.of());
    for (ProductOption option : options) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> start : all) {
        for (String value : option.values()) {
          List<String> next = new ArrayList<>(start);
          next.add(value);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
