package dev.stoa.shared.application;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A part of a list, with the way to the next part if there is one. */
public record Page<T>(List<T> items, Optional<Cursor> next) {
  public Page {
    items = List.copyOf(items);
  }

  public <R> Page<R> map(Function<? super T, ? extends R> f) {
    return new Page<>(items.stream().<R>map(f).toList(), next);
  }
}
