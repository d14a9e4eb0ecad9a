package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every driven port has a contract suite, and every adapter of it passes the suite.
 *
 * <p>The suite of a port {@code Orders} is a test class or interface {@code OrdersContract}. An
 * adapter is run through it when a class that can be made extends the suite and reaches the
 * adapter: by name, or through test classes and adapters, such as a module of the adapter's
 * package. An adapter that is a lambda expression has no class, and so is not seen.
 */
final class ContractRules {
  private final Shape shape;
  private final JavaClasses tests;

  ContractRules(Shape shape, JavaClasses tests) {
    this.shape = shape;
    this.tests = tests;
  }

  NamedRule rule() {
    return new NamedRule(
        "ports-have-contracts",
        "Each driven port should have a contract suite that each of its adapters passes, because"
            + " adapters can be exchanged only when they keep the same promises",
        shape,
        this::find);
  }

  private List<String> find(JavaClasses classes) {
    shape.requireOurs(tests);
    List<String> found = new ArrayList<>();
    List<JavaClass> ports =
        classes.stream()
            .filter(this::isPort)
            .sorted(Comparator.comparing(JavaClass::getName))
            .toList();
    for (JavaClass port : ports) {
      String wanted = port.getSimpleName() + "Contract";
      List<JavaClass> suites =
          tests.stream().filter(type -> type.getSimpleName().equals(wanted)).toList();
      if (suites.isEmpty()) {
        found.add("the port " + port.getName() + " has no " + wanted);
        continue;
      }
      List<Set<String>> runs =
          tests.stream()
              .filter(ContractRules::canBeMade)
              .filter(type -> suites.stream().anyMatch(s -> type.isAssignableTo(s.getName())))
              .map(type -> reached(type, classes))
              .toList();
      if (runs.isEmpty()) {
        found.add("no test runs " + wanted + " of the port " + port.getName());
      }
      classes.stream()
          .filter(type -> canBeMade(type) && type.isAssignableTo(port.getName()))
          .filter(type -> runs.stream().noneMatch(run -> run.contains(type.getName())))
          .map(JavaClass::getName)
          .sorted()
          .forEach(adapter ->
              found.add(
                  "the adapter "
                      + adapter
                      + " of the port "
                      + port.getName()
                      + " is run through no "
                      + wanted));
    }
    return List.copyOf(found);
  }

  private boolean isPort(JavaClass type) {
    Place place = shape.place(type);
    return place.isOurs()
        && place.isPort()
        && type.isInterface()
        && type.isTopLevelClass()
        && !type.isAnnotation()
        && type.getMethods().stream()
            .anyMatch(method -> method.getModifiers().contains(JavaModifier.ABSTRACT));
  }

  private static boolean canBeMade(JavaClass type) {
    return !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  /** What a test names, and what the test classes and adapters behind it name. */
  private Set<String> reached(JavaClass test, JavaClasses classes) {
    Set<String> reached = new HashSet<>();
    Set<String> followed = new HashSet<>();
    Deque<JavaClass> next = new ArrayDeque<>();
    next.add(test);
    while (!next.isEmpty()) {
      JavaClass type = next.remove();
      reached.add(type.getName());
      if (!followed.add(type.getName())) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        Place place = shape.place(target);
        reached.add(target.getName());
        if (tests.contain(target.getName())) {
          next.add(tests.get(target.getName()));
        } else if (place.isOurs() && (place.isAdapter() || place.isDocument() || place.isTool())) {
          // Seen from a test alone, a class says nothing of what it names.
          next.add(classes.contain(target.getName()) ? classes.get(target.getName()) : target);
        }
      }
    }
    return reached;
  }
}
