package dev.stoa.catalog.document;

import dev.stoa.catalog.domain.Image;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.ProductOption;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of a product; amounts in the minor unit of its one currency. */
public record ProductDocument(
    int form,
    String id,
    String origin,
    String handle,
    String title,
    String description,
    @Nullable String vendor,
    List<String> categories,
    List<String> tags,
    List<OptionDocument> options,
    String currency,
    List<VariantDocument> variants,
    List<ImageDocument> images,
    boolean active,
    Instant createdAt,
    Instant updatedAt) {
  private static final int FORM = 1;

  /** The stored form of an option. */
  public record OptionDocument(String name, List<String> values) {}

  /** The stored form of a variant. */
  public record VariantDocument(
      String sku,
      List<String> optionValues,
      long price,
      @Nullable Long compareAtPrice,
      String taxRate) {}

  /** The stored form of an image. */
  public record ImageDocument(String url, String alt) {}

  /** The product as it is to be stored. */
  public static ProductDocument of(Product product) {
    ProductDetails d = product.details();
    return new ProductDocument(
        FORM,
        product.id().toString(),
        product.origin().hex(),
        d.handle().value(),
        d.title(),
        d.description(),
        d.vendor(),
        d.categories().stream().map(Slug::value).toList(),
        d.tags(),
        d.options().stream().map(o -> new OptionDocument(o.name(), o.values())).toList(),
        d.currency().getCurrencyCode(),
        d.variants().stream().map(ProductDocument::variant).toList(),
        d.images().stream().map(i -> new ImageDocument(i.url(), i.alt())).toList(),
        d.active(),
        product.createdAt(),
        product.updatedAt());
  }

  /** The product that was stored at this version. */
  public Product toProduct(Version version) {
    Currency unit = Currency.getInstance(currency);
    return Product.reconstitute(
        ProductId.parse(id),
        version,
        new Fingerprint(origin),
        new ProductDetails(
            new Slug(handle),
            title,
            description,
            vendor,
            categories.stream().map(Slug::new).toList(),
            tags,
            options.stream().map(o -> new ProductOption(o.name(), o.values())).toList(),
            variants.stream().map(v -> toVariant(v, unit)).toList(),
            images.stream().map(i -> new Image(i.url(), i.alt())).toList(),
            active),
        createdAt,
        updatedAt);
  }

  private static VariantDocument variant(Variant variant) {
    return new VariantDocument(
        variant.sku().value(),
        variant.optionValues(),
        variant.price().minorUnits(),
        variant.compareAtPrice() == null ? null : variant.compareAtPrice().minorUnits(),
        variant.taxRate().toString());
  }

  private static Variant toVariant(VariantDocument variant, Currency unit) {
    return new Variant(
        new Sku(variant.sku()),
        variant.optionValues(),
        new Money(variant.price(), unit),
        variant.compareAtPrice() == null ? null : new Money(variant.compareAtPrice(), unit),
        TaxRate.parse(variant.taxRate()));
  }
}
