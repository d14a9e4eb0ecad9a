package dev.stoa.shared.application;

/**
 * A store works and will not take this write, today or tomorrow: a value is too large or breaks a
 * constraint. It is a permanent {@linkplain Fault fault}; nothing was changed.
 */
public final class StoreRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
