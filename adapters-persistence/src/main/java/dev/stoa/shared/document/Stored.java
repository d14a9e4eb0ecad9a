package dev.stoa.shared.document;

import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.domain.Version;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A document with the version it was stored at. Equal by these two.
 *
 * @param <D> the record that is the stored form
 */
public final class Stored<D> {
  private final D document;
  private final Version version;
  private final String name;
  private final Damage damage;

  /** A document of no store. */
  public Stored(D document, Version version) {
    this(document, version, "a document", new Damage());
  }

  /**
   * A document of a store.
   *
   * @param name what an operator finds it by, such as {@code customer_order 0192…}
   * @param damage of the store, which remembers what the domain refuses
   */
  public Stored(D document, Version version, String name, Damage damage) {
    this.document = document;
    this.version = version;
    this.name = name;
    this.damage = damage;
  }

  /** The stored form. */
  public D document() {
    return document;
  }

  /** The version it was stored at. */
  public Version version() {
    return version;
  }

  /**
   * What is stored, as the domain has it.
   *
   * @throws UnreadableState when the domain refuses it
   */
  public <A> A as(BiFunction<D, Version, A> reading) {
    return damage.reading(name, () -> reading.apply(document, version));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stored<?> stored
        && document.equals(stored.document)
        && version.equals(stored.version);
  }

  @Override
  public int hashCode() {
    return Objects.hash(document, version);
  }

  @Override
  public String toString() {
    return name + " at " + version + ": " + document;
  }
}
