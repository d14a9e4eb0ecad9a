package dev.stoa.catalog.lucene;

import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.domain.Uuids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/**
 * The place after a hit, by value: what the hit was sorted by, its time and its id. It names no
 * document number and no snapshot, so it outlives refreshes and restarts.
 *
 * @param query tells one query from another
 * @param mistyped the words that were taken for mistyped on the first page
 * @param key what the list is sorted by, as text; empty when sorted by time alone
 */
record SearchCursor(String query, int mistyped, String key, long created, String id) {
  private static final String FORM = "1";

  /** What must be equal for a cursor to continue a list. */
  static String fingerprint(SearchQuery query) {
    return query.fingerprint().hex().substring(0, 16);
  }

  Cursor toCursor() {
    String all =
        String.join("\n", FORM, query, Integer.toString(mistyped), Long.toString(created), id, key);
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(all.getBytes(StandardCharsets.UTF_8)));
  }

  static SearchCursor parse(Cursor cursor, String query) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.token());
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", 6);
      if (parts.length != 6 || !parts[0].equals(FORM) || !parts[1].equals(query)) {
        throw new InvalidCursor();
      }
      String id = Uuids.parse(parts[4]).toString();
      return new SearchCursor(
          query, Integer.parseInt(parts[2]), parts[5], Long.parseLong(parts[3]), id);
    } catch (InvalidCursor e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw (InvalidCursor) new InvalidCursor().initCause(e);
    }
  }

  /** The cursor after a hit that was found in this order. */
  static SearchCursor after(String query, int mistyped, FieldDoc last) {
    Object[] values = last.fields;
    int n = values.length;
    String key = n == 2 ? "" : text(values[0]);
    return new SearchCursor(
        query, mistyped, key, (Long) values[n - 2], ((BytesRef) values[n - 1]).utf8ToString());
  }

  private static String text(Object value) {
    return value instanceof BytesRef bytes ? bytes.utf8ToString() : value.toString();
  }

  /** The place as Lucene wants it; no document has its number, so only values are compared. */
  FieldDoc toFieldDoc(Sort sort) {
    SortField[] fields = sort.getSort();
    BytesRef lastId = new BytesRef(id);
    try {
      Object[] values =
          fields.length == 2
              ? new Object[] {created, lastId}
              : new Object[] {value(fields[0]), created, lastId};
      return new FieldDoc(Integer.MAX_VALUE, Float.NaN, values);
    } catch (NumberFormatException e) {
      throw (InvalidCursor) new InvalidCursor().initCause(e);
    }
  }

  private Object value(SortField field) {
    return switch (field.getType()) {
      case SCORE -> Float.valueOf(key);
      case LONG -> Long.valueOf(key);
      case STRING -> new BytesRef(key);
      default -> throw new IllegalStateException("not a sort of this index: " + field);
    };
  }
}
