package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;

/**
 * A product of the catalogue, with its variants. How many there are of each is not known here: see
 * {@link Stock}. Prices are changed here and nowhere else.
 */
public final class Product implements Aggregate<ProductId> {
  private final ProductId id;
  private final Version version;
  private final Fingerprint origin;
  private final Instant createdAt;
  private ProductDetails details;
  private Instant updatedAt;

  private Product(
      ProductId id,
      Version version,
      Fingerprint origin,
      ProductDetails details,
      Instant createdAt,
      Instant updatedAt) {
    this.id = id;
    this.version = version;
    this.origin = origin;
    this.details = details;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
  }

  /** A new product. */
  public static Product create(ProductId id, ProductDetails details, Instant now) {
    return new Product(id, Version.NEW, DetailsFingerprint.of(details), details, now, now);
  }

  /** The product as it was stored; for persistence only. */
  public static Product reconstitute(
      ProductId id,
      Version version,
      Fingerprint origin,
      ProductDetails details,
      Instant createdAt,
      Instant updatedAt) {
    return new Product(id, version, origin, details, createdAt, updatedAt);
  }

  /**
   * Replaces everything the merchant says about it.
   *
   * @return whether anything is different now; if not, there is nothing to save
   */
  public boolean change(ProductDetails newDetails, Instant now) {
    if (newDetails.equals(details)) {
      return false;
    }
    details = newDetails;
    updatedAt = now;
    return true;
  }

  /**
   * Whether it was created with exactly these details, however it has changed since, and whichever
   * version of the shop created it.
   */
  public boolean wasCreatedAs(ProductDetails asked) {
    return DetailsFingerprint.matches(origin, asked);
  }

  @Override
  public ProductId id() {
    return id;
  }

  @Override
  public Version version() {
    return version;
  }

  /** The fingerprint of the details it was created with. */
  public Fingerprint origin() {
    return origin;
  }

  public ProductDetails details() {
    return details;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  @Override
  public String toString() {
    return "Product " + id + " '" + details.handle() + "' v" + version;
  }
}
