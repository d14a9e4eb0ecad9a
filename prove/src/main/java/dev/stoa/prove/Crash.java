package dev.stoa.prove;

/**
 * The process in which this happens is gone: nothing after it is done, and nobody gets an answer.
 * An error, so that no use case takes it for a failure that it could handle.
 */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: it does not matter where it happened. */
  Crash() {
    super("the process crashed", null, false, false);
  }
}
