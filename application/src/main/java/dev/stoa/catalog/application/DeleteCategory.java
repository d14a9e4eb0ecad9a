package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.domain.Category;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes a category that nothing is in. */
public final class DeleteCategory {
  /**
   * Which category.
   *
   * @param expected the version it must have; null when any will do
   */
  public record Command(CategoryId id, @Nullable Version expected) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is gone. */
    record Deleted() implements Result {}

    /** There is no such category. */
    record NotFound() implements Result {}

    /** It is not in the version that the command expects. */
    record ChangedMeanwhile() implements Result {}

    /** Products or other categories are in it. */
    record InUse() implements Result {}
  }

  private final Categories categories;
  private final Products products;

  public DeleteCategory(Categories categories, Products products) {
    this.categories = categories;
    this.products = products;
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
    boolean isParent =
        categories.all().stream().anyMatch(c -> c.parent().equals(Optional.of(category.slug())));
    if (isParent || products.anyIn(category.slug())) {
      return new Result.InUse();
    }
    categories.delete(category);
    return new Result.Deleted();
  }
}
