package org.carpark.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.stoa.architecture.ContextMap;
import dev.stoa.architecture.Hexagon;
import dev.stoa.architecture.NamedRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that a project needs. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.carpark");

  static Stream<NamedRule> rules() throws IOException {
    return Hexagon.in("org.carpark")
        .layerFirst()
        .domain("model")
        .application("usecases")
        .ports("needs")
        .events("news")
        .adaptersIn("outside")
        .shared("common")
        .wiredIn("start")
        .publicInAdapters(".*Memory")
        .follows(ContextMap.read(Path.of("docs", "contexts.puml")))
        .rules()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(NamedRule rule) {
    rule.check(OURS);
  }
}
