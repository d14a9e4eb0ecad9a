package dev.stoa.shared.application;

import dev.stoa.shared.domain.Version;

/**
 * A save was refused because somebody else saved first. Load again, decide again, save again; or,
 * where the caller insists on the state it saw, refuse.
 */
public final class StaleAggregate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleAggregate(Object id, Version loaded) {
    super(id + " was changed by somebody else since version " + loaded);
  }
}
