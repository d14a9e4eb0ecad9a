package dev.stoa.catalog.application;

import dev.stoa.catalog.domain.Image;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.ProductOption;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.catalog.events.ImageV1;
import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;

/** A product as its published events carry it. */
final class ProductEvents {
  private ProductEvents() {}

  static ProductCreatedV1 created(Product product) {
    return new ProductCreatedV1(
        body(product), product.version().next().value(), product.updatedAt());
  }

  static ProductUpdatedV1 updated(Product product) {
    return new ProductUpdatedV1(
        body(product), product.version().next().value(), product.updatedAt());
  }

  static ProductDeletedV1 deleted(Product product, Instant now) {
    return new ProductDeletedV1(
        product.id().value(),
        product.details().skus().stream().map(Sku::value).toList(),
        product.version().next().value(),
        now);
  }

  /** The product as it now is. */
  static ProductV1 body(Product product) {
    ProductDetails d = product.details();
    return new ProductV1(
        product.id().value(),
        d.handle().value(),
        d.title(),
        d.description(),
        d.vendor(),
        d.categories().stream().map(Slug::value).toList(),
        d.tags(),
        d.options().stream().map(ProductEvents::option).toList(),
        d.variants().stream().map(ProductEvents::variant).toList(),
        d.images().stream().map(ProductEvents::image).toList(),
        d.active(),
        product.createdAt());
  }

  private static OptionV1 option(ProductOption option) {
    return new OptionV1(option.name(), option.values());
  }

  private static VariantV1 variant(Variant variant) {
    return new VariantV1(
        variant.sku().value(),
        variant.optionValues(),
        MoneyV1.of(variant.price()),
        variant.compareAtPrice() == null ? null : MoneyV1.of(variant.compareAtPrice()),
        variant.taxRate().toString());
  }

  private static ImageV1 image(Image image) {
    return new ImageV1(image.url(), image.alt());
  }
}
