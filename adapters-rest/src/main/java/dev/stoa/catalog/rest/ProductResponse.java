package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.ProductView;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.rest.MoneyJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A product as it is shown. */
record ProductResponse(
    String id,
    String handle,
    String title,
    String description,
    @Nullable String vendor,
    List<String> categories,
    List<String> tags,
    List<OptionResponse> options,
    List<VariantResponse> variants,
    List<ImageResponse> images,
    boolean active,
    Instant createdAt,
    Instant updatedAt) {

  record OptionResponse(String name, List<String> values) {}

  record VariantResponse(
      String sku,
      List<String> optionValues,
      MoneyJson price,
      @Nullable MoneyJson compareAtPrice,
      String taxRate,
      int available) {}

  record ImageResponse(String url, String alt) {}

  static ProductResponse of(ProductView product) {
    ProductDetails d = product.details();
    return new ProductResponse(
        product.id().toString(),
        d.handle().value(),
        d.title(),
        d.description(),
        d.vendor(),
        d.categories().stream().map(Slug::value).toList(),
        d.tags(),
        d.options().stream().map(o -> new OptionResponse(o.name(), o.values())).toList(),
        d.variants().stream().map(v -> variant(v, product.available(v.sku()))).toList(),
        d.images().stream().map(i -> new ImageResponse(i.url(), i.alt())).toList(),
        d.active(),
        product.createdAt(),
        product.updatedAt());
  }

  private static VariantResponse variant(Variant variant, int available) {
    return new VariantResponse(
        variant.sku().value(),
        variant.optionValues(),
        MoneyJson.of(variant.price()),
        variant.compareAtPrice() == null ? null : MoneyJson.of(variant.compareAtPrice()),
        variant.taxRate().toString(),
        available);
  }
}
