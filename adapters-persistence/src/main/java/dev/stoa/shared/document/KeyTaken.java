package dev.stoa.shared.document;

import org.jspecify.annotations.Nullable;

/** A unique index refused a write: another document has that key. Nothing was written. */
public class KeyTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String index;

  public KeyTaken(String index, @Nullable Throwable cause) {
    super("the unique index " + index + " refused a document", cause);
    this.index = index;
  }

  /** The name of the index, as {@link DocumentIndex#name()} has it. */
  public String index() {
    return index;
  }
}
