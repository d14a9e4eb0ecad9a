package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.shared.application.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;

/** Writes that go in one request. Each names an alias, so that no index is made by a write. */
final class Bulk {
  private final StringBuilder lines = new StringBuilder();
  private final List<String> aliases = new ArrayList<>();

  /** How a write ended. */
  enum Outcome {
    WRITTEN,
    /** What is there is newer, or as new. */
    REFUSED,
    /** There is no index behind the alias. */
    MISSING
  }

  /** Writes a document unless what is there has this version or a higher one. */
  void put(String alias, String id, long version, ObjectNode document) {
    ObjectNode target = target(alias, id).put("version", version).put("version_type", "external");
    add(Dsl.of("index", target), document, alias);
  }

  /** Writes a document that is not there yet. */
  void create(String alias, String id, ObjectNode document) {
    add(Dsl.of("create", target(alias, id)), document, alias);
  }

  /** Writes a document unless it was changed since it was read. */
  void replace(String alias, String id, long sequence, long term, ObjectNode document) {
    ObjectNode target = target(alias, id).put("if_seq_no", sequence).put("if_primary_term", term);
    add(Dsl.of("index", target), document, alias);
  }

  private static ObjectNode target(String alias, String id) {
    return Dsl.object().put("_index", alias).put("_id", id).put("require_alias", true);
  }

  private void add(ObjectNode action, ObjectNode document, String alias) {
    lines.append(action).append('\n').append(document).append('\n');
    aliases.add(alias);
  }

  boolean isEmpty() {
    return aliases.isEmpty();
  }

  /**
   * How each write ended, in their order.
   *
   * @throws StoreUnavailable when one of them could not be decided; all may be sent again
   */
  List<Outcome> send(Connection server, Indexes indexes) {
    if (isEmpty()) {
      return List.of();
    }
    JsonNode items = server.bulk(lines.toString(), aliases.size()).path("items");
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode item : items) {
      outcomes.add(outcome(item.elements().next(), aliases.get(outcomes.size()), indexes));
    }
    if (outcomes.size() != aliases.size()) {
      throw Indexes.unavailable("Elasticsearch answered to some of the writes only");
    }
    return outcomes;
  }

  private static Outcome outcome(JsonNode item, String alias, Indexes indexes) {
    int status = item.path("status").asInt();
    if (status < 300) {
      return Outcome.WRITTEN;
    }
    if (status == 409) {
      return Outcome.REFUSED;
    }
    if (status == 404) {
      if (alias.equals(indexes.next)) {
        return Outcome.MISSING;
      }
      throw indexes.lost();
    }
    String reason = item.path("error").toString();
    if (status == 429 || status >= 500) {
      throw Indexes.unavailable("Elasticsearch cannot write: " + reason);
    }
    throw new IllegalStateException("Elasticsearch refuses a document: " + reason);
  }
}
