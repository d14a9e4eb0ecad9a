package dev.stoa.prove;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a history, line by line, with names instead of ids. Costs nothing when nobody
 * wants to read it.
 */
final class Trace {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Promises that can only be understood with every event in sight. */
  private static final Set<Promise> OF_EVENTS =
      EnumSet.of(
          Promise.EVENTS_ARRIVE,
          Promise.EVENTS_IN_ORDER,
          Promise.TOLD_IS_TRUE,
          Promise.REPETITION_CHANGES_NOTHING);

  /** Who does nothing that matters to any other promise. */
  private static final Set<String> BESIDES = Set.of("notification", "basket-products");

  private final boolean wanted;
  private final @Nullable Promise broken;
  private boolean quiet;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private @Nullable Scheduler scheduler;

  private Trace(boolean wanted, @Nullable Promise broken) {
    this.wanted = wanted;
    this.broken = broken;
  }

  /** Nobody wants to read it. */
  static Trace none() {
    return new Trace(false, null);
  }

  /** Every step. */
  static Trace full() {
    return new Trace(true, null);
  }

  /**
   * What a reader needs in order to see how that promise was broken: not how the shop was stocked,
   * and what tells buyers and shows them products only where that is the matter.
   */
  static Trace brief(Promise broken) {
    return new Trace(true, broken);
  }

  /** The shop is being stocked, or no longer. */
  void setUp(boolean isUnderWay) {
    quiet = broken != null && isUnderWay;
  }

  /** Everything is being repeated. */
  void repetition(boolean isUnderWay) {
    quiet = broken != null && broken != Promise.REPETITION_CHANGES_NOTHING && isUnderWay;
  }

  void of(Scheduler history) {
    scheduler = history;
  }

  boolean isWanted() {
    return wanted;
  }

  /** What an id is called from now on. */
  void name(UUID id, String name) {
    if (wanted) {
      names.putIfAbsent(id.toString(), name);
    }
  }

  void call(String call, Object about, @Nullable Object result) {
    if (wanted && !(broken != null && call.startsWith("outbox.") && isBesides())) {
      line("  " + call + " " + about + " -> " + shortened(result));
    }
  }

  /** What somebody outside the shop was answered. */
  void answer(@Nullable Object answer) {
    if (wanted) {
      line("  answered: " + shortened(answer));
    }
  }

  void fault(String what) {
    if (wanted) {
      add("  FAULT: " + what);
    }
  }

  void say(String what) {
    if (wanted) {
      line(what);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The text with names instead of ids. */
  String named(String text) {
    Matcher ids = ID.matcher(text);
    StringBuilder named = new StringBuilder();
    while (ids.find()) {
      String id = ids.group();
      String name = names.get(id);
      if (name == null) {
        int number = counts.merge("id", 1, Integer::sum);
        name = "id-" + number;
        names.put(id, name);
      }
      ids.appendReplacement(named, Matcher.quoteReplacement(name));
    }
    ids.appendTail(named);
    return named.toString();
  }

  private boolean isBesides() {
    return broken != null && !OF_EVENTS.contains(broken);
  }

  private void line(String text) {
    boolean besides =
        isBesides() && scheduler != null && BESIDES.contains(scheduler.current().name());
    if (!quiet && !besides) {
      add(text);
    }
  }

  private void add(String text) {
    Scheduler history = scheduler;
    if (history == null) {
      return;
    }
    long now = history.now();
    lines.add(
        named(
            String.format(
                Locale.ROOT,
                "%6d.%06d %-24s %s",
                now / 1_000_000,
                now % 1_000_000,
                history.current(),
                text)));
  }

  private String shortened(@Nullable Object result) {
    String text =
        switch (result) {
          case null -> "";
          case Optional<?> found -> found.<String>map(Object::toString).orElse("nothing");
          case RuntimeException refused -> refused.getClass().getSimpleName();
          default -> result.toString();
        };
    int limit = broken == null ? 160 : 110;
    String named = named(text);
    return named.length() <= limit ? named : named.substring(0, limit - 3) + "...";
  }
}
