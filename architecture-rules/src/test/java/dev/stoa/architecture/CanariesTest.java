package dev.stoa.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule on planted sins, each of which it must find and name. */
class CanariesTest {
  private static final String BASE = "com.example.canary";
  private static final JavaClasses ALL = new ClassFileImporter().importPackages(BASE);
  private static final DescribedPredicate<JavaClass> TESTS =
      DescribedPredicate.describe(
          "tests", type -> type.getSimpleName().matches(".*(Test|Contract)"));
  private static final JavaClasses CANARIES = ALL.that(DescribedPredicate.not(TESTS));
  private static final Path MAP = Path.of("src", "test", "resources", "canary-map.puml");

  /** What must be found, by the name of the rule: a part of each sentence. */
  private static final Map<String, List<String>> SINS =
      Map.ofEntries(
          Map.entry("layers-are-found", List.of("no class is in com.example.canary.nowhere")),
          Map.entry("domain-stands-alone", List.of("Sale.soldAt", "stock.domain.Pile")),
          Map.entry("application-knows-no-technology", List.of("SellThings.handle", "JdbcSales")),
          Map.entry("adapters-do-not-see-each-other", List.of("stock.jdbc.JdbcPiles")),
          Map.entry("contexts-meet-in-events", List.of("Sale.soldAt", "JdbcPiles.sale")),
          Map.entry("shared-uses-no-context", List.of("UsesAContext")),
          Map.entry("nobody-sees-the-wiring", List.of("SeesTheWiring.wiring")),
          Map.entry("product-does-not-see-tools", List.of("SeesATool.driver")),
          Map.entry(
              "time-and-chance-are-given",
              List.of(
                  "Sale.soldAt",
                  "references method <java.time.Instant.now()>",
                  "references method <java.util.UUID.randomUUID()>",
                  "java.time.LocalDate.now(java.time.ZoneId)",
                  "java.time.Clock.systemUTC()")),
          Map.entry("inside-has-no-side-doors", List.of("java.util.logging.Logger")),
          Map.entry(
              "no-floating-point-in-the-domain",
              List.of("Sale.price> is a floating-point number", "Sale.price()> takes or gives")),
          Map.entry("no-setters-in-the-domain", List.of("Sale.setPrice(double)> is a setter")),
          Map.entry("aggregates-are-final", List.of("Sale> is not final")),
          Map.entry("use-cases-are-final", List.of("SellThings> is not final")),
          Map.entry("events-are-versioned-records", List.of("SaleMade> is no record")),
          Map.entry("routes-decide-access", List.of("SaleResource.read()> is a route without @")),
          Map.entry("adapters-publish-modules-only", List.of("JdbcSales> is public")),
          Map.entry("names-say-what-a-thing-is", List.of("SaleManager>")),
          Map.entry(
              "identity-is-spelled",
              List.of("Receipt.toString()", "java.lang.Class.getSimpleName()")),
          Map.entry(
              "no-sleeping",
              List.of(
                  "java.lang.Thread.sleep(long)",
                  "java.util.concurrent.TimeUnit.sleep(long)",
                  "java.util.concurrent.locks.LockSupport.parkNanos(long)")),
          Map.entry("nothing-is-injected-into-fields", List.of("SaleManager.injected")),
          Map.entry("contexts-are-on-the-map", List.of("the context gifts is not drawn")),
          Map.entry(
              "arrows-are-on-the-map",
              List.of(
                  "no [sales] --> [stock] on the map: Method <"
                      + BASE
                      + ".sales.application.SellLater.on(")),
          Map.entry(
              "calls-are-on-the-map",
              List.of(
                  "AnswersSales.prices(com.example.canary.stock.domain.Pile)> takes",
                  "no [sales] ..> [stock] on the map: Method <"
                      + BASE
                      + ".bootstrap.AnswersSales$FromThePile.of(int)>",
                  "no [AnswersSales] ..> [stock] on the map")),
          Map.entry(
              "the-map-is-up-to-date",
              List.of("[stock] ..> [sales] is on the map, but nothing needs it")),
          Map.entry(
              "ports-have-contracts",
              List.of(
                  "the port com.example.canary.sales.application.port.Receipts has no"
                      + " ReceiptsContract",
                  "no test runs TillsContract",
                  "the adapter com.example.canary.sales.jdbc.UntestedSales of the port")));

  /** What looks like a sin and is none. */
  private static final Map<String, List<String>> INNOCENT =
      Map.of(
          "time-and-chance-are-given", List.of("now(java.time.Clock)"),
          "no-sleeping", List.of("java.lang.Object.wait", "load.Driver"),
          "ports-have-contracts", List.of("CountedSales"));

  private static Hexagon canaries() throws IOException {
    return Hexagon.in(BASE).tools("load").follows(ContextMap.read(MAP)).testedBy(ALL.that(TESTS));
  }

  static Stream<NamedRule> rules() throws IOException {
    return canaries().rules().stream();
  }

