package org.carpark.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stoa.architecture.Hexagon;
import dev.stoa.architecture.NamedRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same rules on a car park that breaks them. A project need not copy this test. */
class RulesFindSinsTest {
  private static final JavaClasses SINFUL = new ClassFileImporter().importPackages("org.sinful");

  private static Hexagon hexagon(String base) {
    return Hexagon.in(base)
        .layerFirst()
        .domain("model")
        .application("usecases")
        .adaptersIn("outside")
        .wiredIn("start");
  }

  private static NamedRule rule(Hexagon hexagon, String name) {
    return hexagon.rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          domain-stands-alone | has parameter of type <org.sinful.outside.jdbc.parking.Table> in (Stay.java:
          contexts-meet-in-events | has return type <org.sinful.model.billing.Price> in (Stay.java:
          adapters-do-not-see-each-other | StayManager.stays(org.sinful.outside.jdbc.parking.Table)>
          nobody-sees-the-wiring | gets field <org.sinful.start.Main.ROWS> in (Table.java:
          time-and-chance-are-given | calls method <java.time.LocalDateTime.now()> in (Stay.java:
          no-floating-point-in-the-domain | Field <org.sinful.model.parking.Stay.hours> is a floating-point number
          no-setters-in-the-domain | Stay.setHours(double)> is a setter in (Stay.java:
          use-cases-are-final | Class <org.sinful.usecases.parking.PassBarrier> is not final
          adapters-publish-modules-only | Class <org.sinful.outside.jdbc.parking.Table> is public
          names-say-what-a-thing-is | Class <org.sinful.outside.web.parking.StayManager>
          no-sleeping | calls method <java.util.concurrent.TimeUnit.sleep(long)> in (PassBarrier.java:
          """)
  void findsEachSinAndSaysWhere(String name, String sentence) {
    assertThatThrownBy(() -> rule(hexagon("org.sinful"), name).check(SINFUL))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(name + " is broken ")
        .hasMessageContaining(", because ")
        .hasMessageContaining(sentence);
  }

  @Test
  void failsWhenTheBasePackageIsMisspelt() {
    assertThatThrownBy(() -> hexagon("org.sinfull").check(SINFUL))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("imported classes is in org.sinfull or below")
        .hasMessageContaining("Is the base package misspelt?");
    assertThat(hexagon("org.sinfull").rules())
        .allSatisfy(
            rule -> assertThatThrownBy(() -> rule.check(SINFUL)).hasMessageContaining("misspelt"));
  }

  @Test
  void failsWhenALayerIsNamedOtherwise() {
    assertThatThrownBy(() -> hexagon("org.sinful").domain("domain").check(SINFUL))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no class is in org.sinful.domain.<context>; the layers found are");
  }

  @Test
  void leavesOutAndToleratesWhatItIsTold(@TempDir Path folder) throws IOException {
    Path frozen = folder.resolve("domain-stands-alone.txt");
    List<String> old =
        rule(hexagon("org.sinful"), "domain-stands-alone").violations(SINFUL).stream()
            .map(line -> line.replaceAll("\\.java:\\d+", ".java"))
            .toList();
    Files.write(frozen, Stream.concat(Stream.of("# from before"), old.stream()).toList());

    hexagon("org.sinful")
        .without(
            "contexts-meet-in-events",
            "adapters-do-not-see-each-other",
            "nobody-sees-the-wiring",
            "time-and-chance-are-given",
            "no-floating-point-in-the-domain",
            "no-setters-in-the-domain",
            "adapters-publish-modules-only",
            "names-say-what-a-thing-is")
        .tolerating(
            "use-cases-are-final", "org.sinful.usecases.parking.PassBarrier", "a test extends it")
        .tolerating(
            "no-sleeping", "org.sinful.usecases.parking.PassBarrier", "the barrier takes a second")
        .freezing("domain-stands-alone", frozen)
        .check(SINFUL);
  }
}
