package dev.stoa.bootstrap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that can be set, once: on the command line, in the environment, or in a properties
 * file.
 */
enum Setting {
  HOST("host", "127.0.0.1", "The address to listen on."),
  PORT("port", "8080", "The port to listen on; 0 picks a free one and prints it."),
  DATA("data", "./data", "The folder with all data of the shop."),
  PROFILE("profile", "embedded", "The technology underneath: embedded or distributed."),
  SERVICES(
      "services",
      "all",
      "What this process runs: all, monolith (identity,catalog,books), or names with commas."),
  ENGINE_AGGREGATES(
      "engine.aggregates",
      "of the profile",
      "Users, products, stock, checkouts, payments, orders, invoices: sqlite or mongo."),
  ENGINE_SESSIONS("engine.sessions", "of the profile", "Sessions: sqlite or redis."),
  ENGINE_BASKETS("engine.baskets", "of the profile", "Baskets: sqlite or redis."),
  ENGINE_EVENTS("engine.events", "of the profile", "The way of events: in-process or kafka."),
  ENGINE_SEARCH("engine.search", "of the profile", "The search index: lucene or elasticsearch."),
  MONGO_URI("mongo.uri", "mongodb://127.0.0.1:27017", "Where MongoDB is.", Kind.SECRET),
  MONGO_DATABASE("mongo.database", "stoa", "The database in MongoDB."),
  REDIS_HOST("redis.host", "127.0.0.1", "Where Redis is, when redis.uri does not say."),
  REDIS_PORT("redis.port", "6379", "The port of Redis."),
  REDIS_PASSWORD("redis.password", "", "The password of Redis; none when empty.", Kind.SECRET),
  REDIS_URI(
      "redis.uri",
      "",
      "redis://host:port, redis-sentinel://host,host/master or redis-cluster://host,host.",
      Kind.SECRET),
  REDIS_PREFIX("redis.prefix", "stoa", "Begins every key in Redis."),
  KAFKA_BROKERS("kafka.brokers", "127.0.0.1:9092", "Where Kafka is: hosts with commas."),
  KAFKA_PREFIX("kafka.prefix", "", "Begins the name of every topic and group."),
  KAFKA_PARTITIONS("kafka.partitions", "12", "Partitions of a topic that is made."),
  KAFKA_REPLICAS("kafka.replicas", "1", "Replicas of a topic that is made; 3 in production."),
  KAFKA_RETENTION("kafka.retention", "168h", "How long topics keep events."),
  ELASTICSEARCH_URL("elasticsearch.url", "http://127.0.0.1:9200", "Where Elasticsearch is."),
  ELASTICSEARCH_USER("elasticsearch.user", "", "The user of Elasticsearch; none when empty."),
  ELASTICSEARCH_PASSWORD("elasticsearch.password", "", "That user's password.", Kind.SECRET),
  ELASTICSEARCH_PREFIX("elasticsearch.prefix", "stoa", "Begins the name of every index."),
  IDENTITY_URL(
      "identity.url",
      "http://127.0.0.1:8080",
      "Where a process without the identity service gets the keys that verify tokens."),
  PAYMENT_GATEWAY(
      "payment.gateway",
      "sandbox",
      "sandbox (in this process; to be said by name for 'serve'), or the URL of one that runs: stoa"
          + " sandbox-gateway."),
  PAYMENT_TIMEOUT("payment.timeout", "10s", "How long the payment gateway may take to answer."),
  PAYMENT_PATIENCE(
      "payment.patience",
      "24h",
      "How long the payment gateway is asked about one thing before a person has to decide."),
  HTTP_MAX_BODY("http.max-body", "1MB", "The largest request body, other than of an import."),
  HTTP_MAX_REQUESTS(
      "http.max-requests", "2048", "So many requests are worked on at once; more get 503."),
  HTTP_MAX_CONNECTIONS(
      "http.max-connections", "10000", "So many clients may be connected at once."),
  HTTP_READ_TIMEOUT(
      "http.read-timeout", "30s", "A client silent for so long inside a request is cut off."),
  HTTP_IDLE_TIMEOUT(
      "http.idle-timeout", "2m", "A connection without a request for so long is closed."),
  SOCKETIO_PORT(
      "socketio.port",
      "beside the port",
      "The port of Socket.IO; 0 picks a free one and prints it. If not set: port + 1000, or a free"
          + " one when that is taken or port is 0."),
  DRAIN("drain", "10s", "How long requests may take to finish when the shop closes."),
  SHOP_CURRENCY("shop.currency", "EUR", "The currency that prices are in when nothing says so."),
  SHOP_TAX_RATE("shop.tax-rate", "19", "The tax in prices of an import, in percent."),
  CHECKOUT_HOLD(
      "checkout.hold",
      "15m",
      "How long a payment may take, from the checkout on; then it is cancelled."),
  SELLER_NAME("seller.name", "Stoa Demo Shop", "The seller on every invoice."),
  SELLER_STREET("seller.street", "1 Agora", "The seller's street and number."),
  SELLER_POSTAL_CODE("seller.postal-code", "10555", "The seller's postal code."),
  SELLER_CITY("seller.city", "Athens", "The seller's city."),
  SELLER_COUNTRY("seller.country", "GR", "The seller's country, ISO 3166-1 alpha-2."),
  SELLER_VAT_ID("seller.vat-id", "EL000000000", "The seller's VAT identifier."),
  SELLER_DEMO(
      "seller.demo",
      "false",
      "Whether 'serve' may trade as the seller above and with that tax, who are there to try"
          + " things: true or false.");

