package dev.stoa.catalog.document.search;

import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.domain.Uuids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The position after a hit, by value: what the hit was ordered by and which words were taken for
 * mistyped. It names no document number, shard or snapshot, so it outlives refreshes, restarts and
 * a change of the engine. One of another form or another query is refused.
 *
 * @param mistyped the words that were taken for mistyped on the first page, one bit each
 * @param values of the keys of the order: a {@code Float} for the score, a {@code Long} for price
 *     and time, a {@code String} for title and id
 */
public record SearchCursor(int mistyped, List<Object> values) {
  /** Raised when the same query would be ordered otherwise, also by a change of weights. */
  private static final String FORM = "2";

  public SearchCursor {
    values = List.copyOf(values);
  }

  /** The token that continues this query after this position. */
  public Cursor toCursor(SearchQuery query) {
    List<String> parts = new ArrayList<>();
    parts.add(FORM);
    parts.add(fingerprint(query));
    parts.add(Integer.toString(mistyped));
    values.forEach(value -> parts.add(String.valueOf(value)));
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The position that a token names.
   *
   * @throws InvalidCursor when it is no token for this query
   */
  public static SearchCursor parse(Cursor cursor, SearchQuery query) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.token());
      List<SearchOrder.By> keys = SearchOrder.of(query).keys();
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
      if (parts.length != 3 + keys.size()
          || !parts[0].equals(FORM)
          || !parts[1].equals(fingerprint(query))) {
        throw new InvalidCursor();
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        values.add(value(keys.get(i).key(), parts[3 + i]));
      }
      return new SearchCursor(Integer.parseInt(parts[2]), values);
    } catch (IllegalArgumentException e) {
      throw (InvalidCursor) new InvalidCursor().initCause(e);
    }
  }

  private static Object value(SearchOrder.Key key, String text) {
    return switch (key) {
      case SCORE -> {
        float score = Float.parseFloat(text);
        if (!Float.isFinite(score)) {
          throw new IllegalArgumentException("expected a score, but was " + text);
        }
        yield score;
      }
      case PRICE, CREATED -> Long.parseLong(text);
      case TITLE -> text;
      case ID -> Uuids.parse(text).toString();
    };
  }

  /** What must be equal for a cursor to continue a list. */
  private static String fingerprint(SearchQuery query) {
    return query.fingerprint().hex().substring(0, 16);
  }
}
