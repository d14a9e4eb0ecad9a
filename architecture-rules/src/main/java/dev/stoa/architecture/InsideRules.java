package dev.stoa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.stoa.architecture.Conditions.are;
import static dev.stoa.architecture.Conditions.condition;
import static dev.stoa.architecture.Conditions.named;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What domain, application and events are made of. */
final class InsideRules {
  private static final Pattern EVENT = Pattern.compile(".*V[1-9][0-9]*");

  /** Ask the system's clock or dice, whatever their parameters. */
  private static final Set<String> ALWAYS =
      Set.of(
          "java.time.Clock.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.tick",
          "java.time.Clock.tickMillis",
          "java.time.Clock.tickSeconds",
          "java.time.Clock.tickMinutes",
          "java.time.InstantSource.system",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.util.Calendar.getInstance",
          "java.util.UUID.randomUUID",
          "java.lang.Math.random",
          "java.lang.StrictMath.random");

  private static final Set<String> NEW_IS_NOW =
      Set.of("java.util.Date", "java.util.GregorianCalendar");

  private static final Set<String> SIDE_DOORS =
      Set.of(
          "java.util.logging.",
          "java.lang.System$Logger",
          "java.util.Random",
          "java.util.random.",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.sql.",
          "java.net.http.",
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.URLConnection",
          "java.nio.channels.",
          "java.nio.file.Files",
          "java.io.File");

  private final Shape shape;

  InsideRules(Shape shape) {
    this.shape = shape;
  }

  List<NamedRule> all() {
    return List.of(
        timeAndChanceAreGiven(),
        insideHasNoSideDoors(),
        noFloatingPointInTheDomain(),
        noSettersInTheDomain(),
        aggregatesAreFinal(),
        useCasesAreFinal(),
        eventsAreVersionedRecords());
  }

  private NamedRule timeAndChanceAreGiven() {
    return named(
        "time-and-chance-are-given",
        shape,
        classes()
            .that(shape.at(Place::isInside, "inside the hexagon"))
            .should(
                condition(
                    "be told the time and new ids",
                    (type, violation) ->
                        type.getAccessesFromSelf().stream()
                            .filter(InsideRules::asksClockOrDice)
                            .forEach(access -> violation.accept(access.getDescription()))))
            .because("what asks the clock or the dice cannot be replayed"));
  }

  private static boolean asksClockOrDice(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
      return false;
    }
    String owner = access.getTargetOwner().getName();
    List<JavaClass> parameters = target.getRawParameterTypes();
    if (access.getName().equals("<init>")) {
      return NEW_IS_NOW.contains(owner)
          && (parameters.isEmpty() || owner.equals("java.util.GregorianCalendar"));
    }
    if (access.getName().equals("now")
        && (owner.startsWith("java.time.") || owner.startsWith("java.time.chrono."))) {
      // A clock that was handed over is a clock that can be set.
      return parameters.stream().noneMatch(p -> p.getName().equals("java.time.Clock"));
    }
    return ALWAYS.contains(owner + "." + access.getName());
  }

  private NamedRule insideHasNoSideDoors() {
    return named(
        "inside-has-no-side-doors",
        shape,
        noClasses()
            .that(shape.at(Place::isInside, "inside the hexagon"))
            .should()
            .dependOnClassesThat(
                are(
                    "log, roll dice or reach the outside through the JDK",
                    type -> SIDE_DOORS.stream().anyMatch(type.getName()::startsWith)))
            .because(
                "the JDK brings loggers, dice, databases and sockets too; ports bring them here"));
  }

  private NamedRule noFloatingPointInTheDomain() {
    return named(
        "no-floating-point-in-the-domain",
        shape,
        classes()
            .that(shape.at(Place::isDomain, "in a domain"))
            .should(
                condition(
                    "hold and compute no floating point",
                    (type, violation) -> {
                      type.getFields().stream()
                          .filter(field -> floating(field.getRawType()))
                          .forEach(field ->
                              violation.accept(
                                  field.getDescription()
                                      + " is a floating-point number in "
                                      + field.getSourceCodeLocation()));
                      type.getMethods().stream()
                          .filter(method ->
                              floating(method.getRawReturnType())
                                  || method.getRawParameterTypes().stream()
                                      .anyMatch(InsideRules::floating))
                          .forEach(method ->
                              violation.accept(
                                  method.getDescription()
                                      + " takes or gives a floating-point number in "
                                      + method.getSourceCodeLocation()));
                    }))
            .because("0.1 + 0.2 is not 0.3, and money notices"));
  }

  private NamedRule noSettersInTheDomain() {
    return named(
        "no-setters-in-the-domain",
        shape,
        classes()
            .that(shape.at(Place::isDomain, "in a domain"))
            .should(
                condition(
                    "have no setters",
                    (type, violation) ->
                        type.getMethods().stream()
                            .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
                            .filter(m -> m.getName().matches("set[A-Z].*"))
                            .forEach(m ->
                                violation.accept(
                                    m.getDescription()
                                        + " is a setter in "
                                        + m.getSourceCodeLocation()))))
            .because("an aggregate is asked to do something, not told what it is"));
  }

  private NamedRule aggregatesAreFinal() {
    return named(
        "aggregates-are-final",
        shape,
        classes()
            .that(shape.at(Place::isDomain, "in a domain"))
            .and(
                are(
                    "aggregates",
                    type ->
                        !type.isInterface()
                            && type.getAllRawInterfaces().stream()
                                .anyMatch(i -> i.getSimpleName().equals("Aggregate"))))
            .should(beFinal())
            .because("its laws hold only while nobody overrides them"));
  }

  private NamedRule useCasesAreFinal() {
    return named(
        "use-cases-are-final",
        shape,
        classes()
            .that(shape.at(Place::isApplication, "in an application package"))
            .and(
                are(
                    "use cases or reactions",
                    type ->
                        !type.isInterface()
                            && type.isTopLevelClass()
                            && type.getMethods().stream()
                                .anyMatch(m ->
                                    m.getModifiers().contains(JavaModifier.PUBLIC)
                                        && (m.getName().equals("handle")
                                            || m.getName().equals("on")))))
            .should(beFinal())
            .because("one file tells the whole story of a use case"));
  }

  private NamedRule eventsAreVersionedRecords() {
    return named(
        "events-are-versioned-records",
        shape,
        classes()
            .that(shape.at(Place::isEvents, "in an events package"))
            .and(
                are(
                    "published events",
                    type ->
                        !type.isInterface()
                            && type.getAllRawInterfaces().stream()
                                .anyMatch(i -> i.getSimpleName().equals("PublishedEvent"))))
            .should(
                condition(
                    "be records whose name ends in their version",
                    (type, violation) -> {
                      if (!type.isRecord() || !EVENT.matcher(type.getSimpleName()).matches()) {
                        violation.accept(
                            type.getDescription()
                                + (type.isRecord()
                                    ? " has no version in its name"
                                    : " is no record")
                                + " in "
                                + type.getSourceCodeLocation());
                      }
                    }))
            .because("a published form is kept for ever; a new one stands beside it"));
  }

  private static boolean floating(JavaClass type) {
    return Set.of("double", "float", "java.lang.Double", "java.lang.Float")
        .contains(type.getBaseComponentType().getName());
  }

  private static ArchCondition<JavaClass> beFinal() {
    return condition(
        "be final",
        (type, violation) -> {
          if (!type.getModifiers().contains(JavaModifier.FINAL)) {
            violation.accept(
                type.getDescription() + " is not final in " + type.getSourceCodeLocation());
          }
        });
  }
}
