package dev.stoa.shared.mongo;

/** A unique index refused a write: nothing was changed. */
public final class DuplicateKey extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The index of every collection that makes ids unique. */
  static final String ID_INDEX = "_id_";

  private final String index;

  DuplicateKey(String index, Throwable cause) {
    super("a key of the index " + index + " is taken", cause);
    this.index = index;
  }

  /** The name of the index; empty when the server did not say it. */
  public String index() {
    return index;
  }

  /** Whether the id itself is taken, rather than another key. */
  public boolean isOfId() {
    return index.equals(ID_INDEX);
  }
}
