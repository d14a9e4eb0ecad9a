package dev.stoa.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which context may listen to which, read from a PlantUML component diagram:
 *
 * <ul>
 *   <li>{@code [ordering]} names a context, and {@code [Books]} a class of the wiring that belongs
 *       to none;
 *   <li>{@code [ordering] --> [payment]} lets ordering see what payment publishes;
 *   <li>{@code [notification] ..> [basket]} lets the wiring answer a question of notification by
 *       asking basket, in the same process.
 * </ul>
 *
 * <p>Everything else in the file is for people.
 *
 * @param contexts all that are drawn
 * @param arrows who listens to whom
 * @param calls who asks or tells whom through the wiring
 */
public record ContextMap(Set<String> contexts, Set<Arrow> arrows, Set<Arrow> calls) {
  private static final Pattern CONTEXT = Pattern.compile("\\[(\\w+)]");
  private static final Pattern ARROW = Pattern.compile("\\[(\\w+)]\\s*-[-a-z]*>\\s*\\[(\\w+)].*");
  private static final Pattern CALL = Pattern.compile("\\[(\\w+)]\\s*\\.[.a-z]*>\\s*\\[(\\w+)].*");

  public ContextMap {
    contexts = Set.copyOf(contexts);
    arrows = Set.copyOf(arrows);
    calls = Set.copyOf(calls);
  }

  /** From the one who needs to the one who is needed. */
  public record Arrow(String from, String to) {}

  /** Reads the diagram. */
  public static ContextMap read(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  static ContextMap parse(List<String> lines) {
    Set<String> contexts = new LinkedHashSet<>();
    Set<Arrow> arrows = new LinkedHashSet<>();
    Set<Arrow> calls = new LinkedHashSet<>();
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("'")) {
        continue;
      }
      Matcher context = CONTEXT.matcher(text);
      while (context.find()) {
        contexts.add(context.group(1));
      }
      add(ARROW.matcher(text), arrows);
      add(CALL.matcher(text), calls);
    }
    return new ContextMap(contexts, arrows, calls);
  }

  private static void add(Matcher matcher, Set<Arrow> found) {
    if (matcher.matches()) {
      found.add(new Arrow(matcher.group(1), matcher.group(2)));
    }
  }
}
