package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml and .env.example say what the configuration understands, and nothing else. */
class DeploymentTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern USED = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?::?[-?][^}]*)?}");

  /** Of the compose file itself: no process of the shop sees them. */
  private static final Set<String> OF_COMPOSE = Set.of("SHOP_PORT", "MONGO_PASSWORD");

  private final String compose = read("docker-compose.yml");
  private final Map<String, Map<String, Object>> services = services();

  @Test
  void everyServiceOfTheShopIsThere() {
    Set<String> run = new TreeSet<>();
    services.values().stream()
        .map(DeploymentTest::environment)
        .map(environment -> environment.get("STOA_SERVICES"))
        .filter(names -> names != null)
        .forEach(names -> Service.parse(names).forEach(service -> run.add(service.label())));

    assertThat(run)
        .isEqualTo(Service.all().stream().map(Service::label).collect(Collectors.toSet()));
  }

  @Test
  void theConfigurationKnowsEveryVariableOfTheShop() {
    services.forEach((name, service) -> {
      if ("stoa".equals(service.get("image"))) {
        environment(service)
            .keySet()
            .forEach(variable ->
                assertThat(Setting.ofVariable(variable)).as(name + " " + variable).isPresent());
      }
    });
  }

  @Test
  void everyServerCanBeNamedByTheVariableThatOperatorsKnow() {
    Set<String> known =
        Arrays.stream(Setting.values())
            .map(Setting::alias)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());

    assertThat(environment(services.getOrDefault("monolith", Map.of())).keySet())
        .containsAll(known);
    assertThat(example().keySet()).containsAll(known);
  }

  @Test
  void theExampleHasEveryVariableThatComposeUsesAndNoOther() {
    Set<String> used = new HashSet<>();
    Matcher variables = USED.matcher(compose);
    while (variables.find()) {
      used.add(variables.group(1));
    }
    // Inside other values of the example.
    used.add("MONGO_PASSWORD");

    assertThat(example().keySet()).isEqualTo(used);
    used.removeAll(OF_COMPOSE);
    used.forEach(variable -> assertThat(Setting.ofVariable(variable)).as(variable).isPresent());
  }

  @Test
  void noPasswordHasADefault() {
    example()
        .forEach((name, value) -> {
          if (name.endsWith("PASSWORD")) {
            assertThat(value).as(name).isEmpty();
            assertThat(compose).contains("${" + name + ":?");
          }
        });
  }

  @Test
  void everyImageHasAVersionAndEveryContainerAHealthCheck() {
    services.forEach((name, service) -> {
      String image = String.valueOf(service.get("image"));
      assertThat(image).as(name).matches("stoa|[a-z/]+:\\d+\\.\\d+\\.\\d+");
      // That of the image stands in the Dockerfile.
      assertThat(service.containsKey("healthcheck") || image.equals("stoa")).as(name).isTrue();
    });
    assertThat(read("Dockerfile")).contains("HEALTHCHECK").contains("USER stoa");
  }

  /** A JVM that goes on after it ran out of memory has lost threads that nobody misses. */
  @Test
  void everyJvmEndsWhenItRunsOutOfMemory() {
    for (String file : List.of("stoa", "Dockerfile")) {
      assertThat(read(file).lines().filter(line -> line.contains("-XX:+UseSerialGC")))
          .filteredOn(line -> !line.contains("AOTCacheOutput") && !line.contains("\"health\""))
          // Maven's own JVM, which builds the shop and runs nothing of it.
          .filteredOn(line -> !line.contains("MAVEN_OPTS"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).contains("-XX:+ExitOnOutOfMemoryError"));
    }
  }

  @Test
  void aProcessWithTheseVariablesStarts() {
    services.forEach((name, service) -> {
      Map<String, String> environment = environment(service);
      if (environment.containsKey("STOA_SERVICES")) {
        environment.replaceAll((key, value) -> filled(value));
        ShopConfig config = ConfigReader.read(Map.of(), environment, null);
        assertThat(config.usesFolder()).as(name).isFalse();
      }
    });
  }

  /** As compose fills it in: the default, or a password. */
  private static String filled(String value) {
    Matcher variable = Pattern.compile("\\$\\{([A-Z_]+)(:[-?])?([^}]*)}").matcher(value);
    if (!variable.find()) {
      return value;
    }
    return variable.group(1).equals("MONGO_URI")
        ? "mongodb://stoa:secret@mongo:27017"
        : ":-".equals(variable.group(2)) ? variable.group(3) : "secret";
  }

  private Map<String, String> example() {
    return read(".env.example")
        .lines()
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  @SuppressWarnings("unchecked") // What compose files are made of.
  private Map<String, Map<String, Object>> services() {
    Map<String, Object> file = new Yaml().load(compose);
    return (Map<String, Map<String, Object>>) Objects.requireNonNull(file.get("services"));
  }

  private static Map<String, String> environment(Map<String, Object> service) {
    Object environment = service.get("environment");
    return environment instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .collect(Collectors.toMap(e -> (String) e.getKey(), e -> String.valueOf(e.getValue())))
        : Map.of();
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new AssertionError("cannot read " + List.of(ROOT, file), e);
    }
  }
}
