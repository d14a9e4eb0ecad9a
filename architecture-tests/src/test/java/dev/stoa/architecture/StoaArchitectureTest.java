package dev.stoa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule, twice: on Stoa, where it must hold, and on planted sins, where it must find one. */
class StoaArchitectureTest {
  private static final JavaClasses STOA =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.stoa");
  private static final JavaClasses CANARIES =
      new ClassFileImporter().importPackages("com.example.canary");
  private static final Path MAP = Path.of("..", "docs", "context-map.puml");

  static Stream<NamedRule> rulesOfStoa() throws IOException {
    Hexagon hexagon = Hexagon.in("dev.stoa");
    return Stream.concat(
        hexagon.rules().stream(), Stream.of(hexagon.follows(ContextMap.read(MAP))));
  }

  static Stream<NamedRule> rulesOfTheCanaries() throws IOException {
    Hexagon hexagon = Hexagon.in("com.example.canary");
    return Stream.concat(
        hexagon.rules().stream(), Stream.of(hexagon.follows(ContextMap.read(MAP))));
  }

  @ParameterizedTest
  @MethodSource("rulesOfStoa")
  void holds(NamedRule rule) {
    // An empty set of classes would fail here: ArchUnit does not let a rule check nothing.
    rule.check(STOA);
  }

  @ParameterizedTest
  @MethodSource("rulesOfTheCanaries")
  void findsThePlantedSin(NamedRule rule) {
    assertThat(rule.evaluate(CANARIES).hasViolation()).as(rule.name()).isTrue();
  }

  @Test
  void seesEveryContextAndLayer() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : STOA) {
      Place.of("dev.stoa", type).ifPresent(p -> packages.add(p.context() + "." + p.layer()));
    }
    for (String context :
        Set.of("identity", "catalog", "basket", "payment", "ordering", "invoicing")) {
      assertThat(packages)
          .contains(
              context + ".domain",
              context + ".application",
              context + ".events",
              context + ".rest",
              context + ".sqlite");
    }
  }

  @Test
  void marksEveryPackageAsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : STOA) {
      if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()
          && !type.getPackageName().startsWith("dev.stoa.architecture")) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }
}
