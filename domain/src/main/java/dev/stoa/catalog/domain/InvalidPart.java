package dev.stoa.catalog.domain;

/** A part of a product or a category breaks its law. */
public final class InvalidPart extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String part;

  /**
   * @param part which part, such as {@code title} or {@code variants}
   * @param message what was expected and what it was
   */
  public InvalidPart(String part, String message) {
    super(message);
    this.part = part;
  }

  /** Which part it is: the name of a component, such as {@code title}. */
  public String part() {
    return part;
  }
}
