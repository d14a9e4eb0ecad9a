package dev.stoa.shared.domain;

/**
 * A cluster of state that changes as one and is saved by one commit. It is told the time and the
 * ids it needs, never asks for them, and returns what happened.
 *
 * @param <I> the type of its identity
 */
public interface Aggregate<I> {
  /** The identity: never changes. */
  I id();

  /**
   * The version this copy was loaded at; {@link Version#NEW} for one never saved. It stays as it is
   * while the copy is changed: a save writes {@code version().next()}.
   */
  Version version();
}
