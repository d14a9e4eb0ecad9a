package dev.stoa.shared.rest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code /metrics}, for Prometheus. */
@Path("/metrics")
@Tag(name = "operations")
public final class MetricsResource {
  private final PrometheusMeterRegistry registry;

  MetricsResource(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @GET
  @Access(Access.Level.ANYONE)
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @Operation(summary = "Measurements in the text format of Prometheus")
  public String metrics() {
    return registry.scrape();
  }
}
