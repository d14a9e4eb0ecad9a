package dev.stoa.shared.rest;

/**
 * What can be set about all resources at once.
 *
 * @param maxBodyBytes the largest request body that is taken, unless the route has a {@link
 *     BodyLimit}
 */
public record RestOptions(long maxBodyBytes) {
  /** One megabyte. */
  public static final RestOptions DEFAULT = new RestOptions(1_048_576);

  public RestOptions {
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("expected a body limit above 0, but was " + maxBodyBytes);
    }
  }
}
