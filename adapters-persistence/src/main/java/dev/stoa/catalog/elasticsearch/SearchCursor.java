package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.domain.Uuids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The place after a hit, by value: what the hit was sorted by, its time and its id. It names no
 * shard, document or snapshot, so it outlives refreshes and restarts.
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

  /** The cursor after a hit that was sorted by these values. */
  static SearchCursor after(String query, int mistyped, JsonNode sort) {
    int n = sort.size();
    String key = n == 2 ? "" : sort.path(0).asText();
    return new SearchCursor(
        query, mistyped, key, sort.path(n - 2).longValue(), sort.path(n - 1).asText());
  }

  /** The place as Elasticsearch wants it. */
  ArrayNode toSearchAfter(SearchQuery.Sort sort) {
    ArrayNode values = Connection.JSON.createArrayNode();
    try {
      switch (sort) {
        case RELEVANCE -> values.add(Float.parseFloat(key));
        case PRICE, PRICE_DESCENDING -> values.add(Long.parseLong(key));
        case TITLE, TITLE_DESCENDING -> values.add(key);
        case NEWEST -> {}
      }
    } catch (NumberFormatException e) {
      throw (InvalidCursor) new InvalidCursor().initCause(e);
    }
    return values.add(created).add(id);
  }
}
