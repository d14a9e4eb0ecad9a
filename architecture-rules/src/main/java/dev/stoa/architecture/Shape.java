package dev.stoa.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The names of a hexagon's packages, and how they are nested.
 *
 * @param adapters the folder that holds the adapters, or empty when each stands beside the inner
 *     layers
 * @param ports below the application layer
 * @param tools packages directly under the base that are not part of the product, such as load
 *     drivers
 */
record Shape(
    String base,
    Nesting nesting,
    String domain,
    String application,
    String ports,
    String events,
    String document,
    String adapters,
    String shared,
    String wiring,
    Set<String> tools) {

  /** What comes first in a package name. */
  enum Nesting {
    CONTEXT_FIRST,
    LAYER_FIRST,
    ONE_CONTEXT
  }

  static Shape of(String base) {
    return new Shape(
        base,
        Nesting.CONTEXT_FIRST,
        "domain",
        "application",
        "port",
        "events",
        "document",
        "",
        "shared",
        "bootstrap",
        Set.of());
  }

  Shape {
    if (!base.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*")) {
      throw new IllegalArgumentException("not the name of a package: \"" + base + "\"");
    }
    tools = Set.copyOf(tools);
  }

  /** Where a class stands, if it is one of ours. */
  Place place(JavaClass type) {
    return Place.of(this, type);
  }

  DescribedPredicate<JavaClass> at(Predicate<Place> where, String description) {
    return DescribedPredicate.describe(
        description, type -> place(type).isOurs() && where.test(place(type)));
  }

  /** A rule that looks at nothing is green for ever, so a misspelt base is an error. */
  void requireOurs(JavaClasses classes) {
    if (classes.stream().anyMatch(type -> place(type).isOurs())) {
      return;
    }
    if (classes.isEmpty()) {
      throw new AssertionError(
          "No classes were imported, so no rule can be checked. Is the base package "
              + base
              + " misspelt, or not compiled yet?");
    }
    Set<String> seen =
        classes.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    throw new AssertionError(
        "None of the "
            + classes.size()
            + " imported classes is in "
            + base
            + " or below, so no rule can be checked. Is the base package misspelt? Imported were: "
            + seen.stream().limit(8).collect(Collectors.joining(", "))
            + (seen.size() > 8 ? ", ..." : ""));
  }

  /** The package of a layer, as a person would write it. */
  String pattern(String layer) {
    return switch (nesting) {
      case CONTEXT_FIRST -> base + ".<context>." + layer;
      case LAYER_FIRST -> base + "." + layer + ".<context>";
      case ONE_CONTEXT -> base + "." + layer;
    };
  }
}
