package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;

/**
 * A rule with a name that stays when its wording changes.
 *
 * @param name such as {@code domain-stands-alone}
 */
public record NamedRule(String name, ArchRule rule) {
  /** Throws an AssertionError that lists every violation. */
  public void check(JavaClasses classes) {
    rule.check(classes);
  }

  /** What the rule finds, without throwing. */
  public EvaluationResult evaluate(JavaClasses classes) {
    return rule.evaluate(classes);
  }

  @Override
  public String toString() {
    return name;
  }
}
