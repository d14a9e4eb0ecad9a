package dev.stoa.shared.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/** Times every request by route and status; what matched no route is counted as one. */
public final class RequestMetrics implements RequestObserver {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(ContainerRequest request, int status, long nanos) {
    ResourceMethod matched = request.getUriInfo().getMatchedResourceMethod();
    Method method = matched == null ? null : matched.getInvocable().getDefinitionMethod();
    timers
        .computeIfAbsent(new Key(method, status), key -> timer(key, request.getMethod()))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key, String verb) {
    return Timer.builder("http.server.requests")
        .description("Requests answered, by route and status")
        .tag("method", key.method == null ? "any" : verb)
        .tag("route", key.method == null ? "none" : Route.pathOf(key.method))
        .tag("status", Integer.toString(key.status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private record Key(@Nullable Method method, int status) {}
}
