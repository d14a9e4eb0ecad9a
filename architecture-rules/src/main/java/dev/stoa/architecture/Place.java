package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/**
 * Where a class stands: in which context, and in which of its layers. A class directly under the
 * base, in the wiring or in a tool has an empty layer.
 *
 * @param rest the packages below the layer
 */
record Place(Shape shape, boolean isOurs, String context, String layer, List<String> rest) {

  static Place of(Shape shape, JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(shape.base())) {
      return new Place(shape, true, "", "", List.of());
    }
    if (!name.startsWith(shape.base() + ".")) {
      return new Place(shape, false, "", "", List.of());
    }
    List<String> parts = List.of(name.substring(shape.base().length() + 1).split("\\.", -1));
    String first = parts.getFirst();
    if (first.equals(shape.wiring()) || shape.tools().contains(first)) {
      return new Place(shape, true, first, "", parts.subList(1, parts.size()));
    }
    return switch (shape.nesting()) {
      case CONTEXT_FIRST -> layered(shape, first, parts.subList(1, parts.size()));
      case ONE_CONTEXT -> layered(shape, "", parts);
      case LAYER_FIRST -> layerFirst(shape, parts);
    };
  }

  private static Place layered(Shape shape, String context, List<String> parts) {
    List<String> below = parts;
    if (below.size() > 1 && below.getFirst().equals(shape.adapters())) {
      below = below.subList(1, below.size());
    }
    return below.isEmpty()
        ? new Place(shape, true, context, "", List.of())
        : new Place(shape, true, context, below.getFirst(), below.subList(1, below.size()));
  }

  private static Place layerFirst(Shape shape, List<String> parts) {
    List<String> below = parts;
    if (below.size() > 1 && below.getFirst().equals(shape.adapters())) {
      below = below.subList(1, below.size());
    }
    String context = below.size() > 1 ? below.get(1) : "";
    return new Place(
        shape,
        true,
        context,
        below.getFirst(),
        below.subList(Math.min(2, below.size()), below.size()));
  }

  boolean isShared() {
    return !shape.shared().isEmpty() && context.equals(shape.shared());
  }

  boolean isWiring() {
    return layer.isEmpty() && context.equals(shape.wiring());
  }

  /** Whether it belongs to something that is built beside the product, not into it. */
  boolean isTool() {
    return layer.isEmpty() && shape.tools().contains(context);
  }

  boolean isDomain() {
    return layer.equals(shape.domain());
  }

  boolean isEvents() {
    return layer.equals(shape.events());
  }

  boolean isApplication() {
    return layer.equals(shape.application());
  }

  /** Whether it is a package of driven ports. */
  boolean isPort() {
    return isApplication() && rest.contains(shape.ports());
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
    return layer.equals(shape.document());
  }

  /** Whether it is part of a context, and not shared, wiring or a tool. */
  boolean isInContext() {
    return !layer.isEmpty() && !isShared();
  }

  boolean sameContext(Place other) {
    return context.equals(other.context);
  }

  boolean sameLayer(Place other) {
    return sameContext(other) && layer.equals(other.layer);
  }
}
