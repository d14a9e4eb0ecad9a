package dev.stoa.shared.application;

/**
 * A store cannot be read or written now: its server is away, its disk is full. Nothing was changed,
 * or it is not known whether it was; the same command with the same idempotency key may be sent
 * again.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
