package dev.stoa.shared.rest;

import org.glassfish.jersey.server.ContainerRequest;

/** Hears of every request that was answered: for measurements. */
@FunctionalInterface
public interface RequestObserver {
  /** Hears nothing. */
  RequestObserver NONE = (request, status, nanos) -> {};

  /**
   * A request was answered.
   *
   * @param request to ask for the route it matched
   * @param nanos how long it took
   */
  void answered(ContainerRequest request, int status, long nanos);
}
