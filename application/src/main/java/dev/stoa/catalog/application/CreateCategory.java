package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Categories.SlugTaken;
import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.CategoryId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds a category. Its slug is its name to the outside, so the same command given again finds the
 * category that is there, without any key.
 */
public final class CreateCategory {
  /**
   * What is to be created.
   *
   * @param name for people, 1 to 100 characters
   * @param parent the category it belongs to; null for one at the top
   */
  public record Command(Slug slug, String name, @Nullable Slug parent) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is there; also the answer when exactly this category was there before. */
    record Created(CategoryView category) implements Result {}

    /** Another category has the slug. */
    record SlugInUse(Slug slug) implements Result {}

    /** There is no such parent. */
    record UnknownParent(Slug parent) implements Result {}
  }

  private final Categories categories;
  private final IdGenerator ids;

  public CreateCategory(Categories categories, IdGenerator ids) {
    this.categories = categories;
    this.ids = ids;
  }

  public Result handle(Command command) {
    if (command.parent() != null && categories.findBySlug(command.parent()).isEmpty()) {
      return new Result.UnknownParent(command.parent());
    }
    Category category =
        Category.create(
            new CategoryId(ids.next()), command.slug(), command.name(), command.parent());
    try {
      return new Result.Created(CategoryView.of(category, categories.save(category)));
    } catch (SlugTaken | StaleAggregate taken) {
      return categories
          .findBySlug(command.slug())
          .filter(c ->
              c.name().equals(category.name()) && Objects.equals(c.parent(), category.parent()))
          .<Result>map(c -> new Result.Created(CategoryView.of(c, c.version())))
          .orElseGet(() -> new Result.SlugInUse(command.slug()));
    }
  }
}
