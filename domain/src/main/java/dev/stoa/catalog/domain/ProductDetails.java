package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Sku;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a merchant says about a product. Laws:
 *
 * <ul>
 *   <li>1 to 100 variants, at most 3 options, at most 50 categories, 100 tags and 250 images; none
 *       of them twice.
 *   <li>Each variant has one of the values of each option, and no two variants have the same ones;
 *       a product without options has exactly one variant.
 *   <li>All prices are in one currency.
 *   <li>The handle is neither one of the words that have a meaning of their own in the address of a
 *       product ({@code search}, {@code suggest}, {@code import}) nor has it the form of a UUID.
 * </ul>
 *
 * @param handle the readable name in its address, unique in the catalogue
 * @param title 1 to 255 characters
 * @param description plain text, at most 65,536 characters, may be empty
 * @param vendor the maker or brand, if known; 1 to 255 characters
 * @param categories the slugs of its categories
 * @param tags words of 1 to 255 characters to find it by
 * @param active whether it is on sale; an inactive one is not shown and not sold
 */
public record ProductDetails(
    Slug handle,
    String title,
    String description,
    @Nullable String vendor,
    List<Slug> categories,
    List<String> tags,
    List<ProductOption> options,
    List<Variant> variants,
    List<Image> images,
    boolean active) {
  private static final Set<String> RESERVED = Set.of("search", "suggest", "import");
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  public ProductDetails {
    if (RESERVED.contains(handle.value()) || handle.value().matches(UUID)) {
      throw new InvalidPart("handle", "the handle '" + handle + "' is reserved");
    }
    title = Texts.line("title", 255, title);
    description = Texts.text("description", 65_536, description.replace("\r\n", "\n"));
    vendor = vendor == null ? null : Texts.line("vendor", 255, vendor);
    categories = distinct("categories", 50, categories);
    tags = distinct("tags", 100, tags.stream().map(t -> Texts.line("tags", 255, t)).toList());
    options = List.copyOf(options);
    variants = List.copyOf(variants);
    images = distinct("images", 250, images);
    requireOptions(options);
    requireVariants(options, variants);
  }

  /** What these details are recognised by when the same command comes again. */
  public Fingerprint fingerprint() {
    return DetailsFingerprint.of(this);
  }

  /** The variant of that SKU, if the product has it. */
  public Optional<Variant> variant(Sku sku) {
    return variants.stream().filter(v -> v.sku().equals(sku)).findFirst();
  }

  /** The SKUs of all variants, in order. */
  public List<Sku> skus() {
    return variants.stream().map(Variant::sku).toList();
  }

  /** The one currency of all prices. */
  public Currency currency() {
    return variants.getFirst().price().currency();
  }

  private static void requireOptions(List<ProductOption> options) {
    if (options.size() > 3) {
      throw new InvalidPart(
          "options", "expected at most 3 options, but there were " + options.size());
    }
    if (options.stream().map(ProductOption::name).distinct().count() != options.size()) {
      throw new InvalidPart("options", "two options have the same name");
    }
  }

  private static void requireVariants(List<ProductOption> options, List<Variant> variants) {
    if (variants.isEmpty() || variants.size() > 100) {
      throw new InvalidPart(
          "variants", "expected 1 to 100 variants, but there were " + variants.size());
    }
    Set<Sku> skus = new HashSet<>();
    Set<List<String>> combinations = new HashSet<>();
    Currency currency = variants.getFirst().price().currency();
    for (Variant variant : variants) {
      if (!skus.add(variant.sku())) {
        throw new InvalidPart("variants", "two variants have the SKU " + variant.sku());
      }
      requireOptionValues(options, variant);
      if (!combinations.add(variant.optionValues())) {
        throw new InvalidPart(
            "variants",
            options.isEmpty()
                ? "a product without options has one variant, but there were " + variants.size()
                : "two variants have the option values " + variant.optionValues());
      }
      if (!variant.price().currency().equals(currency)) {
        throw new InvalidPart(
            "variants",
            "expected all prices in one currency, but found %s and %s"
                .formatted(currency, variant.price().currency()));
      }
    }
  }

  private static void requireOptionValues(List<ProductOption> options, Variant variant) {
    if (variant.optionValues().size() != options.size()) {
      throw new InvalidPart(
          "variants",
          "expected %d option values of the variant %s, but there were %d"
              .formatted(options.size(), variant.sku(), variant.optionValues().size()));
    }
    for (int i = 0; i < options.size(); i++) {
      if (!options.get(i).values().contains(variant.optionValues().get(i))) {
        throw new InvalidPart(
            "variants",
            "the variant %s has the value '%s', which the option '%s' does not have"
                .formatted(variant.sku(), variant.optionValues().get(i), options.get(i).name()));
      }
    }
  }

  private static <T> List<T> distinct(String what, int max, List<T> all) {
    if (all.size() > max) {
      throw new InvalidPart(
          what, "expected at most %d of %s, but there were %d".formatted(max, what, all.size()));
    }
    Set<T> seen = new HashSet<>();
    for (T one : all) {
      if (!seen.add(one)) {
        throw new InvalidPart(what, "in %s, '%s' occurs twice".formatted(what, one));
      }
    }
    return List.copyOf(all);
  }
}
