package dev.stoa.shared.rest;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request into values; what does not fit is 400, naming the field. */
public final class Field {
  private Field() {}

  /**
   * Reads a required field.
   *
   * @param path where it stands: {@code "email"}, {@code "items[2].quantity"}
   * @param reader a value's constructor or parser; its IllegalArgumentException says what was
   *     expected
   */
  public static <T, R> R read(String path, T value, Function<? super T, ? extends R> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalid(path, e.getMessage());
    }
  }

  /** Reads a field that may be absent. */
  public static <T, R> @Nullable R readOptional(
      String path, @Nullable T value, Function<? super T, ? extends R> reader) {
    return value == null ? null : read(path, value, reader);
  }

  /** The problem of one field that is wrong. */
  public static WebApplicationException invalid(String path, @Nullable String message) {
    return Problem.of(400, "invalid-field", "Invalid field", path + ": " + message)
        .with("errors", List.of(Map.of("field", path, "message", String.valueOf(message))))
        .toException();
  }
}
