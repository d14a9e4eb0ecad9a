package dev.stoa.prove;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Parts of sorted lists. */
final class Pages {
  private Pages() {}

  /** A moment as a text that sorts like it: 20 digits. */
  static String key(Instant moment) {
    return "%011d%09d".formatted(moment.getEpochSecond(), moment.getNano());
  }

  /**
   * The part that is asked for.
   *
   * @param order of the keys, which are different for all items
   * @param form of every key; another one was not given out
   */
  static <T> Page<T> of(
      List<T> all,
      PageRequest page,
      Function<T, String> key,
      Comparator<String> order,
      String form) {
    List<T> sorted = new ArrayList<>(all);
    sorted.sort((a, b) -> order.compare(key.apply(a), key.apply(b)));
    List<T> items = new ArrayList<>();
    boolean more = false;
    String after = page.after().map(Cursor::token).orElse(null);
    if (after != null && !after.matches(form)) {
      throw new InvalidCursor();
    }
    for (T item : sorted) {
      if (after == null || order.compare(key.apply(item), after) > 0) {
        more = items.size() == page.limit();
        if (more) {
          break;
        }
        items.add(item);
      }
    }
    return new Page<>(
        items, more ? Optional.of(new Cursor(key.apply(items.getLast()))) : Optional.empty());
  }
}
