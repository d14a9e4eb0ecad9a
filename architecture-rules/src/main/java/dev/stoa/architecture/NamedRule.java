package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rule with a name that stays when its wording changes.
 *
 * <ul>
 *   <li>It is an error, told in a sentence, to check a rule on classes of which none is below the
 *       base package. So a rule is never green because of a spelling mistake.
 *   <li>What a rule finds is a list of sentences, each of which names the place in the source.
 *   <li>A place that is tolerated or frozen, and sins no more, is an error too: the list of old
 *       sins can only become shorter.
 * </ul>
 */
public final class NamedRule {
  private final String name;
  private final String sentence;
  private final Shape shape;
  private final Function<JavaClasses, List<String>> finder;

  NamedRule(String name, String sentence, Shape shape, Function<JavaClasses, List<String>> finder) {
    this.name = name;
    this.sentence = sentence;
    this.shape = shape;
    this.finder = finder;
  }

  /** Such as {@code domain-stands-alone}. */
  public String name() {
    return name;
  }

  /** What must hold, and why. */
  public String sentence() {
    return sentence;
  }

  /**
   * Throws an AssertionError that lists every violation, or that says why the rule cannot be
   * checked.
   */
  public void check(JavaClasses classes) {
    report(classes)
        .ifPresent(report -> {
          throw new AssertionError(report);
        });
  }

  /** All violations as one text, or nothing when the rule holds. */
  Optional<String> report(JavaClasses classes) {
    List<String> found = violations(classes);
    return found.isEmpty() ? Optional.empty() : Optional.of(report(found));
  }

  /** What the rule finds: a sentence each, in the order of the source. */
  public List<String> violations(JavaClasses classes) {
    shape.requireOurs(classes);
    return finder.apply(classes);
  }

  /**
   * The same rule, without what a file lists: sins from before the rule was there. A line is a
   * violation as the rule tells it, without the number of the source line; lines that begin with
   * {@code #} say why it is tolerated. A new sin fails the rule, and so does a line that nothing
   * breaks any more. With the system property {@code architecture.freeze} set to {@code true} the
   * rule writes the file instead.
   */
  public NamedRule frozenIn(Path file) {
    return new NamedRule(
        name, sentence, shape, classes -> FrozenSins.in(file).compare(name, finder.apply(classes)));
  }

  /** The same rule, but a class is left out as long as it breaks it. */
  NamedRule tolerating(String className) {
    return new NamedRule(
        name,
        sentence,
        shape,
        classes -> {
          List<String> found =
              new ArrayList<>(
                  finder.apply(classes.that(Conditions.are("others", t -> !is(t, className)))));
          JavaClasses tolerated = classes.that(Conditions.are("it", t -> is(t, className)));
          if (finder.apply(tolerated).isEmpty()) {
            found.add(
                className
                    + " is tolerated by "
                    + name
                    + ", but does not break it: take the toleration out");
          }
          return List.copyOf(found);
        });
  }

  private static boolean is(JavaClass type, String name) {
    return type.getName().equals(name) || type.getName().startsWith(name + "$");
  }

  private String report(List<String> found) {
    return name
        + " is broken "
        + (found.size() == 1 ? "once" : found.size() + " times")
        + ".\n"
        + sentence
        + ".\n"
        + found.stream().map(line -> "  - " + line).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return name;
  }
}
