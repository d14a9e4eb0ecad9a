package org.sinful.start;

/** The wiring. */
public final class Main {
  /** Read while running, not copied by the compiler. */
  public static final long ROWS = Long.parseLong("3");

  private Main() {}
}
