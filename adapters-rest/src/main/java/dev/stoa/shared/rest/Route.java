package dev.stoa.shared.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method and a path that the server answers.
 *
 * @param path a template such as {@code /api/orders/{id}}
 * @param access null when nobody decided
 */
record Route(String method, String path, Method java, Access.@Nullable Level access) {
  /** The routes of these resources, by path and method. */
  static List<Route> of(Collection<?> resources) {
    List<Route> routes = new ArrayList<>();
    for (Object resource : resources) {
      for (Method method : resource.getClass().getMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            Access access = method.getAnnotation(Access.class);
            routes.add(
                new Route(
                    verb.value(), pathOf(method), method, access == null ? null : access.value()));
          }
        }
      }
    }
    routes.sort(Comparator.comparing(Route::path).thenComparing(Route::method));
    return List.copyOf(routes);
  }

  /** The template of a resource method, without the patterns of its parameters. */
  static String pathOf(Method method) {
    String path =
        "/"
            + valueOf(method.getDeclaringClass().getAnnotation(Path.class))
            + "/"
            + valueOf(method.getAnnotation(Path.class));
    path = path.replaceAll("\\{\\s*(\\w+)\\s*:[^{}]*}", "{$1}").replaceAll("/{2,}", "/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String valueOf(@Nullable Path path) {
    return path == null ? "" : path.value();
  }
}
