package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import java.util.List;

/** Lists all categories in the order of their slugs. */
public final class ListCategories {
  private final Categories categories;

  public ListCategories(Categories categories) {
    this.categories = categories;
  }

  public List<CategoryView> handle() {
    return categories.all().stream().map(c -> CategoryView.of(c, c.version())).toList();
  }
}
