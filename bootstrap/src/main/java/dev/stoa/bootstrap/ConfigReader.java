package dev.stoa.bootstrap;

import dev.stoa.payment.domain.Patience;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.TaxRate;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: the command line before the environment, that before the file, that
 * before the standard. It finds everything that is wrong before it complains.
 */
final class ConfigReader {
  /** Variables with our prefix that are for the tests, the script, or a command's own option. */
  private static final Pattern NOT_SETTINGS =
      Pattern.compile("STOA_(TEST_.*|REQUIRE_REAL|JAVA|JAVA_OPTS|LOG|CONFIG|EMAIL|PASSWORD)");

  /** What stands on an invoice of the seller. */
  private static final List<Setting> SELLER =
      List.of(
          Setting.SELLER_NAME,
          Setting.SELLER_STREET,
          Setting.SELLER_POSTAL_CODE,
          Setting.SELLER_CITY,
          Setting.SELLER_COUNTRY,
          Setting.SELLER_VAT_ID);

  private static final String ADDRESS = "an address such as http://127.0.0.1:8080";
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  /** How far from the port of HTTP that of Socket.IO is when nothing says so. */
  private static final int BESIDE = 1_000;

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
      problems.add(
          "The configuration file " + file + " cannot be read: " + Failure.inWords(e) + ".");
      return;
    }
    for (String key : new TreeSet<>(lines.stringPropertyNames())) {
      take(key, lines.getProperty(key), "line '" + key + "' of " + file);
    }
  }

  private void takeEnvironment(Map<String, String> environment) {
    for (String variable : new TreeSet<>(environment.keySet())) {
      Optional<Setting> setting = Setting.ofVariable(variable);
      boolean ours = variable.startsWith("STOA_");
      if (setting.isPresent()) {
        Given value = new Given(environment.getOrDefault(variable, ""), "variable " + variable);
        // The name with our prefix is the more exact one.
        if (ours) {
          given.put(setting.get(), value);
        } else if (!value.text().startsWith("tcp://")) {
          // (Such a value is how Kubernetes tells where a service called redis is.)
          given.putIfAbsent(setting.get(), value);
        }
      } else if (ours && !NOT_SETTINGS.matcher(variable).matches()) {
        problems.add(
            "The variable %s is not known; the nearest known is %s."
                .formatted(variable, Setting.nearest(variable, Setting.variables())));
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
    Engines profile =
        value(Setting.PROFILE, "embedded or distributed", ConfigReader::profile, Engines.EMBEDDED);
    Set<Service> services =
        value(
            Setting.SERVICES,
            "one or more, with commas, of " + String.join(", ", Service.names()),
            Service::parse,
            Service.all());
    Engines engines =
        new Engines(
            engine(Setting.ENGINE_AGGREGATES, Engines.Aggregates.class, profile.aggregates()),
            engine(Setting.ENGINE_SESSIONS, Engines.Sessions.class, profile.sessions()),
            engine(Setting.ENGINE_BASKETS, Engines.Baskets.class, profile.baskets()),
            engine(Setting.ENGINE_EVENTS, Engines.Events.class, profile.events()),
            engine(Setting.ENGINE_SEARCH, Engines.Search.class, profile.search()));
    problems.addAll(engines.contradictions(services));
    ShopConfig.Servers servers = servers();
    Optional<URI> gateway =
        value(
            Setting.PAYMENT_GATEWAY,
            "sandbox, or an address such as http://127.0.0.1:9090",
            v -> v.equals("sandbox") ? Optional.<URI>empty() : Optional.of(address(v)),
            Optional.empty());
    if (gateway.isEmpty()
        && engines.events() == Engines.Events.KAFKA
        && !services.equals(Service.all())
        && (services.contains(Service.PAYMENT) || services.contains(Service.BOOKS))) {
      problems.add(
          "payment.gateway is sandbox, which lives in one process, but there are several: start one"
              + " with 'stoa sandbox-gateway' and set payment.gateway to its address.");
    }
    Duration gatewayTimeout = duration(Setting.PAYMENT_TIMEOUT);
    Duration patience = duration(Setting.PAYMENT_PATIENCE);
    URI identity = value(Setting.IDENTITY_URL, ADDRESS, ConfigReader::address, NOWHERE);
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
    ShopConfig.SocketIo socketIo = socketIo(http.port());
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
    boolean demoSeller =
        value(Setting.SELLER_DEMO, "true or false", ConfigReader::trueOrFalse, false);
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    return new ShopConfig(
        data,
        services,
        engines,
        servers,
        identity,
        new ShopConfig.Gateway(
            gateway, gatewayTimeout, new Patience(patience, Patience.DEFAULT.refusals())),
        http,
        socketIo,
        currency,
        taxRate,
        hold,
        new ShopConfig.Seller(
            new PostalAddress(name, street, null, postalCode, city, null, country), vatId),
        undecided(services, demoSeller));
  }

  /** What is only right for trying things, and must be asked for by name where money is taken. */
  private List<String> undecided(Set<Service> services, boolean demoSeller) {
    List<String> undecided = new ArrayList<>();
    if (services.contains(Service.PAYMENT) && !given.containsKey(Setting.PAYMENT_GATEWAY)) {
      undecided.add(
          "payment.gateway is not set, and the sandbox moves no money: set it to the address of a"
              + " gateway, or to sandbox when that is what you want (STOA_PAYMENT_GATEWAY).");
    }
    List<String> missing =
        Stream.concat(
                services.contains(Service.INVOICE) ? SELLER.stream() : Stream.empty(),
                services.contains(Service.CATALOG)
                    ? Stream.of(Setting.SHOP_TAX_RATE)
                    : Stream.empty())
            .filter(setting -> !given.containsKey(setting))
            .map(Setting::key)
            .toList();
    if (!demoSeller && !missing.isEmpty()) {
      undecided.add(
          String.join(", ", missing)
              + (missing.size() == 1 ? " is" : " are")
              + " not set, and what stands there otherwise is a seller in Athens who does not"
              + " exist, with 19 % tax: set "
              + (missing.size() == 1 ? "it" : "them")
              + ", or seller.demo=true to try things (STOA_SELLER_DEMO).");
    }
    return undecided;
  }

  private static boolean trueOrFalse(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private <T> T value(
      Setting setting, String expected, Function<String, T> parser, T ifUnreadable) {
    Given value = given.getOrDefault(setting, new Given(setting.standard(), "standard"));
    try {
      return parser.apply(value.text().strip());
    } catch (IllegalArgumentException e) {
      problems.add(
          "%s is '%s' (%s), but expected was %s."
              .formatted(
                  setting.key(),
                  setting.isSecret() ? "***" : value.text(),
                  value.origin(),
                  expected));
      return ifUnreadable;
    }
  }

  private Duration duration(Setting setting) {
    return value(
        setting, "a duration such as 500ms, 30s, 15m or 1h", ConfigReader::time, Duration.ZERO);
  }

  private ShopConfig.SocketIo socketIo(int httpPort) {
    // A shop that nobody told about Socket.IO must open whatever else runs on the machine.
    int beside = httpPort + BESIDE;
    ShopConfig.SocketIo standard =
        new ShopConfig.SocketIo(httpPort == 0 || beside > 65_535 ? 0 : beside, true);
    return value(
        Setting.SOCKETIO_PORT,
        "a whole number from 0 to 65535",
        v ->
            v.equals(Setting.BESIDE_THE_PORT)
                ? standard
                : new ShopConfig.SocketIo(number(v, 0, 65_535), false),
        standard);
  }

  private ShopConfig.Servers servers() {
    String redis = value(Setting.REDIS_URI, "an address", v -> v, "");
    String host = value(Setting.REDIS_HOST, "a host name or address", ConfigReader::text, "");
    int port =
        value(Setting.REDIS_PORT, "a whole number from 1 to 65535", v -> number(v, 1, 65_535), 1);
    String password = value(Setting.REDIS_PASSWORD, "a password", v -> v, "");
    String credentials =
        password.isEmpty() ? "" : ":" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "@";
    return new ShopConfig.Servers(
        value(
            Setting.MONGO_URI,
            "an address such as mongodb://127.0.0.1:27017",
            v -> matching(v, "mongodb(\\+srv)?://.+"),
            ""),
        value(Setting.MONGO_DATABASE, "a name", v -> matching(v, "[A-Za-z0-9_-]{1,60}"), ""),
        redis.isEmpty() ? "redis://" + credentials + host + ":" + port : redis,
        value(Setting.REDIS_PREFIX, "a name", v -> matching(v, "[A-Za-z0-9_-]{1,60}"), ""),
        new ShopConfig.Kafka(
            value(
                Setting.KAFKA_BROKERS,
                "hosts such as 127.0.0.1:9092,127.0.0.1:9093",
                v -> matching(v, "[^,:\\s]+:\\d+(,[^,:\\s]+:\\d+)*"),
                ""),
            value(
                Setting.KAFKA_PREFIX,
                "lower-case letters, digits, '.', '_' and '-'",
                v -> matching(v, "[a-z0-9._-]{0,60}"),
                ""),
            value(
                Setting.KAFKA_PARTITIONS,
                "a whole number from 1 to 1000",
                v -> number(v, 1, 1_000),
                1),
            (short)
                (int)
                    value(
                        Setting.KAFKA_REPLICAS,
                        "a whole number from 1 to 10",
                        v -> number(v, 1, 10),
                        1),
            duration(Setting.KAFKA_RETENTION)),
        new ShopConfig.Elasticsearch(
            value(Setting.ELASTICSEARCH_URL, ADDRESS, ConfigReader::address, NOWHERE),
            value(Setting.ELASTICSEARCH_PREFIX, "a name", v -> matching(v, "[a-z0-9_-]{1,60}"), ""),
            value(Setting.ELASTICSEARCH_USER, "a name", v -> v, ""),
            value(Setting.ELASTICSEARCH_PASSWORD, "a password", v -> v, "")));
  }

  private <E extends Enum<E> & Engines.Named> E engine(
      Setting setting, Class<E> type, E ofProfile) {
    String expected =
        Arrays.stream(type.getEnumConstants())
            .map(Engines.Named::label)
            .collect(Collectors.joining(" or "));
    return value(
        setting,
        expected,
        v -> v.equals(Setting.OF_PROFILE) ? ofProfile : Engines.named(type, v),
        ofProfile);
  }

  private static Engines profile(String name) {
    return switch (name) {
      case "embedded" -> Engines.EMBEDDED;
      case "distributed" -> Engines.DISTRIBUTED;
      default -> throw new IllegalArgumentException("no such profile: " + name);
    };
  }

  private static URI address(String text) {
    URI address = URI.create(matching(text, "https?://.+"));
    if (address.getHost() == null) {
      throw new IllegalArgumentException("no host in " + text);
    }
    return address;
  }

  private static String matching(String text, String pattern) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException();
    }
    return text;
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
