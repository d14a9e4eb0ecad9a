package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import dev.stoa.architecture.ContextMap.Arrow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens to whom and who asks whom, compared with a drawn map. */
final class MapRules {
  private final Shape shape;
  private final ContextMap map;

  MapRules(Shape shape, ContextMap map) {
    this.shape = shape;
    this.map = map;
  }

  List<NamedRule> all() {
    return List.of(
        new NamedRule(
            "contexts-are-on-the-map",
            "Each context should be drawn, because the map is where newcomers look first",
            shape,
            this::undrawnContexts),
        new NamedRule(
            "arrows-are-on-the-map",
            "Contexts should see only contexts that the map lets them see, because who listens to"
                + " whom is a decision, and the map is where it is made",
            shape,
            classes -> missing(listens(classes), map.arrows(), "-->")),
        new NamedRule(
            "calls-are-on-the-map",
            "The wiring should connect contexts only where the map has a dotted arrow, because a"
                + " call from one context into another ties their processes together",
            shape,
            classes -> missing(calls(classes), map.calls(), "..>")),
        new NamedRule(
            "the-map-is-up-to-date",
            "Each arrow should be needed, because a permission that nobody uses is one that nobody"
                + " decided",
            shape,
            this::idle));
  }

  private List<String> undrawnContexts(JavaClasses classes) {
    Set<String> undrawn = new LinkedHashSet<>();
    for (JavaClass type : classes) {
      Place place = shape.place(type);
      if (place.isOurs() && place.isInContext() && !map.contexts().contains(place.context())) {
        undrawn.add("the context " + place.context() + " is not drawn");
      }
    }
    return List.copyOf(undrawn);
  }

  private List<String> missing(Map<Arrow, List<String>> needed, Set<Arrow> drawn, String sign) {
    List<String> result = new ArrayList<>();
    needed.forEach((arrow, reasons) -> {
      if (!drawn.contains(arrow)) {
        reasons.forEach(reason -> result.add("no " + draw(arrow, sign) + " on the map: " + reason));
      }
    });
    return List.copyOf(result);
  }

  private List<String> idle(JavaClasses classes) {
    Map<Arrow, List<String>> listens = listens(classes);
    Map<Arrow, List<String>> calls = calls(classes);
    return Stream.concat(
            map.arrows().stream()
                // A context may draw that it listens to itself; that needs no permission.
                .filter(a -> !a.from().equals(a.to()) && !listens.containsKey(a))
                .map(a -> draw(a, "-->")),
            map.calls().stream().filter(a -> !calls.containsKey(a)).map(a -> draw(a, "..>")))
        .sorted()
        .map(arrow -> arrow + " is on the map, but nothing needs it")
        .toList();
  }

  private static String draw(Arrow arrow, String sign) {
    return "[" + arrow.from() + "] " + sign + " [" + arrow.to() + "]";
  }

  private Map<Arrow, List<String>> listens(JavaClasses classes) {
    Map<Arrow, List<String>> needed = new LinkedHashMap<>();
    for (JavaClass type : classes) {
      Place from = shape.place(type);
      if (!from.isOurs() || !from.isInContext()) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        Place to = shape.place(dependency.getTargetClass().getBaseComponentType());
        if (to.isOurs() && to.isInContext() && !to.sameContext(from)) {
          add(needed, from.context(), to.context(), dependency.getDescription());
        }
      }
    }
    return needed;
  }

  /**
   * What the wiring connects: whoever makes something of one context out of another's, or keeps
   * parts of several.
   */
  private Map<Arrow, List<String>> calls(JavaClasses classes) {
    Map<Arrow, List<String>> needed = new LinkedHashMap<>();
    for (JavaClass type : classes) {
      Place place = shape.place(type);
      if (!place.isOurs() || !place.isWiring()) {
        continue;
      }
      Set<String> implemented = new LinkedHashSet<>();
      type.getAllRawInterfaces().forEach(port -> context(port, implemented));
      if (!implemented.isEmpty()) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          connect(needed, implemented, dependency.getTargetClass(), dependency.getDescription());
        }
        continue;
      }
      for (JavaCodeUnit unit : type.getCodeUnits()) {
        made(needed, unit);
      }
      keeps(needed, type);
    }
    return needed;
  }

  private void made(Map<Arrow, List<String>> needed, JavaCodeUnit unit) {
    Set<String> makes = new LinkedHashSet<>();
    if (!(unit instanceof JavaConstructor)) {
      context(unit.getRawReturnType(), makes);
    }
    if (!makes.isEmpty()) {
      for (JavaClass parameter : unit.getRawParameterTypes()) {
        connect(
            needed,
            makes,
            parameter,
            unit.getDescription()
                + " takes <"
                + parameter.getName()
                + "> in "
                + unit.getSourceCodeLocation());
      }
      for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
        connect(needed, makes, access.getTargetOwner(), access.getDescription());
      }
    }
  }

  private void keeps(Map<Arrow, List<String>> needed, JavaClass type) {
    Set<String> kept = new LinkedHashSet<>();
    Map<String, JavaField> first = new LinkedHashMap<>();
    for (JavaField field : type.getFields()) {
      Set<String> contexts = new LinkedHashSet<>();
      context(field.getRawType(), contexts);
      contexts.forEach(context -> first.putIfAbsent(context, field));
      kept.addAll(contexts);
    }
    if (kept.size() > 1) {
      first.forEach((context, field) ->
          add(
              needed,
              type.getSimpleName(),
              context,
              field.getDescription() + " in " + field.getSourceCodeLocation()));
    }
  }

  private void connect(
      Map<Arrow, List<String>> needed, Set<String> from, JavaClass target, String reason) {
    Set<String> to = new LinkedHashSet<>();
    context(target.getBaseComponentType(), to);
    for (String source : from) {
      for (String context : to) {
        if (!source.equals(context)) {
          add(needed, source, context, reason);
        }
      }
    }
  }

  /** The context of a type that is inside one and is no event. */
  private void context(JavaClass type, Set<String> found) {
    Place place = shape.place(type);
    if (place.isOurs() && place.isInContext() && place.isInside() && !place.isEvents()) {
      found.add(place.context());
    }
  }

  private static void add(Map<Arrow, List<String>> needed, String from, String to, String reason) {
    List<String> reasons = needed.computeIfAbsent(new Arrow(from, to), a -> new ArrayList<>());
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
  }
}
