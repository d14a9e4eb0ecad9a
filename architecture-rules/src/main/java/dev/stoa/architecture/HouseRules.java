package dev.stoa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.stoa.architecture.Conditions.condition;
import static dev.stoa.architecture.Conditions.named;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How adapters behave, what things are called, and what nobody does. */
final class HouseRules {
  private static final Pattern BANNED =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?|DTO|Dto|VO)|Abstract[A-Z].*|I[A-Z][a-z].*");
  private static final Set<String> ROUTES =
      Set.of("jakarta.ws.rs.HttpMethod", "org.springframework.web.bind.annotation.RequestMapping");

  /** Waits that nobody can end by telling what was waited for. */
  private static final Set<String> SLEEPS =
      Set.of(
          "java.lang.Thread.sleep",
          "java.util.concurrent.TimeUnit.sleep",
          "java.util.concurrent.locks.LockSupport.parkNanos",
          "java.util.concurrent.locks.LockSupport.parkUntil");

  private final Shape shape;
  private final String access;
  private final Pattern publicInAdapters;

  HouseRules(Shape shape, String access, Pattern publicInAdapters) {
    this.shape = shape;
    this.access = access;
    this.publicInAdapters = publicInAdapters;
  }

  List<NamedRule> all() {
    return List.of(
        routesDecideAccess(),
        adaptersPublishModulesOnly(),
        namesSayWhatAThingIs(),
        identityIsSpelled(),
        noSleeping(),
        nothingIsInjectedIntoFields());
  }

  private NamedRule routesDecideAccess() {
    return named(
        "routes-decide-access",
        shape,
        classes()
            .that(shape.at(p -> true, "ours"))
            .should(
                condition(
                    "say of each route who may call it, by @" + access,
                    (type, violation) ->
                        type.getMethods().stream()
                            .filter(method ->
                                method.getAnnotations().stream()
                                    .anyMatch(a ->
                                        ROUTES.stream()
                                            .anyMatch(route ->
                                                a.getRawType().getName().equals(route)
                                                    || a.getRawType().isMetaAnnotatedWith(route))))
                            .filter(method ->
                                method.getAnnotations().stream()
                                    .noneMatch(a -> a.getRawType().getSimpleName().equals(access)))
                            .forEach(method ->
                                violation.accept(
                                    method.getDescription()
                                        + " is a route without @"
                                        + access
                                        + " in "
                                        + method.getSourceCodeLocation()))))
            .because("a route without a decision is open by accident"));
  }

  private NamedRule adaptersPublishModulesOnly() {
    return named(
        "adapters-publish-modules-only",
        shape,
        classes()
            .that(shape.at(p -> p.isAdapter() && !p.isShared(), "in an adapter of a context"))
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .should(
                condition(
                    "have a name like " + publicInAdapters,
                    (type, violation) -> {
                      if (!publicInAdapters.matcher(type.getSimpleName()).matches()) {
                        violation.accept(
                            type.getDescription()
                                + " is public in "
                                + type.getSourceCodeLocation());
                      }
                    }))
            .because("the rest of an adapter is nobody's business"));
  }

  private NamedRule namesSayWhatAThingIs() {
    return named(
        "names-say-what-a-thing-is",
        shape,
        classes()
            .that(shape.at(p -> true, "ours"))
            .should(
                condition(
                    "not be named after a pattern",
                    (type, violation) -> {
                      if (BANNED.matcher(type.getSimpleName()).matches()) {
                        violation.accept(
                            type.getDescription() + " in " + type.getSourceCodeLocation());
                      }
                    }))
            .because("Helper, Manager and Impl say nothing"));
  }

  private NamedRule identityIsSpelled() {
    return named(
        "identity-is-spelled",
        shape,
        classes()
            .that(shape.at(p -> true, "ours"))
            .should(
                condition(
                    "derive ids and fingerprints from what is spelled for it",
                    (type, violation) ->
                        type.getCodeUnits().stream()
                            .filter(HouseRules::derives)
                            .flatMap(unit -> unit.getMethodCallsFromSelf().stream())
                            .filter(HouseRules::isForPeople)
                            .forEach(call -> violation.accept(call.getDescription()))))
            .because("toString() and the names of classes are for people, and change"));
  }

  private static boolean derives(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(call -> {
          String owner = call.getTargetOwner().getName();
          return owner.endsWith(".shared.domain.Derivation")
              || (owner.endsWith(".shared.domain.Fingerprint") && call.getName().equals("of"));
        });
  }

  /** The JDK's own values have a toString() that is specified; that of objects and lists is not. */
  private static boolean isForPeople(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    return switch (call.getName()) {
      case "toString" ->
          !owner.startsWith("java.")
              || owner.equals("java.lang.Object")
              || owner.equals("java.util.Objects")
              || owner.startsWith("java.util.List")
              || owner.startsWith("java.util.Set")
              || owner.startsWith("java.util.Map");
      case "valueOf" ->
          owner.equals("java.lang.String")
              && call.getTarget().getRawParameterTypes().stream()
                  .anyMatch(p -> p.getName().equals("java.lang.Object"));
      case "getSimpleName", "getName", "getTypeName" -> owner.equals("java.lang.Class");
      default -> false;
    };
  }

  /**
   * {@code Object.wait} with a time is no sleep: whoever brings what is waited for notifies. The
   * tools may sleep: a load driver that keeps a pace waits for nothing but time.
   */
  private NamedRule noSleeping() {
    return named(
        "no-sleeping",
        shape,
        classes()
            .that(shape.at(p -> !p.isTool(), "in the product"))
            .should(
                condition(
                    "not sleep",
                    (type, violation) ->
                        type.getAccessesFromSelf().stream()
                            .filter(HouseRules::sleeps)
                            .forEach(access -> violation.accept(access.getDescription()))))
            .because("who waits, waits for something that can be told, and can be woken to close"));
  }

  private static boolean sleeps(JavaAccess<?> access) {
    return SLEEPS.contains(access.getTargetOwner().getName() + "." + access.getName());
  }

  private NamedRule nothingIsInjectedIntoFields() {
    return named(
        "nothing-is-injected-into-fields",
        shape,
        classes()
            .that(shape.at(p -> true, "ours"))
            .should(
                condition(
                    "take what they need in their constructor",
                    (type, violation) ->
                        type.getFields().stream()
                            .filter(field ->
                                field.getAnnotations().stream()
                                    .anyMatch(a ->
                                        Set.of("Inject", "Autowired")
                                            .contains(a.getRawType().getSimpleName())))
                            .forEach(field ->
                                violation.accept(
                                    field.getDescription()
                                        + " is filled from outside in "
                                        + field.getSourceCodeLocation()))))
            .because("an object is complete when it is made"));
  }
}
