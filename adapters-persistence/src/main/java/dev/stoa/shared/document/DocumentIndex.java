package dev.stoa.shared.document;

import java.util.Arrays;
import java.util.List;

/**
 * An index over documents, as data: what an adapter needs to find, in the words of no engine.
 *
 * @param name unique within the documents; written once
 * @param keys the fields in order
 * @param kind what it refuses and what it leaves out
 */
public record DocumentIndex(String name, List<Key> keys, Kind kind) {
  public DocumentIndex {
    if (!name.matches("[a-z]+(_[a-z]+)*")) {
      throw new IllegalArgumentException(
          "expected the name of an index such as order_user, but was '" + name + "'");
    }
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the index " + name + " has no key");
    }
  }

  /** What an index refuses and leaves out. */
  public enum Kind {
    /** Every document is in it. */
    PLAIN,
    /** Documents without its first field are left out. */
    SPARSE,
    /** Refuses a second document with the same keys; those without its first field are left out. */
    UNIQUE
  }

  /** What is in a field. */
  public enum Type {
    TEXT,
    /** A whole number of 64 bits. */
    NUMBER
  }

  /**
   * A field of the stored form, or the id of the document.
   *
   * @param path the field, its parts joined by points: {@code total.currency}; {@link #ID} for the
   *     id
   */
  public record Key(String path, Type type, boolean falling) {
    /** The path that means the id of the document. */
    public static final String ID = "_id";

    public Key {
      if (!path.equals(ID) && !path.matches("[a-zA-Z]+(\\.[a-zA-Z]+)*")) {
        throw new IllegalArgumentException("expected the path of a field, but was '" + path + "'");
      }
    }

    /** Whether it is the id of the document. */
    public boolean isId() {
      return path.equals(ID);
    }
  }

  /** A field with text, in rising order. */
  public static Key text(String path) {
    return new Key(path, Type.TEXT, false);
  }

  /** A field with a number, in rising order. */
  public static Key number(String path) {
    return new Key(path, Type.NUMBER, false);
  }

  /** A field with a number in falling order, and the id in falling order among equals. */
  public static List<Key> newestFirst(String number) {
    return List.of(new Key(number, Type.NUMBER, true), new Key(Key.ID, Type.TEXT, true));
  }

  /** An index that lets only one document have the same keys. */
  public static DocumentIndex unique(String name, Key... keys) {
    return new DocumentIndex(name, Arrays.asList(keys), Kind.UNIQUE);
  }

  /** An index that helps to find the few documents that have the first of the fields. */
  public static DocumentIndex sparse(String name, Key... keys) {
    return new DocumentIndex(name, Arrays.asList(keys), Kind.SPARSE);
  }

  /** An index that helps to find. */
  public static DocumentIndex plain(String name, List<Key> keys) {
    return new DocumentIndex(name, keys, Kind.PLAIN);
  }

  /** An index for lists of one value of a field each, newest first. */
  public static DocumentIndex newestOf(String name, Key field, String number) {
    List<Key> order = newestFirst(number);
    return plain(name, List.of(field, order.get(0), order.get(1)));
  }
}
