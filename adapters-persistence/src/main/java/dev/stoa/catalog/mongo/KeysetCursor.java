package dev.stoa.catalog.mongo;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The last key of a page as an opaque token: a number, and a text among equals. The name of the
 * list is part of it, so that a cursor of one list means nothing to another.
 */
record KeysetCursor(long number, String text) {
  static Cursor encode(String list, long number, String text) {
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((list + ' ' + number + ' ' + text).getBytes(StandardCharsets.UTF_8)));
  }

  static KeysetCursor decode(String list, Cursor cursor) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8)
              .split(" ", -1);
      if (parts.length != 3 || !parts[0].equals(list)) {
        throw new InvalidCursor();
      }
      KeysetCursor decoded = new KeysetCursor(Long.parseLong(parts[1]), parts[2]);
      // Only what encode makes is a cursor: no second spelling of the same place.
      if (!encode(list, decoded.number, decoded.text).equals(cursor)) {
        throw new InvalidCursor();
      }
      return decoded;
    } catch (InvalidCursor invalid) {
      throw invalid;
    } catch (IllegalArgumentException notOurs) {
      throw new InvalidCursor();
    }
  }
}
