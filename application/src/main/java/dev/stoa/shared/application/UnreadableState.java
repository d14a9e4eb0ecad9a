package dev.stoa.shared.application;

/**
 * Something that is stored cannot be read: it is no JSON, a field has another type, the domain
 * refuses a value. It is a permanent {@linkplain Fault fault}: reading it again finds the same,
 * until somebody mends or removes it. Only this one thing is unreadable; the store works.
 */
public final class UnreadableState extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  /**
   * @param what names the one thing, such as {@code customer_order 0192…}
   */
  public UnreadableState(String what, Throwable cause) {
    super(what + " cannot be read: " + cause.getMessage(), cause);
    this.what = what;
  }

  /** The name of what cannot be read. */
  public String what() {
    return what;
  }
}
