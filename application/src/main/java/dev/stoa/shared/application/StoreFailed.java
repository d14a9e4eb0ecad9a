package dev.stoa.shared.application;

/**
 * A store answered with an error that says neither that it will work again soon nor that it never
 * will: a damaged page of its file, a script that broke. It is an unknown {@linkplain Fault fault}:
 * worth a few repetitions, and no more. Nothing was changed, or it is not known whether it was.
 */
public final class StoreFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
