package dev.stoa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.stoa.architecture.Conditions.named;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who may see whom. */
final class BorderRules {
  private static final List<String> JDK = List.of("java.", "org.jspecify.");

  private final Shape shape;

  BorderRules(Shape shape) {
    this.shape = shape;
  }

  List<NamedRule> all() {
    return List.of(
        layersAreFound(),
        domainStandsAlone(),
        applicationKnowsNoTechnology(),
        adaptersDoNotSeeEachOther(),
        contextsMeetInEvents(),
        sharedUsesNoContext(),
        nobodySeesTheWiring(),
        productDoesNotSeeTools());
  }

  /** A layer that is named otherwise would be looked at by no rule. */
  private NamedRule layersAreFound() {
    return new NamedRule(
        "layers-are-found",
        "Each layer should have a class, because a rule about a layer that nobody has looks at"
            + " nothing and is green for ever",
        shape,
        classes -> {
          Set<String> layers = new TreeSet<>();
          for (JavaClass type : classes) {
            Place place = shape.place(type);
            if (place.isOurs() && !place.layer().isEmpty()) {
              layers.add(place.layer());
            }
          }
          Map<String, Predicate<Place>> wanted = new LinkedHashMap<>();
          wanted.put(shape.domain(), Place::isDomain);
          wanted.put(shape.application(), Place::isApplication);
          List<String> missing = new ArrayList<>();
          wanted.forEach((layer, test) -> {
            if (none(classes, test)) {
              missing.add(
                  "no class is in "
                      + shape.pattern(layer)
                      + "; the layers found are "
                      + String.join(", ", layers));
            }
          });
          if (none(classes, Place::isWiring)) {
            missing.add("no class is in " + shape.base() + "." + shape.wiring() + ", the wiring");
          }
          for (String tool : shape.tools()) {
            if (none(classes, p -> p.isTool() && p.context().equals(tool))) {
              missing.add("no class is in " + shape.base() + "." + tool + ", a tool");
            }
          }
          return List.copyOf(missing);
        });
  }

  private boolean none(JavaClasses classes, Predicate<Place> test) {
    return classes.stream()
        .map(shape::place)
        .noneMatch(place -> place.isOurs() && test.test(place));
  }

  private NamedRule domainStandsAlone() {
    return named(
        "domain-stands-alone",
        shape,
        classes()
            .that(shape.at(Place::isDomain, "in a domain"))
            .should(
                Conditions.dependOnly(
                    shape,
                    "depend on the JDK, their own domain and the shared values",
                    (from, to) -> to.isDomain() && (to.isShared() || from.sameContext(to)),
                    JDK))
            .because("the domain can then be embedded anywhere and outlives every framework"));
  }

  private NamedRule applicationKnowsNoTechnology() {
    return named(
        "application-knows-no-technology",
        shape,
        classes()
            .that(
                shape.at(
                    p -> p.isApplication() || p.isEvents(), "in an application or events package"))
            .should(
                Conditions.dependOnly(
                    shape,
                    "depend on the JDK and the inner layers",
                    (from, to) ->
                        to.isInside()
                            && (to.isShared()
                                || from.sameContext(to)
                                || (from.isApplication() && to.isEvents())),
                    JDK))
            .because("use cases speak to technology through ports only"));
  }

  private NamedRule adaptersDoNotSeeEachOther() {
    return named(
        "adapters-do-not-see-each-other",
        shape,
        classes()
            .that(shape.at(p -> p.isAdapter() || p.isDocument(), "in an adapter"))
            .should(
                Conditions.seeOnly(
                    shape,
                    "see no other adapter",
                    (from, to) -> !to.isAdapter() || to.sameLayer(from) || to.isShared()))
            .because("an adapter can then be exchanged without touching another"));
  }

  private NamedRule contextsMeetInEvents() {
    return named(
        "contexts-meet-in-events",
        shape,
        classes()
            .that(shape.at(p -> !p.layer().isEmpty(), "in a layer"))
            .should(
                Conditions.seeOnly(
                    shape,
                    "see of another context only its events, and only from their application",
                    (from, to) ->
                        to.isShared()
                            || to.layer().isEmpty()
                            || from.sameContext(to)
                            || (to.isEvents() && from.isApplication())))
            .because("contexts that share only events can be taken apart into services"));
  }

  private NamedRule sharedUsesNoContext() {
    return named(
        "shared-uses-no-context",
        shape,
        classes()
            .that(shape.at(Place::isShared, "shared"))
            .should(Conditions.seeOnly(shape, "use no context", (from, to) -> to.isShared()))
            .because("what is shared by all would otherwise tie all to one"));
  }

  private NamedRule nobodySeesTheWiring() {
    return named(
        "nobody-sees-the-wiring",
        shape,
        noClasses()
            .that(shape.at(p -> !p.isWiring(), "outside the wiring"))
            .should()
            .dependOnClassesThat(shape.at(Place::isWiring, "in the wiring"))
            .because("the wiring sees all and is seen by none"));
  }

  private NamedRule productDoesNotSeeTools() {
    return named(
        "product-does-not-see-tools",
        shape,
        noClasses()
            .that(shape.at(p -> !p.isTool(), "in the product"))
            .should()
            .dependOnClassesThat(shape.at(Place::isTool, "in a tool"))
            .because("what is built to test, run or measure the product is not shipped with it"));
  }
}
