package dev.stoa.shared.application.port;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Dead letters for tests of what uses them. */
public final class InMemoryDeadLetters implements DeadLetters {
  private final Map<UUID, DeadLetter> letters = new ConcurrentHashMap<>();

  @Override
  public void put(DeadLetter letter) {
    letters.put(letter.id(), letter);
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return Optional.ofNullable(letters.get(id));
  }

  @Override
  public Page<DeadLetter> list(PageRequest page) {
    List<DeadLetter> ordered =
        letters.values().stream()
            .sorted(
                Comparator.comparing(DeadLetter::lastFailedAt)
                    .thenComparing(letter -> letter.id().toString())
                    .reversed())
            .toList();
    int from = page.after().map(cursor -> indexAfter(ordered, cursor)).orElse(0);
    int to = Math.min(ordered.size(), from + page.limit());
    return new Page<>(
        ordered.subList(from, to),
        to == ordered.size()
            ? Optional.empty()
            : Optional.of(new Cursor(ordered.get(to - 1).id().toString())));
  }

  @Override
  public void remove(UUID id) {
    letters.remove(id);
  }

  @Override
  public long count() {
    return letters.size();
  }

  private static int indexAfter(List<DeadLetter> ordered, Cursor cursor) {
    for (int i = 0; i < ordered.size(); i++) {
      if (ordered.get(i).id().toString().equals(cursor.token())) {
        return i + 1;
      }
    }
    throw new InvalidCursor();
  }
}
