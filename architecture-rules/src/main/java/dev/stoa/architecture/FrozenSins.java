package dev.stoa.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A file of violations that were there before their rule. */
final class FrozenSins {
  private static final Pattern LINE_NUMBER = Pattern.compile("\\.java:\\d+");

  private final Path file;

  private FrozenSins(Path file) {
    this.file = file;
  }

  static FrozenSins in(Path file) {
    return new FrozenSins(file);
  }

  /** What is new, and what is in the file without need. */
  List<String> compare(String rule, List<String> found) {
    if (Boolean.getBoolean("architecture.freeze")) {
      write(found);
      return List.of();
    }
    Set<String> old = read();
    List<String> result = new ArrayList<>();
    Set<String> unneeded = new LinkedHashSet<>(old);
    for (String sin : found) {
      unneeded.remove(withoutLine(sin));
      if (!old.contains(withoutLine(sin))) {
        result.add(sin);
      }
    }
    for (String line : unneeded) {
      result.add(
          "this is frozen for "
              + rule
              + ", but is mended or worded differently now: take the line out of "
              + file.getFileName()
              + ": "
              + line);
    }
    return List.copyOf(result);
  }

  private Set<String> read() {
    Set<String> lines = new LinkedHashSet<>();
    if (Files.notExists(file)) {
      return lines;
    }
    for (String line : lines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line.strip());
      }
    }
    return lines;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the frozen sins in " + file, e);
    }
  }

  private void write(List<String> found) {
    List<String> kept = new ArrayList<>();
    Set<String> wanted = new LinkedHashSet<>();
    found.forEach(sin -> wanted.add(withoutLine(sin)));
    if (Files.exists(file)) {
      // The reasons stay where they are.
      for (String line : lines()) {
        if (line.isBlank() || line.startsWith("#") || wanted.remove(line.strip())) {
          kept.add(line);
        }
      }
    }
    kept.addAll(wanted);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the frozen sins to " + file, e);
    }
  }

  private static String withoutLine(String sin) {
    return LINE_NUMBER.matcher(sin).replaceAll(".java").strip();
  }
}
