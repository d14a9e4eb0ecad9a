package dev.stoa.bootstrap;

/** What was asked for cannot be done as things are; the message says what to do instead. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
