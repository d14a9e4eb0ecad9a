package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query says about single fields, and must all be true of a document that matches: {@code
 * {a: 1, $and: [{b: {$lt: 2}}, {c: 3}]}} says something about a, b and c. What it says beside that
 * is left out, so these conditions let through at least what the query does.
 */
final class Conditions {
  private static final String AND = "$and";

  private final Map<String, List<Object>> byField = new HashMap<>();

  private Conditions() {}

  static Conditions of(Document query) {
    Conditions conditions = new Conditions();
    conditions.add(query);
    return conditions;
  }

  /** What is asked of the field: each is a value, or a document of operators. */
  List<Object> of(String field) {
    return byField.getOrDefault(field, List.of());
  }

  private void add(Document query) {
    query.forEach((field, condition) -> {
      if (field.equals(AND) && condition instanceof Collection<?> all) {
        for (Object each : all) {
          if (each instanceof Document part) {
            add(part);
          }
        }
      } else if (!field.startsWith("$") && condition != null) {
        byField.computeIfAbsent(field, f -> new ArrayList<>()).add(condition);
      }
    });
  }
}
