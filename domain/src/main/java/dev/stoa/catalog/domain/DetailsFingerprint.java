package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What product details are recognised by when the command that created the product comes again.
 * Products keep the fingerprint of the version they were created with; all versions are recognised.
 */
final class DetailsFingerprint {
  private DetailsFingerprint() {}

  /** The fingerprint that new products keep: each part of the details, spelled one by one. */
  static Fingerprint of(ProductDetails details) {
    Derivation all =
        Derivation.of("product-details", 2)
            .with(details.handle().value())
            .with(details.title())
            .with(details.description())
            .withOptional(details.vendor())
            .withAll(details.categories().stream().map(Slug::value).toList())
            .withAll(details.tags())
            .with(details.options().size());
    for (ProductOption option : details.options()) {
      all.with(option.name()).withAll(option.values());
    }
    all.with(details.variants().size());
    for (Variant variant : details.variants()) {
      Money former = variant.compareAtPrice();
      all.with(variant.sku().value())
          .withAll(variant.optionValues())
          .with(variant.price().minorUnits())
          .with(variant.price().currency().getCurrencyCode())
          .withOptional(former == null ? null : Long.toString(former.minorUnits()))
          .with(variant.taxRate().percent().toPlainString());
    }
    all.with(details.images().size());
    for (Image image : details.images()) {
      all.with(image.url()).with(image.alt());
    }
    return all.with(details.active()).fingerprint();
  }

  /** Whether a product that keeps this fingerprint was created with exactly these details. */
  static boolean matches(Fingerprint origin, ProductDetails details) {
    return origin.equals(of(details)) || origin.equals(first(details));
  }

  /**
   * The fingerprint that products kept before spellings had versions: of one text with everything
   * in it, in which the tags {@code ["a, b"]} and {@code ["a", "b"]} look alike. It is never given
   * to a new product; fields that details get later have no place in it.
   */
  private static Fingerprint first(ProductDetails details) {
    return Fingerprint.of(
        "ProductDetails[handle=%s, title=%s, description=%s, vendor=%s, categories=%s, tags=%s,"
                .formatted(
                    details.handle().value(),
                    details.title(),
                    details.description(),
                    details.vendor(),
                    listed(details.categories().stream().map(Slug::value).toList()),
                    listed(details.tags()))
            + " options=%s, variants=%s, images=%s, active=%b]"
                .formatted(
                    listed(details.options().stream().map(DetailsFingerprint::first).toList()),
                    listed(details.variants().stream().map(DetailsFingerprint::first).toList()),
                    listed(details.images().stream().map(DetailsFingerprint::first).toList()),
                    details.active()));
  }

  private static String first(ProductOption option) {
    return "ProductOption[name=%s, values=%s]".formatted(option.name(), listed(option.values()));
  }

  private static String first(Variant variant) {
    return "Variant[sku=%s, optionValues=%s, price=%s, compareAtPrice=%s, taxRate=%s]"
        .formatted(
            variant.sku().value(),
            listed(variant.optionValues()),
            first(variant.price()),
            first(variant.compareAtPrice()),
            variant.taxRate().percent().toPlainString());
  }

  private static String first(@Nullable Money money) {
    return money == null
        ? "null"
        : money.toDecimal().toPlainString() + " " + money.currency().getCurrencyCode();
  }

  private static String first(Image image) {
    return "Image[url=%s, alt=%s]".formatted(image.url(), image.alt());
  }

  private static String listed(List<String> texts) {
    return texts.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
