package dev.stoa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules of a hexagon whose packages are context first, layer last:
 *
 * <pre>
 * base.shared.domain               values that all contexts speak
 * base.&lt;context&gt;.domain            aggregates, values, policies
 * base.&lt;context&gt;.events            what the context publishes
 * base.&lt;context&gt;.application       use cases and reactions; .port below it
 * base.&lt;context&gt;.&lt;technology&gt;      adapters: rest, sqlite, mongo, kafka, ...
 * base.&lt;context&gt;.document          the stored form, shared by the stores of the context
 * base.bootstrap                   the wiring; the only place that sees more than one adapter
 * </pre>
 *
 * {@code shared} may be used by all and uses none.
 */
public final class Hexagon {
  private static final Pattern BANNED =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?|DTO|Dto|VO)|Abstract[A-Z].*|I[A-Z][a-z].*");
  private static final Pattern EVENT = Pattern.compile(".*V[1-9][0-9]*");
  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.util.UUID.randomUUID",
          "java.lang.Math.random");
  private static final Set<String> SIDE_DOORS =
      Set.of(
          "java.util.logging.",
          "java.lang.System$Logger",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.sql.",
          "java.net.http.",
          "java.net.Socket");

  private final String base;
  private final String wiring;

  private Hexagon(String base, String wiring) {
    this.base = base;
    this.wiring = wiring;
  }

  /** The hexagon under a base package, wired in {@code <base>.bootstrap}. */
  public static Hexagon in(String base) {
    return new Hexagon(base, "bootstrap");
  }

  /** The same hexagon, wired in another package under the base. */
  public Hexagon wiredIn(String name) {
    return new Hexagon(base, name);
  }

  /** All rules that need nothing but the classes. */
  public List<NamedRule> rules() {
    return List.of(
        new NamedRule("domain-stands-alone", domainStandsAlone()),
        new NamedRule("application-knows-no-technology", applicationKnowsNoTechnology()),
        new NamedRule("adapters-do-not-see-each-other", adaptersDoNotSeeEachOther()),
        new NamedRule("contexts-meet-in-events", contextsMeetInEvents()),
        new NamedRule("shared-uses-no-context", sharedUsesNoContext()),
        new NamedRule("nobody-sees-the-wiring", nobodySeesTheWiring()),
        new NamedRule("time-and-chance-are-given", timeAndChanceAreGiven()),
        new NamedRule("inside-has-no-side-doors", insideHasNoSideDoors()),
        new NamedRule("no-floating-point-in-the-domain", noFloatingPointInTheDomain()),
        new NamedRule("no-setters-in-the-domain", noSettersInTheDomain()),
        new NamedRule("aggregates-are-final", aggregatesAreFinal()),
        new NamedRule("use-cases-are-final", useCasesAreFinal()),
        new NamedRule("events-are-versioned-records", eventsAreVersionedRecords()),
        new NamedRule("routes-decide-access", routesDecideAccess()),
        new NamedRule("adapters-publish-modules-only", adaptersPublishModulesOnly()),
        new NamedRule("names-say-what-a-thing-is", namesSayWhatAThingIs()),
        new NamedRule("no-sleeping", noSleeping()),
        new NamedRule("nothing-is-injected-into-fields", nothingIsInjectedIntoFields()));
  }

  /**
   * The rule that contexts listen only where the map has an arrow, and that the map has them all.
   */
  public NamedRule follows(ContextMap map) {
    return new NamedRule(
        "arrows-are-on-the-map",
        classes()
            .that(at(p -> !p.layer().isEmpty() && !p.isShared(), "in a context"))
            .should(
                condition(
                    "see only contexts that the map lets them see",
                    (type, events) -> {
                      Place from = place(type);
                      if (!map.contexts().contains(from.context())) {
                        violated(events, type, "the context " + from.context() + " is not drawn");
                      }
                      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        Place.of(base, dependency.getTargetClass())
                            .filter(to -> !to.isShared() && !to.context().equals(from.context()))
                            .filter(to -> !to.layer().isEmpty())
                            .filter(to ->
                                !map.arrows()
                                    .contains(new ContextMap.Arrow(from.context(), to.context())))
                            .ifPresent(to -> violated(events, type, dependency.getDescription()));
                      }
                    }))
            .because("who listens to whom is a decision, and the map is where it is made"));
  }

  private ArchRule domainStandsAlone() {
    return classes()
        .that(at(Place::isDomain, "in a domain"))
        .should(
            dependOnly(
                "depend on the JDK, their own domain and the shared values",
                (from, to) -> to.isDomain() && (to.isShared() || same(from, to)),
                List.of("java.", "org.jspecify.")))
        .because("the domain can then be embedded anywhere and outlives every framework");
  }

  private ArchRule applicationKnowsNoTechnology() {
    return classes()
        .that(at(p -> p.isApplication() || p.isEvents(), "in an application or events package"))
        .should(
            dependOnly(
                "depend on the JDK and the inner layers",
                (from, to) ->
                    to.isInside()
                        && (to.isShared()
                            || same(from, to)
                            || (from.isApplication() && to.isEvents())),
                List.of("java.", "org.jspecify.")))
        .because("use cases speak to technology through ports only");
  }

  private ArchRule adaptersDoNotSeeEachOther() {
    return classes()
        .that(at(p -> p.isAdapter() || p.isDocument(), "in an adapter"))
        .should(
            condition(
                "see no other adapter",
                (type, events) -> {
                  Place from = place(type);
                  for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Place.of(base, dependency.getTargetClass())
                        .filter(to -> to.isAdapter() && !to.equals(from))
                        .filter(to -> !to.isShared())
                        .ifPresent(to -> violated(events, type, dependency.getDescription()));
                  }
                }))
        .because("an adapter can then be exchanged without touching another");
  }

  private ArchRule contextsMeetInEvents() {
    return classes()
        .that(at(p -> !p.layer().isEmpty(), "in a layer"))
        .should(
            condition(
                "see of another context only its events, and only from their application",
                (type, events) -> {
                  Place from = place(type);
                  for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Place.of(base, dependency.getTargetClass())
                        .filter(to -> !to.isShared() && !same(from, to) && !to.layer().isEmpty())
                        .filter(to -> !(to.isEvents() && from.isApplication()))
                        .ifPresent(to -> violated(events, type, dependency.getDescription()));
                  }
                }))
        .because("contexts that share only events can be taken apart into services");
  }

  private ArchRule sharedUsesNoContext() {
    return classes()
        .that(at(Place::isShared, "shared"))
        .should(
            condition(
                "use no context",
                (type, events) -> {
                  for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Place.of(base, dependency.getTargetClass())
                        .filter(to -> !to.isShared())
                        .ifPresent(to -> violated(events, type, dependency.getDescription()));
                  }
                }))
        .because("what is shared by all would otherwise tie all to one");
  }

  private ArchRule nobodySeesTheWiring() {
    return noClasses()
        .that(at(p -> !p.context().equals(wiring), "outside the wiring"))
        .should()
        .dependOnClassesThat(at(p -> p.context().equals(wiring), "in the wiring"))
        .because("the wiring sees all and is seen by none");
  }

  private ArchRule timeAndChanceAreGiven() {
    return classes()
        .that(at(Place::isInside, "inside the hexagon"))
        .should(
            condition(
                "be told the time and new ids",
                (type, events) ->
                    type.getMethodCallsFromSelf().stream()
                        .filter(call ->
                            CLOCKS.contains(call.getTargetOwner().getName() + "." + call.getName())
                                && call.getTarget().getRawParameterTypes().isEmpty())
                        .forEach(call -> violated(events, type, call.getDescription()))))
        .because("what asks the clock or the dice cannot be replayed");
  }

  private ArchRule insideHasNoSideDoors() {
    return noClasses()
        .that(at(Place::isInside, "inside the hexagon"))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "log, roll dice or reach the outside through the JDK",
                type -> SIDE_DOORS.stream().anyMatch(type.getName()::startsWith)))
        .because("the JDK brings loggers, dice, databases and sockets too; ports bring them here");
  }

  private ArchRule noFloatingPointInTheDomain() {
    return classes()
        .that(at(Place::isDomain, "in a domain"))
        .should(
            condition(
                "hold and compute no floating point",
                (type, events) -> {
                  type.getFields().stream()
                      .filter(field -> floating(field.getRawType()))
                      .forEach(field -> violated(events, type, field.getDescription()));
                  type.getMethods().stream()
                      .filter(method ->
                          floating(method.getRawReturnType())
                              || method.getRawParameterTypes().stream().anyMatch(Hexagon::floating))
                      .forEach(method -> violated(events, type, method.getDescription()));
                }))
        .because("0.1 + 0.2 is not 0.3, and money notices");
  }

  private ArchRule noSettersInTheDomain() {
    return methods()
        .that()
        .areDeclaredInClassesThat(at(Place::isDomain, "in a domain"))
        .and()
        .arePublic()
        .should(
            new ArchCondition<>("not be setters") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                if (method.getName().matches("set[A-Z].*")) {
                  events.add(SimpleConditionEvent.violated(method, method.getDescription()));
                }
              }
            })
        .because("an aggregate is asked to do something, not told what it is");
  }

  private ArchRule aggregatesAreFinal() {
    return classes()
        .that(
            DescribedPredicate.describe(
                "are aggregates",
                type ->
                    Place.of(base, type).filter(Place::isDomain).isPresent()
                        && !type.isInterface()
                        && type.getAllRawInterfaces().stream()
                            .anyMatch(i -> i.getSimpleName().equals("Aggregate"))))
        .should(beFinal())
        .because("its laws hold only while nobody overrides them");
  }

  private ArchRule useCasesAreFinal() {
    return classes()
        .that(
            DescribedPredicate.describe(
                "are use cases or reactions",
                type ->
                    Place.of(base, type).filter(Place::isApplication).isPresent()
                        && !type.isInterface()
                        && type.isTopLevelClass()
                        && type.getMethods().stream()
                            .anyMatch(m ->
                                m.getModifiers().contains(JavaModifier.PUBLIC)
                                    && (m.getName().equals("handle") || m.getName().equals("on")))))
        .should(beFinal())
        .because("one file tells the whole story of a use case");
  }

  private ArchRule eventsAreVersionedRecords() {
    return classes()
        .that(
            DescribedPredicate.describe(
                "are published events",
                type ->
                    Place.of(base, type).filter(Place::isEvents).isPresent()
                        && !type.isInterface()
                        && type.getAllRawInterfaces().stream()
                            .anyMatch(i -> i.getSimpleName().equals("PublishedEvent"))))
        .should(
            condition(
                "be records whose name ends in their version",
                (type, events) -> {
                  if (!type.isRecord() || !EVENT.matcher(type.getSimpleName()).matches()) {
                    violated(events, type, type.getDescription());
                  }
                }))
        .because("a published form is kept for ever; a new one stands beside it");
  }

  private ArchRule routesDecideAccess() {
    return methods()
        .that(
            DescribedPredicate.describe(
                "are routes",
                (JavaMethod method) ->
                    Place.of(base, method.getOwner()).isPresent()
                        && method.getAnnotations().stream()
                            .anyMatch(a ->
                                a.getRawType().isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod"))))
        .should(
            new ArchCondition<>("say who may call them") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                if (method.getAnnotations().stream()
                    .noneMatch(a -> a.getRawType().getSimpleName().equals("Access"))) {
                  events.add(SimpleConditionEvent.violated(method, method.getDescription()));
                }
              }
            })
        .because("a route without a decision is open by accident");
  }

  private ArchRule adaptersPublishModulesOnly() {
    return classes()
        .that(at(p -> p.isAdapter() && !p.isShared(), "in an adapter of a context"))
        .and()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should()
        .haveNameMatching(
            ".*(Module|Options|Config|Configuration|Resource|Request|Response|Server)")
        .because("the rest of an adapter is nobody's business");
  }

  private ArchRule namesSayWhatAThingIs() {
    return classes()
        .that(at(p -> true, "ours"))
        .should(
            condition(
                "not be named after a pattern",
                (type, events) -> {
                  if (BANNED.matcher(type.getSimpleName()).matches()) {
                    violated(events, type, type.getDescription());
                  }
                }))
        .because("Helper, Manager and Impl say nothing");
  }

  private ArchRule noSleeping() {
    return noClasses()
        .that(at(p -> true, "ours"))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Thread.sleep",
                call ->
                    call.getName().equals("sleep")
                        && call.getTargetOwner().getName().equals("java.lang.Thread")))
        .because("who waits, waits for something that can be told, and can be woken to close");
  }

  private ArchRule nothingIsInjectedIntoFields() {
    return classes()
        .that(at(p -> true, "ours"))
        .should(
            condition(
                "take what they need in their constructor",
                (type, events) ->
                    type.getFields().stream()
                        .filter(field ->
                            field.getAnnotations().stream()
                                .anyMatch(a -> a.getRawType().getSimpleName().equals("Inject")))
                        .forEach(field -> violated(events, type, field.getDescription()))))
        .because("an object is complete when it is made");
  }

  private DescribedPredicate<JavaClass> at(Predicate<Place> where, String description) {
    return DescribedPredicate.describe(
        description, type -> Place.of(base, type).filter(where).isPresent());
  }

  private Place place(JavaClass type) {
    return Place.of(base, type).orElseThrow();
  }

  private ArchCondition<JavaClass> dependOnly(
      String description, BiPredicate<Place, Place> ours, List<String> others) {
    return condition(
        description,
        (type, events) -> {
          Place from = place(type);
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            boolean allowed =
                target.isPrimitive()
                    || Place.of(base, target)
                        .map(to -> ours.test(from, to))
                        .orElseGet(() -> others.stream().anyMatch(target.getName()::startsWith));
            if (!allowed) {
              violated(events, type, dependency.getDescription());
            }
          }
        });
  }

  private static boolean same(Place from, Place to) {
    return from.context().equals(to.context());
  }

  private static boolean floating(JavaClass type) {
    return Set.of("double", "float", "java.lang.Double", "java.lang.Float")
        .contains(type.getName());
  }

  private static ArchCondition<JavaClass> beFinal() {
    return condition(
        "be final",
        (type, events) -> {
          if (!type.getModifiers().contains(JavaModifier.FINAL)) {
            violated(events, type, type.getDescription());
          }
        });
  }

  private static void violated(ConditionEvents events, JavaClass type, String message) {
    events.add(SimpleConditionEvent.violated(type, message));
  }

  private interface Check {
    void check(JavaClass type, ConditionEvents events);
  }

  private static ArchCondition<JavaClass> condition(String description, Check check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.check(type, events);
      }
    };
  }
}
