package dev.stoa.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which context may listen to which, read from a PlantUML component diagram: {@code [ordering]}
 * names a context, {@code [ordering] --> [payment]} lets ordering see what payment publishes.
 * Everything else in the file is for people.
 *
 * @param contexts all that are drawn
 */
public record ContextMap(Set<String> contexts, Set<Arrow> arrows) {
  private static final Pattern CONTEXT = Pattern.compile("\\[([a-z]+)]");
  private static final Pattern ARROW =
      Pattern.compile("\\[([a-z]+)]\\s*-[-a-z]*>\\s*\\[([a-z]+)].*");

  public ContextMap {
    contexts = Set.copyOf(contexts);
    arrows = Set.copyOf(arrows);
  }

  /** The first context listens to the second. */
  public record Arrow(String from, String to) {}

  /** Reads the diagram. */
  public static ContextMap read(Path file) throws IOException {
    Set<String> contexts = new LinkedHashSet<>();
    Set<Arrow> arrows = new LinkedHashSet<>();
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (text.startsWith("'")) {
        continue;
      }
      Matcher context = CONTEXT.matcher(text);
      while (context.find()) {
        contexts.add(context.group(1));
      }
      arrow(text).ifPresent(arrows::add);
    }
    return new ContextMap(contexts, arrows);
  }

  private static Optional<Arrow> arrow(String text) {
    Matcher arrow = ARROW.matcher(text);
    return arrow.matches()
        ? Optional.of(new Arrow(arrow.group(1), arrow.group(2)))
        : Optional.empty();
  }
}
