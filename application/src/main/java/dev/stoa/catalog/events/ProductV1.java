package dev.stoa.catalog.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product as it is after the event.
 *
 * @param handle the readable name in its address, unique
 * @param description plain text
 * @param vendor the maker or brand, if known
 * @param categories the slugs of its categories
 * @param active whether it is on sale; an inactive one is not shown and not sold
 */
public record ProductV1(
    UUID productId,
    String handle,
    String title,
    String description,
    @Nullable String vendor,
    List<String> categories,
    List<String> tags,
    List<OptionV1> options,
    List<VariantV1> variants,
    List<ImageV1> images,
    boolean active,
    Instant createdAt) {
  public ProductV1 {
    categories = List.copyOf(categories);
    tags = List.copyOf(tags);
    options = List.copyOf(options);
    variants = List.copyOf(variants);
    images = List.copyOf(images);
  }
}
