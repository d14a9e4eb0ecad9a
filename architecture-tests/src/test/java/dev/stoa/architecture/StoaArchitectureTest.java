package dev.stoa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule on every module of Stoa. That each rule finds what it should is tested beside it. */
class StoaArchitectureTest {
  private static final String BASE = "dev.stoa";
  private static final JavaClasses STOA = Reactor.classes();
  private static final Path MAP = Path.of("..", "docs", "context-map.puml");
  private static final Path DEBTS = Path.of("src", "test", "resources", "debts");

  private static Hexagon stoa() throws IOException {
    return Hexagon.in(BASE)
        .tools("architecture", "benchmarks", "cluster", "prove", "servers")
        .follows(ContextMap.read(MAP))
        .testedBy(Reactor.testClasses())
        .tolerating(
            "inside-has-no-side-doors",
            "dev.stoa.payment.application.SettlePayment",
            "says in one line of the log that a person has to decide; the event and the list of such"
                + " payments say it to programs")
        .tolerating(
            "no-sleeping",
            "dev.stoa.shared.mongo.MongoStore",
            "pauses before it repeats a write that the server could not take; nobody tells when it"
                + " can")
        .tolerating(
            "no-sleeping",
            "dev.stoa.catalog.mongo.MongoStocks",
            "lets the winner of a race of several processes go first")
        .tolerating(
            "no-sleeping",
            "dev.stoa.catalog.redis.RedisProductCache",
            "another process fills the entry, and Redis does not tell when")
        .freezing("ports-have-contracts", DEBTS.resolve("ports-have-contracts.txt"));
  }

  static Stream<NamedRule> rules() throws IOException {
    return stoa().rules().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(NamedRule rule) {
    rule.check(STOA);
  }

  @Test
  void seesEveryModule() {
    Set<String> seen = new TreeSet<>();
    for (JavaClass type : STOA) {
      type.getSource().ifPresent(source -> seen.add(module(source.getUri().getPath())));
    }
    Set<String> modules = new TreeSet<>();
    Reactor.modules().forEach(module -> modules.add(module.getFileName().toString()));
    assertThat(seen)
        .isEqualTo(modules)
        .contains("domain", "application", "bootstrap", "prove", "cluster", "benchmarks", "kafka");
  }

  private static String module(String classFile) {
    Path folder = Path.of(classFile.substring(0, classFile.indexOf("/target/classes/")));
    return folder.getFileName().toString();
  }

  @Test
  void seesEveryContextAndLayer() {
    Set<String> packages = new TreeSet<>();
    STOA.forEach(type -> packages.add(type.getPackageName()));
    for (String context :
        Set.of("identity", "catalog", "basket", "payment", "ordering", "invoicing")) {
      for (String layer : Set.of("domain", "application", "events", "rest", "sqlite")) {
        assertThat(packages).contains(BASE + "." + context + "." + layer);
      }
    }
  }

  @Test
  void marksEveryPackageAsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : STOA) {
      if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }
}
