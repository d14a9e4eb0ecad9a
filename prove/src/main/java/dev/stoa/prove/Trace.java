package dev.stoa.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  private final boolean wanted;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private @Nullable Scheduler scheduler;

  Trace(boolean wanted) {
    this.wanted = wanted;
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
    if (wanted) {
      line("  " + call + " " + about + " -> " + shortened(result));
    }
  }

  void fault(String what) {
    if (wanted) {
      line("  FAULT: " + what);
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

  private void line(String text) {
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

  private static String shortened(@Nullable Object result) {
    String text =
        switch (result) {
          case null -> "";
          case Optional<?> found -> found.<String>map(Object::toString).orElse("nothing");
          case RuntimeException refused -> refused.getClass().getSimpleName();
          default -> result.toString();
        };
    return text.length() <= 160 ? text : text.substring(0, 157) + "...";
  }
}
