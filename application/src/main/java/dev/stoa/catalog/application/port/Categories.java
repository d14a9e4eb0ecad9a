package dev.stoa.catalog.application.port;

import dev.stoa.catalog.domain.Category;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.Optional;

/**
 * The categories of the shop: at most some thousands, so that all of them fit into one answer.
 *
 * <ul>
 *   <li>What was saved is found by its id and its slug, with the version that the save returned.
 *   <li>Changing a loaded category changes nothing until it is saved.
 *   <li>A save or delete from any other version than the stored one is refused with {@link
 *       StaleAggregate}.
 *   <li>Two categories never have the same slug, however many are saved at once: {@link SlugTaken}.
 *   <li>All categories are listed in the order of their slugs.
 *   <li>A deleted category is found no more and its slug is free.
 *   <li>What was saved is there after a restart.
 * </ul>
 */
public interface Categories {
  /** The category of that id. */
  Optional<Category> find(CategoryId id);

  /** The category of that slug. */
  Optional<Category> findBySlug(Slug slug);

  /** All of them, in the order of their slugs. */
  List<Category> all();

  /**
   * Saves the category.
   *
   * @return the version it now has
   * @throws StaleAggregate when it was changed, created or deleted by somebody else
   * @throws SlugTaken when another category has its slug
   */
  Version save(Category category);

  /**
   * Deletes the category.
   *
   * @throws StaleAggregate when it was changed or deleted by somebody else
   */
  void delete(Category category);

  /** Another category has this slug. */
  final class SlugTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SlugTaken(Slug slug) {
      super("another category has the slug " + slug);
    }
  }
}