  /** What the port of Socket.IO is when nothing says so. */
  static final String BESIDE_THE_PORT = "beside the port";

  /** What a choice of engine is when nothing says so. */
  static final String OF_PROFILE = "of the profile";

  private static final Pattern ALIASED =
      Pattern.compile(
          "mongo\\.uri|redis\\.(host|port|password|uri)|kafka\\.brokers"
              + "|elasticsearch\\.(url|user|password)");

  private final String key;
  private final String standard;
  private final String meaning;
  private final Kind kind;

  Setting(String key, String standard, String meaning) {
    this(key, standard, meaning, Kind.PLAIN);
  }

  Setting(String key, String standard, String meaning, Kind kind) {
    this.key = key;
    this.standard = standard;
    this.meaning = meaning;
    this.kind = kind;
  }

  /** Whether a value may be printed. */
  private enum Kind {
    PLAIN,
    SECRET
  }

  /** Whether its value must never be printed. */
  boolean isSecret() {
    return kind == Kind.SECRET;
  }

  /**
   * The short name in the environment that operators of such servers know, beside {@link
   * #variable}: {@code MONGO_URI}.
   */
  Optional<String> alias() {
    return ALIASED.matcher(key).matches()
        ? Optional.of(variable().substring("STOA_".length()))
        : Optional.empty();
  }

  /** The name in a properties file: {@code http.max-body}. */
  String key() {
    return key;
  }

  /** What holds when nothing is said. */
  String standard() {
    return standard;
  }

  String meaning() {
    return meaning;
  }

  /** The name in the environment: {@code STOA_HTTP_MAX_BODY}. */
  String variable() {
    return "STOA_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static Optional<Setting> ofVariable(String variable) {
    return Arrays.stream(values())
        .filter(setting ->
            setting.variable().equals(variable)
                || setting.alias().filter(variable::equals).isPresent())
        .findFirst();
  }

  /** The known name that is spelled most like the given one. */
  static String nearest(String name, List<String> known) {
    return known.stream()
        .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
        .orElseThrow();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }

  static List<String> variables() {
    return Arrays.stream(values()).map(Setting::variable).toList();
  }

  /** How many letters must change (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