  private static NamedRule rule(Hexagon hexagon, String name) {
    return hexagon.rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void findsEachPlantedSin(NamedRule rule) throws IOException {
    NamedRule tried =
        rule.name().equals("layers-are-found")
            ? rule(canaries().wiredIn("nowhere"), "layers-are-found")
            : rule;

    List<String> found = tried.violations(CANARIES);

    assertThat(SINS).containsKey(rule.name());
    for (String sin : SINS.getOrDefault(rule.name(), List.of())) {
      assertThat(found).as(rule.name()).anyMatch(line -> line.contains(sin));
    }
    for (String innocent : INNOCENT.getOrDefault(rule.name(), List.of())) {
      assertThat(found).as(rule.name()).noneMatch(line -> line.contains(innocent));
    }
    assertThatThrownBy(() -> tried.check(CANARIES))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(rule.name() + " is broken ")
        .hasMessageContaining(", because ");
  }

  @Test
  void plantsASinForEachRule() throws IOException {
    assertThat(rules().map(NamedRule::name)).containsExactlyInAnyOrderElementsOf(SINS.keySet());
  }

  @Test
  void saysWhenTheBasePackageIsMisspelt() {
    Hexagon misspelt = Hexagon.in("com.exmaple.canary");
    for (NamedRule rule : misspelt.rules()) {
      assertThatThrownBy(() -> rule.check(CANARIES))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("imported classes is in com.exmaple.canary or below")
          .hasMessageContaining("Is the base package misspelt?")
          .hasMessageContaining("com.example.canary.bootstrap");
    }
    assertThatThrownBy(
            () -> misspelt.check(new ClassFileImporter().importPackages("com.exmaple.canary")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No classes were imported")
        .hasMessageContaining("misspelt");
    assertThatThrownBy(() -> Hexagon.in("com/example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("com/example");
  }

  @Test
  void saysWhenALayerIsNamedOtherwise() {
    assertThat(rule(Hexagon.in(BASE).domain("model"), "layers-are-found").violations(CANARIES))
        .containsExactly(
            "no class is in com.example.canary.<context>.model; the layers found are application,"
                + " domain, events, jdbc, rest");
  }

  @Test
  void leavesRulesOut() {
    Hexagon hexagon = Hexagon.in(BASE).without("no-sleeping", "use-cases-are-final");

    assertThat(hexagon.rules())
        .hasSize(Hexagon.in(BASE).rules().size() - 2)
        .extracting(NamedRule::name)
        .doesNotContain("no-sleeping", "use-cases-are-final");
    assertThatThrownBy(() -> hexagon.without("no-sleping"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no rule no-sleping; the rules are")
        .hasMessageContaining("no-sleeping");
  }

  @Test
  void toleratesAClassAsLongAsItBreaksTheRule() {
    String sinner = BASE + ".sales.rest.SaleManager";
    NamedRule tolerant =
        rule(
            Hexagon.in(BASE).tools("load").tolerating("no-sleeping", sinner, "it is tired"),
            "no-sleeping");
    tolerant.check(CANARIES);

    NamedRule unneeded =
        rule(
            Hexagon.in(BASE)
                .tolerating("aggregates-are-final", sinner, "nobody would see it otherwise"),
            "aggregates-are-final");
    assertThat(unneeded.violations(CANARIES))
        .anyMatch(line -> line.contains("Sale> is not final"))
        .contains(
            sinner
                + " is tolerated by aggregates-are-final, but does not break it: take the"
                + " toleration out");
    assertThatThrownBy(() -> Hexagon.in(BASE).tolerating("no-sleeping", sinner, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void freezesOldSinsAndNoNewOnes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("no-sleeping.txt");
    NamedRule plain = rule(Hexagon.in(BASE).tools("load"), "no-sleeping");
    NamedRule frozen =
        rule(Hexagon.in(BASE).tools("load").freezing("no-sleeping", file), "no-sleeping");
    assertThat(frozen.violations(CANARIES)).isEqualTo(plain.violations(CANARIES)).hasSize(3);

    List<String> old =
        plain.violations(CANARIES).stream()
            .map(line -> line.replaceAll("\\.java:\\d+", ".java"))
            .toList();
    Files.write(file, Stream.concat(Stream.of("# tired since 2019"), old.stream()).toList());
    frozen.check(CANARIES);

    Files.write(file, old.subList(0, 2));
    assertThat(frozen.violations(CANARIES)).containsExactly(plain.violations(CANARIES).get(2));

    Files.write(file, Stream.concat(old.stream(), Stream.of("a nap nobody takes")).toList());
    assertThat(frozen.violations(CANARIES))
        .containsExactly(
            "this is frozen for no-sleeping, but is mended or worded differently now: take the"
                + " line out of no-sleeping.txt: a nap nobody takes");
  }

  @Test
  void findsNothingInOneContextThatIsClean() {
    Hexagon one =
        Hexagon.in("com.example.lamp")
            .oneContext()
            .domain("core")
            .application("actions")
            .ports("needs")
            .adaptersIn("outside")
            .wiredIn("start");
    JavaClasses lamp = new ClassFileImporter().importPackages("com.example.lamp");

    one.check(lamp);
    assertThat(rule(one.wiredIn("core"), "nobody-sees-the-wiring").violations(lamp)).isNotEmpty();
  }
}
