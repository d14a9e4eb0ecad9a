package dev.stoa.shared.application;

/** A cursor that no page gave out: a mistake of the client. */
public final class InvalidCursor extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidCursor() {
    super("the cursor was not given out by this list");
  }
}
