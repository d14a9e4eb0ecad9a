package dev.stoa.shared.rest;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list answer.
 *
 * @param nextCursor absent on the last page
 */
public record PageJson<T>(List<T> items, @Nullable String nextCursor) {
  /** A page with each item in its JSON form. */
  public static <T, R> PageJson<R> of(Page<T> page, Function<? super T, ? extends R> json) {
    return new PageJson<>(
        page.items().stream().<R>map(json).toList(), page.next().map(Cursor::token).orElse(null));
  }

  /** The page asked for by {@code ?limit=&cursor=}; what is not a page is 400. */
  public static PageRequest request(@Nullable Integer limit, @Nullable String cursor) {
    return Field.read(
        limit == null || (limit >= 1 && limit <= PageRequest.MAX) ? "cursor" : "limit",
        limit == null ? PageRequest.DEFAULT : limit,
        n -> new PageRequest(n, Optional.ofNullable(cursor).map(Cursor::new)));
  }
}
