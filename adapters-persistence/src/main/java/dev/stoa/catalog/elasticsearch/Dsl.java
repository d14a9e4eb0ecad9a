package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** The queries of Elasticsearch that are used here, as JSON. */
final class Dsl {
  private Dsl() {}

  static ObjectNode object() {
    return Connection.JSON.createObjectNode();
  }

  static ObjectNode of(String name, JsonNode value) {
    ObjectNode object = object();
    object.set(name, value);
    return object;
  }

  static ArrayNode array(Collection<? extends JsonNode> items) {
    ArrayNode array = Connection.JSON.createArrayNode();
    items.forEach(array::add);
    return array;
  }

  static ArrayNode strings(Collection<String> items) {
    ArrayNode array = Connection.JSON.createArrayNode();
    items.forEach(array::add);
    return array;
  }

  static ObjectNode all() {
    return of("match_all", object());
  }

  static ObjectNode term(String field, String value) {
    return of("term", of(field, object().put("value", value)));
  }

  static ObjectNode terms(String field, Collection<String> values) {
    return of("terms", of(field, strings(values)));
  }

  static ObjectNode prefix(String field, String value) {
    return of("prefix", of(field, object().put("value", value)));
  }

  static ObjectNode fuzzy(String field, String value, int edits) {
    return of(
        "fuzzy",
        of(
            field,
            object()
                .put("value", value)
                .put("fuzziness", Integer.toString(edits))
                .put("prefix_length", 1)
                .put("max_expansions", 50)));
  }

  static ObjectNode worth(JsonNode query, int weight) {
    ObjectNode constant = object();
    constant.set("filter", query);
    constant.put("boost", weight);
    return of("constant_score", constant);
  }

  static ObjectNode best(List<? extends JsonNode> ways) {
    ObjectNode max = object();
    max.set("queries", array(ways));
    max.put("tie_breaker", 0);
    return of("dis_max", max);
  }

  static ObjectNode any(Collection<? extends JsonNode> ways, int atLeast) {
    ObjectNode bool = object();
    bool.set("should", array(ways));
    bool.put("minimum_should_match", atLeast);
    return of("bool", bool);
  }

  /** All filters; everything when there are none. */
  static ObjectNode filter(Collection<? extends JsonNode> filters) {
    return filters.isEmpty() ? all() : of("bool", of("filter", array(filters)));
  }
}
