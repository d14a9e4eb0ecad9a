package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Optional;

/**
 * Where a class stands: {@code <base>.<context>.<layer>}. A class directly under the base, or in a
 * package of one segment such as {@code bootstrap}, has an empty layer.
 */
record Place(String context, String layer) {
  static final String SHARED = "shared";

  static Optional<Place> of(String base, JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(base + ".")) {
      return Optional.empty();
    }
    String[] parts = name.substring(base.length() + 1).split("\\.", -1);
    return Optional.of(new Place(parts[0], parts.length > 1 ? parts[1] : ""));
  }

  boolean isShared() {
    return context.equals(SHARED);
  }

  boolean isDomain() {
    return layer.equals("domain");
  }

  boolean isEvents() {
    return layer.equals("events");
  }

  boolean isApplication() {
    return layer.equals("application");
  }

  boolean isInside() {
    return isDomain() || isEvents() || isApplication();
  }

  /** Whether it is a technology package, which nobody but the wiring may see. */
  boolean isAdapter() {
    return !layer.isEmpty() && !isInside() && !isDocument();
  }

  /** The stored form of a context, used by its stores. */
  boolean isDocument() {
    return layer.equals("document");
  }
}
