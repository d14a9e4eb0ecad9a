package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of every module of this build. */
final class Reactor {
  private static final Path ROOT = Path.of("..");

  private Reactor() {}

  /** The folders of all modules that have Java sources, without the examples, which are others'. */
  static List<Path> modules() {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.endsWith("pom.xml"))
          .map(Path::getParent)
          .filter(module -> !module.startsWith(ROOT.resolve("examples")))
          .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JavaClasses classes() {
    List<Path> folders = new ArrayList<>();
    for (Path module : modules()) {
      Path classes = module.resolve("target/classes");
      if (!Files.isDirectory(classes)) {
        throw new IllegalStateException(
            "the module " + ROOT.relativize(module) + " is not compiled; is it a dependency here?");
      }
      folders.add(classes);
    }
    return new ClassFileImporter().importPaths(folders);
  }

  static JavaClasses testClasses() {
    return new ClassFileImporter()
        .importPaths(
            modules().stream()
                .map(module -> module.resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList());
  }
}
