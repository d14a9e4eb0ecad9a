package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shelf of the shop. Its slug is unique and never changes, for products and bookmarks refer to it
 * by the slug; its name and its place in the tree may change. A category is not its own parent;
 * that it is not its own grandparent either, the use case sees to, which knows them all.
 */
public final class Category implements Aggregate<CategoryId> {
  private final CategoryId id;
  private final Version version;
  private final Slug slug;
  private String name;
  private @Nullable Slug parent;

  private Category(CategoryId id, Version version, Slug slug, String name, @Nullable Slug parent) {
    this.id = id;
    this.version = version;
    this.slug = slug;
    this.name = Texts.line("name", 100, name);
    this.parent = parentOf(slug, parent);
  }

  /**
   * A new category.
   *
   * @param name for people, 1 to 100 characters
   * @param parent the category it belongs to; null for one at the top
   */
  public static Category create(CategoryId id, Slug slug, String name, @Nullable Slug parent) {
    return new Category(id, Version.NEW, slug, name, parent);
  }

  /** The category as it was stored; for persistence only. */
  public static Category reconstitute(
      CategoryId id, Version version, Slug slug, String name, @Nullable Slug parent) {
    return new Category(id, version, slug, name, parent);
  }

  /**
   * Gives it another name or place.
   *
   * @return whether anything is different now
   */
  public boolean change(String newName, @Nullable Slug newParent) {
    String checkedName = Texts.line("name", 100, newName);
    Slug checkedParent = parentOf(slug, newParent);
    if (checkedName.equals(name) && Objects.equals(checkedParent, parent)) {
      return false;
    }
    name = checkedName;
    parent = checkedParent;
    return true;
  }

  @Override
  public CategoryId id() {
    return id;
  }

  @Override
  public Version version() {
    return version;
  }

  public Slug slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  /** The category it belongs to; empty for one at the top. */
  public Optional<Slug> parent() {
    return Optional.ofNullable(parent);
  }

  @Override
  public String toString() {
    return "Category " + slug + " v" + version;
  }

  private static @Nullable Slug parentOf(Slug slug, @Nullable Slug parent) {
    if (slug.equals(parent)) {
      throw new IllegalArgumentException("the category '" + slug + "' cannot be its own parent");
    }
    return parent;
  }
}
