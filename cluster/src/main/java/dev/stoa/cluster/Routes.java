package dev.stoa.cluster;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which processes answer which paths. A path belongs to the longest prefix that covers whole
 * segments of it: {@code /api/orders} covers {@code /api/orders/7}, but not {@code /api/orderss}.
 */
public final class Routes {
  /** Whom requests of one kind go to. */
  private record Route(
      String prefix, List<InetSocketAddress> instances, boolean sticky, AtomicInteger next) {
    boolean covers(String path) {
      return prefix.equals("/")
          || (path.startsWith(prefix)
              && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/'));
    }
  }

  private final List<Route> routes;

  private Routes(List<Route> routes) {
    this.routes =
        routes.stream()
            .sorted(Comparator.comparingInt((Route route) -> -route.prefix().length()))
            .toList();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The instances that can answer a request, the one to try first at the front; empty when the path
   * belongs to nobody.
   *
   * @param client its address, so that a conversation of several requests stays with one instance
   */
  List<InetSocketAddress> candidates(String path, String client) {
    for (Route route : routes) {
      if (route.covers(path)) {
        int size = route.instances().size();
        int first =
            route.sticky()
                ? Math.floorMod(client.hashCode(), size)
                : Math.floorMod(route.next().getAndIncrement(), size);
        List<InetSocketAddress> ordered = new ArrayList<>(size);
        ordered.addAll(route.instances().subList(first, size));
        ordered.addAll(route.instances().subList(0, first));
        return ordered;
      }
    }
    return List.of();
  }

  /** Whether requests of that path are conversations of a client with one instance. */
  boolean isSticky(String path) {
    for (Route route : routes) {
      if (route.covers(path)) {
        return route.sticky();
      }
    }
    return false;
  }

  /** Collects routes. */
  public static final class Builder {
    private final List<Route> routes = new ArrayList<>();

    private Builder() {}

    /** Requests below any of the prefixes go to these instances in turn. */
    public Builder route(List<InetSocketAddress> instances, String... prefixes) {
      return add(instances, false, prefixes);
    }

    /**
     * All requests of one client go to the same of these instances, as long as it answers, and over
     * connections that no other client uses: a server of conversations may take a connection for
     * the client, and close it when the client leaves.
     */
    public Builder stickyRoute(List<InetSocketAddress> instances, String... prefixes) {
      return add(instances, true, prefixes);
    }

    private Builder add(List<InetSocketAddress> instances, boolean sticky, String... prefixes) {
      if (instances.isEmpty()) {
        throw new IllegalArgumentException("a route leads to one instance at least");
      }
      // One counter, so that the prefixes of a service share its instances evenly.
      AtomicInteger next = new AtomicInteger();
      for (String prefix : prefixes) {
        if (!prefix.startsWith("/")) {
          throw new IllegalArgumentException("a prefix begins with /, but was " + prefix);
        }
        routes.add(new Route(prefix, List.copyOf(instances), sticky, next));
      }
      return this;
    }

    public Routes build() {
      return new Routes(routes);
    }
  }
}
