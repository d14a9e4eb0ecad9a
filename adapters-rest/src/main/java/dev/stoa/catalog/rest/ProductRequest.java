package dev.stoa.catalog.rest;

import dev.stoa.catalog.domain.Image;
import dev.stoa.catalog.domain.InvalidPart;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.ProductOption;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.MoneyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A product as a merchant sends it.
 *
 * @param active true when absent
 */
record ProductRequest(
    String handle,
    String title,
    @Nullable String description,
    @Nullable String vendor,
    @Nullable List<String> categories,
    @Nullable List<String> tags,
    @Nullable List<OptionRequest> options,
    List<VariantRequest> variants,
    @Nullable List<ImageRequest> images,
    @Nullable Boolean active) {

  record OptionRequest(String name, List<String> values) {}

  record VariantRequest(
      String sku,
      @Nullable List<String> optionValues,
      MoneyJson price,
      @Nullable MoneyJson compareAtPrice,
      String taxRate) {}

  record ImageRequest(String url, @Nullable String alt) {}

  /** The details of the product; what is not a product is 400, naming the field. */
  ProductDetails toDetails() {
    Slug slug = Field.read("handle", handle, Slug::new);
    List<Slug> slugs = each("categories", categories, (path, c) -> Field.read(path, c, Slug::new));
    List<ProductOption> ways =
        each(
            "options",
            options,
            (path, o) -> read(path, () -> new ProductOption(o.name(), o.values())));
    List<Variant> forms = each("variants", variants, ProductRequest::variant);
    List<Image> pictures =
        each(
            "images",
            images,
            (path, i) ->
                Field.read(
                    path + ".url",
                    i,
                    image -> new Image(image.url(), image.alt() == null ? "" : image.alt())));
    return read(
        "",
        () ->
            new ProductDetails(
                slug,
                title,
                Objects.requireNonNullElse(description, ""),
                vendor,
                slugs,
                Objects.requireNonNullElse(tags, List.of()),
                ways,
                forms,
                pictures,
                Objects.requireNonNullElse(active, true)));
  }

  private static Variant variant(String path, VariantRequest variant) {
    Sku sku = Field.read(path + ".sku", variant.sku(), Sku::new);
    var price = variant.price().toMoney(path + ".price");
    MoneyJson former = variant.compareAtPrice();
    var compareAtPrice = former == null ? null : former.toMoney(path + ".compareAtPrice");
    TaxRate taxRate = Field.read(path + ".taxRate", variant.taxRate(), TaxRate::parse);
    List<String> values = Objects.requireNonNullElse(variant.optionValues(), List.of());
    return read(path, () -> new Variant(sku, values, price, compareAtPrice, taxRate));
  }

  private interface Reader<T> {
    T read();
  }

  private static <T> T read(String path, Reader<T> reader) {
    try {
      return reader.read();
    } catch (InvalidPart invalid) {
      String field = path.isEmpty() ? invalid.part() : path + "." + invalid.part();
      throw Field.invalid(field, invalid.getMessage());
    } catch (IllegalArgumentException invalid) {
      throw Field.invalid(path.isEmpty() ? "body" : path, invalid.getMessage());
    }
  }

  private interface ElementReader<T, R> {
    R read(String path, T element);
  }

  private static <T, R> List<R> each(
      String path, @Nullable List<T> elements, ElementReader<T, R> reader) {
    List<R> read = new ArrayList<>();
    if (elements != null) {
      for (T element : elements) {
        read.add(reader.read(path + "[" + read.size() + "]", element));
      }
    }
    return List.copyOf(read);
  }
}
