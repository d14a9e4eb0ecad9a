package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a category another name or another place in the tree. */
public final class ChangeCategory {
  /**
   * What the category shall be.
   *
   * @param parent the category it belongs to; null for one at the top
   * @param expected the version it must have; null when any will do
   */
  public record Command(
      CategoryId id, String name, @Nullable Slug parent, @Nullable Version expected) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is as it was asked to be. */
    record Changed(CategoryView category) implements Result {}

    /** There is no such category. */
    record NotFound() implements Result {}

    /** It is not in the version that the command expects. */
    record ChangedMeanwhile() implements Result {}

    /** There is no such parent. */
    record UnknownParent(Slug parent) implements Result {}

    /** The parent is the category itself or stands below it. */
    record OwnDescendant(Slug parent) implements Result {}
  }

  private final Categories categories;

  public ChangeCategory(Categories categories) {
    this.categories = categories;
  }

  public Result handle(Command command) {
    return OptimisticRetry.retry(() -> attempt(command));
  }

  private Result attempt(Command command) {
    Category category = categories.find(command.id()).orElse(null);
    if (category == null) {
      return new Result.NotFound();
    }
    if (command.expected() != null && !command.expected().equals(category.version())) {
      return new Result.ChangedMeanwhile();
    }
    Slug parent = command.parent();
    if (parent != null) {
      if (isAtOrBelow(parent, category.slug())) {
        return new Result.OwnDescendant(parent);
      }
      if (categories.findBySlug(parent).isEmpty()) {
        return new Result.UnknownParent(parent);
      }
    }
    Version version =
        category.change(command.name(), parent) ? categories.save(category) : category.version();
    return new Result.Changed(CategoryView.of(category, version));
  }

  private boolean isAtOrBelow(Slug start, Slug wanted) {
    // Two changes at once may have tied a knot; the set lets the walk end all the same.
    Set<Slug> seen = new HashSet<>();
    Optional<Slug> at = Optional.of(start);
    while (at.isPresent() && seen.add(at.get())) {
      if (at.get().equals(wanted)) {
        return true;
      }
      at = categories.findBySlug(at.get()).flatMap(Category::parent);
    }
    return false;
  }
}
