package dev.stoa.bootstrap;

import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.TaxRate;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: the command line before the environment, that before the file, that
 * before the standard. It finds everything that is wrong before it complains.
 */
final class ConfigReader {
  /** Variables with our prefix that are for the tests, the script, or a command's own option. */
  private static final Pattern NOT_SETTINGS =
      Pattern.compile("STOA_(TEST_.*|REQUIRE_REAL|JAVA|JAVA_OPTS|LOG|CONFIG|EMAIL|PASSWORD)");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KB|MB)?");

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads and checks everything.
   *
   * @param options by key, as given on the command line
   * @param file a properties file
   * @throws InvalidConfiguration naming all that is wrong
   */
  static ShopConfig read(
      Map<String, String> options, Map<String, String> environment, @Nullable Path file) {
    ConfigReader reader = new ConfigReader();
    if (file != null) {
      reader.takeFile(file);
    }
    reader.takeEnvironment(environment);
    reader.takeOptions(options);
    return reader.config();
  }

  private void takeFile(Path file) {
    Properties lines = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      lines.load(text);
    } catch (IOException | IllegalArgumentException e) {
      problems.add("The configuration file " + file + " cannot be read: " + e.getMessage() + ".");
      return;
    }
    for (String key : new TreeSet<>(lines.stringPropertyNames())) {
      take(key, lines.getProperty(key), "line '" + key + "' of " + file);
    }
  }

  private void takeEnvironment(Map<String, String> environment) {
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (variable.startsWith("STOA_") && !NOT_SETTINGS.matcher(variable).matches()) {
        Optional<Setting> setting = Setting.ofVariable(variable);
        if (setting.isPresent()) {
          given.put(
              setting.get(),
              new Given(environment.getOrDefault(variable, ""), "variable " + variable));
        } else {
          problems.add(
              "The variable %s is not known; the nearest known is %s."
                  .formatted(variable, Setting.nearest(variable, Setting.variables())));
        }
      }
    }
  }

  private void takeOptions(Map<String, String> options) {
    options.forEach((key, value) ->
        take(
            key,
            value,
            Setting.ofKey(key).filter(Main::hasOption).isPresent()
                ? "option --" + key
                : "option --set " + key));
  }

  private void take(String key, String value, String origin) {
    Optional<Setting> setting = Setting.ofKey(key);
    if (setting.isPresent()) {
      given.put(setting.get(), new Given(value, origin));
    } else {
      problems.add(
          "The %s is not known; the nearest known key is %s."
              .formatted(origin, Setting.nearest(key, Setting.keys())));
    }
  }

  private ShopConfig config() {
    // Read all before complaining, so that one start shows everything that is wrong.
    Path data = value(Setting.DATA, "a folder", Path::of, Path.of("data"));
    String profile =
        value(Setting.PROFILE, "embedded (distributed comes later)", only("embedded"), "embedded");
    value(
        Setting.SERVICES,
        "all (running single services comes with the distributed profile)",
        only("all"),
        "all");
    ShopConfig.Http http =
        new ShopConfig.Http(
            value(Setting.HOST, "a host name or address", ConfigReader::text, ""),
            value(Setting.PORT, "a whole number from 0 to 65535", v -> number(v, 0, 65_535), 0),
            value(Setting.HTTP_MAX_BODY, "a size such as 512KB or 1MB", ConfigReader::size, 1L),
            value(
                Setting.HTTP_MAX_REQUESTS,
                "a whole number from 1 to 1000000",
                v -> number(v, 1, 1_000_000),
                1),
            value(
                Setting.HTTP_MAX_CONNECTIONS,
                "a whole number from 1 to 1000000",
                v -> number(v, 1, 1_000_000),
                1),
            duration(Setting.HTTP_READ_TIMEOUT),
            duration(Setting.HTTP_IDLE_TIMEOUT),
            duration(Setting.DRAIN));
    Currency currency =
        value(
            Setting.SHOP_CURRENCY,
            "an ISO 4217 code such as EUR",
            Currency::getInstance,
            Currency.getInstance("EUR"));
    TaxRate taxRate =
        value(
            Setting.SHOP_TAX_RATE,
            "a percentage such as 19 or 5.5",
            TaxRate::parse,
            TaxRate.parse("0"));
    Duration hold = duration(Setting.CHECKOUT_HOLD);
    String name = value(Setting.SELLER_NAME, "a name", ConfigReader::text, "");
    String street = value(Setting.SELLER_STREET, "a street", ConfigReader::text, "");
    String postalCode = value(Setting.SELLER_POSTAL_CODE, "a postal code", ConfigReader::text, "");
    String city = value(Setting.SELLER_CITY, "a city", ConfigReader::text, "");
    String country =
        value(
            Setting.SELLER_COUNTRY,
            "an ISO 3166-1 alpha-2 code such as DE",
            v -> new PostalAddress("x", "x", null, null, "x", null, v).country(),
            "");
    String vatId = value(Setting.SELLER_VAT_ID, "a VAT identifier", ConfigReader::text, "");
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    return new ShopConfig(
        data,
        profile,
        http,
        currency,
        taxRate,
        hold,
        new ShopConfig.Seller(
            new PostalAddress(name, street, null, postalCode, city, null, country), vatId));
  }

  private <T> T value(
      Setting setting, String expected, Function<String, T> parser, T ifUnreadable) {
    Given value = given.getOrDefault(setting, new Given(setting.standard(), "standard"));
    try {
      return parser.apply(value.text().strip());
    } catch (IllegalArgumentException e) {
      problems.add(
          "%s is '%s' (%s), but expected was %s."
              .formatted(setting.key(), value.text(), value.origin(), expected));
      return ifUnreadable;
    }
  }

  private Duration duration(Setting setting) {
    return value(
        setting, "a duration such as 500ms, 30s, 15m or 1h", ConfigReader::time, Duration.ZERO);
  }

  private static Function<String, String> only(String permitted) {
    return text -> {
      if (!text.equals(permitted)) {
        throw new IllegalArgumentException();
      }
      return text;
    };
  }

  private static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static int number(String text, int least, int most) {
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static Duration time(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException();
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static long size(String text) {
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
      throw new IllegalArgumentException();
    }
    String unit = parts.group(2) == null ? "B" : parts.group(2);
    long factor =
        switch (unit) {
          case "KB" -> 1_024;
          case "MB" -> 1_048_576;
          default -> 1;
        };
    return Math.multiplyExact(Long.parseLong(parts.group(1)), factor);
  }

  /** A value and where it was given. */
  private record Given(String text, String origin) {}
}
