package dev.stoa.shared.rest;

import dev.stoa.shared.application.ReadinessCheck;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the process lives, and whether it can do its work. */
@Path("/health")
@Produces("application/json")
@Tag(name = "operations")
public final class HealthResource {
  private final List<ReadinessCheck> checks;

  HealthResource(Collection<ReadinessCheck> checks) {
    this.checks = checks.stream().sorted(Comparator.comparing(ReadinessCheck::name)).toList();
  }

  @GET
  @Path("live")
  @Access(Access.Level.ANYONE)
  @Operation(summary = "Whether the process answers at all; if not, restart it")
  public Health live() {
    return new Health("up", null);
  }

  @GET
  @Path("ready")
  @Access(Access.Level.ANYONE)
  @Operation(
      summary =
          "Whether everything it needs works; 503 if not: send requests elsewhere. Degraded is 200, and"
              + " something for an operator to do")
  public Response ready() {
    List<Check> results = new ArrayList<>();
    Set<ReadinessCheck.Effect> effects = EnumSet.noneOf(ReadinessCheck.Effect.class);
    for (ReadinessCheck check : checks) {
      Optional<String> problem = problemOf(check);
      problem.ifPresent(found -> effects.add(check.effect()));
      results.add(
          new Check(
              check.name(),
              problem.map(found -> word(check.effect())).orElse("up"),
              problem.orElse(null)));
    }
    String status = effects.stream().findFirst().map(HealthResource::word).orElse("up");
    return Response.status(effects.contains(ReadinessCheck.Effect.DOWN) ? 503 : 200)
        .entity(new Health(status, results))
        .build();
  }

  private static String word(ReadinessCheck.Effect effect) {
    return switch (effect) {
      case DOWN -> "down";
      case DEGRADED -> "degraded";
    };
  }

  private static Optional<String> problemOf(ReadinessCheck check) {
    try {
      return check.problem().get();
    } catch (RuntimeException e) {
      return Optional.of("the check failed: " + e.getClass().getSimpleName());
    }
  }

  /** The state of the process. */
  public record Health(String status, @Nullable List<Check> checks) {}

  /** The state of one thing it needs. */
  public record Check(String name, String status, @Nullable String detail) {}
}
