package dev.stoa.notification.domain;

import dev.stoa.shared.domain.Derivation;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that happened to a user's own purchase, ready to be told. Its id follows from what it
 * tells and whom of (the payment, the order), so that the same fact told twice is the same notice.
 *
 * @param type the slug of a {@link NoticeType}; a text, for feeds outlive versions
 * @param data what a client needs in order to show it: texts, whole numbers, and lists and maps of
 *     these; ids are texts, an amount is a map of {@code amount} and {@code currency}
 */
public record Notice(UUID id, String type, Instant occurredAt, Map<String, Object> data) {
  public Notice {
    data = copy(data);
  }

  /**
   * The notice that a fact about something has become true.
   *
   * @param of the id of what it is true of, such as the payment's
   */
  public static Notice of(NoticeType type, UUID of, Instant occurredAt, Map<String, Object> data) {
    return new Notice(
        Derivation.of("notice", 1).with(type.slug()).with(of).id(), type.slug(), occurredAt, data);
  }

  private static Map<String, Object> copy(Map<?, ?> data) {
    Map<String, Object> copy = new LinkedHashMap<>();
    data.forEach((key, value) -> copy.put((String) key, plain(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case String text -> text;
      case Integer number -> number;
      case Long number -> number;
      case Boolean yes -> yes;
      case List<?> list -> list.stream().map(item -> plain(Objects.requireNonNull(item))).toList();
      case Map<?, ?> map -> copy(map);
      default ->
          throw new IllegalArgumentException(
              "expected text, a whole number, a list or a map, but was a " + value.getClass());
    };
  }
}
