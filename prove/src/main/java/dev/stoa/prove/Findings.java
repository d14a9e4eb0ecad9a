package dev.stoa.prove;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the checks of one history looked at, and what they found. */
final class Findings {
  private final Map<Promise, Long> checked = new EnumMap<>(Promise.class);
  private final List<Violation> violations = new ArrayList<>();

  /**
   * A promise that was not kept.
   *
   * @param what in a sentence, with ids
   */
  record Violation(Promise promise, String what) {}

  /**
   * Notes that a promise was checked on one thing, and what was wrong with it, if anything.
   *
   * @param what as {@link String#format} takes it; not looked at when the promise is kept
   */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  void check(Promise promise, boolean kept, String what, @Nullable Object... details) {
    checked.merge(promise, 1L, Long::sum);
    if (!kept) {
      violations.add(new Violation(promise, String.format(Locale.ROOT, what, details)));
    }
  }

  /** The same with names instead of ids. */
  Findings named(Trace trace) {
    Findings named = new Findings();
    named.checked.putAll(checked);
    for (Violation violation : violations) {
      named.violations.add(new Violation(violation.promise, trace.named(violation.what)));
    }
    return named;
  }

  /** How often a promise was checked. */
  long checked(Promise promise) {
    return checked.getOrDefault(promise, 0L);
  }

  List<Violation> violations() {
    return violations;
  }
}
