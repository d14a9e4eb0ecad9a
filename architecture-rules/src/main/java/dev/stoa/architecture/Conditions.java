package dev.stoa.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Words that the rules are made of. */
final class Conditions {
  private Conditions() {}

  static NamedRule named(String name, Shape shape, ArchRule rule) {
    return new NamedRule(
        name, capital(rule.getDescription()), shape, classes -> find(rule, classes));
  }

  private static List<String> find(ArchRule rule, JavaClasses classes) {
    // That there is something to look at is asked once, of the base and of each layer.
    return List.copyOf(
        rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** What a class is asked; each sentence it hands on is a violation. */
  interface Check {
    void check(JavaClass type, Consumer<String> violation);
  }

  static ArchCondition<JavaClass> condition(String description, Check check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.check(type, message -> events.add(SimpleConditionEvent.violated(type, message)));
      }
    };
  }

  /** Every dependency on one of ours must satisfy the condition. */
  static ArchCondition<JavaClass> seeOnly(
      Shape shape, String description, BiPredicate<Place, Place> allowed) {
    return condition(
        description,
        (type, violation) -> {
          Place from = shape.place(type);
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            Place to = shape.place(dependency.getTargetClass().getBaseComponentType());
            if (to.isOurs() && !allowed.test(from, to)) {
              violation.accept(dependency.getDescription());
            }
          }
        });
  }

  /**
   * Every dependency must be one of ours that satisfies the condition, or of the given packages.
   */
  static ArchCondition<JavaClass> dependOnly(
      Shape shape, String description, BiPredicate<Place, Place> ours, List<String> others) {
    return condition(
        description,
        (type, violation) -> {
          Place from = shape.place(type);
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            Place to = shape.place(target);
            boolean allowed =
                target.isPrimitive()
                    || (to.isOurs()
                        ? ours.test(from, to)
                        : others.stream().anyMatch(target.getName()::startsWith));
            if (!allowed) {
              violation.accept(dependency.getDescription());
            }
          }
        });
  }

  static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> test) {
    return DescribedPredicate.describe(description, test);
  }
}
