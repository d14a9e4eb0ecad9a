package dev.stoa.shared.document;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * The last key of a page as an opaque token: a number, and an id among equals. The name of the list
 * is part of it, so that a cursor of one list means nothing to another.
 */
public record KeysetCursor(long number, String id) {
  /** Before everything in a list whose numbers fall. */
  public static final KeysetCursor TOP = new KeysetCursor(Long.MAX_VALUE, "");

  /** The token of a place in the list of that name, which has no space in it. */
  public Cursor encode(String list) {
    String text = list + ' ' + number + ' ' + id;
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads what {@link #encode} made, and nothing else.
   *
   * @throws InvalidCursor for any other text
   */
  public static KeysetCursor decode(String list, Cursor cursor) {
    KeysetCursor decoded;
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8)
              .split(" ", -1);
      if (parts.length != 3) {
        throw new InvalidCursor();
      }
      decoded = new KeysetCursor(Long.parseLong(parts[1]), parts[2]);
    } catch (InvalidCursor invalid) {
      throw invalid;
    } catch (IllegalArgumentException notOurs) {
      throw new InvalidCursor();
    }
    if (!decoded.encode(list).equals(cursor)) {
      throw new InvalidCursor();
    }
    return decoded;
  }

  /** A time as a number that sorts: nanoseconds since 1970, until 2262. */
  public static long nanoseconds(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
