package dev.stoa.shared.mongo;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;

/**
 * An index that an adapter needs. It is made at start when it is missing; one of that name with
 * other keys or another kind is left alone and reported, for only a person can tell what to do.
 *
 * @param collection whose index it is
 * @param name unique within the collection; written once
 * @param keys the fields in order, each 1 or -1
 * @param kind what it refuses and what it leaves out
 */
public record MongoIndex(String collection, String name, Map<String, Integer> keys, Kind kind) {
  public MongoIndex {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** What an index refuses and leaves out. */
  public enum Kind {
    /** Every document is in it. */
    PLAIN,
    /** Documents with none of the fields are left out. */
    SPARSE,
    /** Refuses a second document with the same keys; documents with none of them are left out. */
    UNIQUE
  }

  /** An index that helps to find. A field with a hyphen before it is in falling order. */
  public static MongoIndex plain(String collection, String name, String... fields) {
    return new MongoIndex(collection, name, keys(fields), Kind.PLAIN);
  }

  /** An index that helps to find the few documents that have the fields. */
  public static MongoIndex sparse(String collection, String name, String... fields) {
    return new MongoIndex(collection, name, keys(fields), Kind.SPARSE);
  }

  /** An index that lets only one document have the same keys; deleted documents have none. */
  public static MongoIndex unique(String collection, String name, String... fields) {
    return new MongoIndex(collection, name, keys(fields), Kind.UNIQUE);
  }

  boolean isUnique() {
    return kind == Kind.UNIQUE;
  }

  boolean isSparse() {
    return kind != Kind.PLAIN;
  }

  BsonDocument bsonKeys() {
    BsonDocument bson = new BsonDocument();
    keys.forEach((field, order) -> bson.append(field, new BsonInt32(order)));
    return bson;
  }

  /** Whether this is what the server describes. */
  boolean matches(Document described) {
    Document found = described.get("key", Document.class);
    if (found == null || found.size() != keys.size()) {
      return false;
    }
    Iterator<Map.Entry<String, Object>> theirs = found.entrySet().iterator();
    for (Map.Entry<String, Integer> ours : keys.entrySet()) {
      Map.Entry<String, Object> their = theirs.next();
      if (!their.getKey().equals(ours.getKey())
          || !(their.getValue() instanceof Number order)
          || order.intValue() != ours.getValue()) {
        return false;
      }
    }
    return described.getBoolean("unique", false) == isUnique()
        && described.getBoolean("sparse", false) == isSparse();
  }

  private static Map<String, Integer> keys(String... fields) {
    Map<String, Integer> keys = new LinkedHashMap<>();
    for (String field : fields) {
      if (field.startsWith("-")) {
        keys.put(field.substring(1), -1);
      } else {
        keys.put(field, 1);
      }
    }
    return keys;
  }
}
