package dev.stoa.bootstrap;

import com.google.inject.Module;
import dev.stoa.basket.inprocess.InProcessBasketModule;
import dev.stoa.basket.mongo.MongoBasketModule;
import dev.stoa.basket.redis.RedisBasketModule;
import dev.stoa.basket.rest.BasketRestModule;
import dev.stoa.basket.sqlite.SqliteBasketModule;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.elasticsearch.ElasticsearchOptions;
import dev.stoa.catalog.elasticsearch.ElasticsearchSearchModule;
import dev.stoa.catalog.lucene.LuceneSearchModule;
import dev.stoa.catalog.mongo.MongoCatalogModule;
import dev.stoa.catalog.redis.RedisProductCacheModule;
import dev.stoa.catalog.rest.CatalogRestModule;
import dev.stoa.catalog.rest.SearchRestModule;
import dev.stoa.catalog.shopify.ShopifyFeedModule;
import dev.stoa.catalog.sqlite.SqliteCatalogModule;
import dev.stoa.identity.jwt.JwksModule;
import dev.stoa.identity.jwt.JwksOptions;
import dev.stoa.identity.jwt.JwtModule;
import dev.stoa.identity.jwt.JwtOptions;
import dev.stoa.identity.mongo.MongoIdentityModule;
import dev.stoa.identity.password4j.Argon2Options;
import dev.stoa.identity.password4j.Password4jModule;
import dev.stoa.identity.redis.RedisSessionsModule;
import dev.stoa.identity.rest.IdentityRestModule;
import dev.stoa.identity.sqlite.SqliteIdentityModule;
import dev.stoa.identity.sqlite.SqliteSessionsModule;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.domain.Seller;
import dev.stoa.invoicing.mongo.MongoInvoicingModule;
import dev.stoa.invoicing.rest.InvoicingRestModule;
import dev.stoa.invoicing.sqlite.SqliteInvoicingModule;
import dev.stoa.notification.inprocess.InProcessNotificationModule;
import dev.stoa.notification.redis.RedisNotificationModule;
import dev.stoa.notification.rest.EventStreamOptions;
import dev.stoa.notification.rest.NotificationRestModule;
import dev.stoa.notification.socketio.SocketIoModule;
import dev.stoa.notification.socketio.SocketIoOptions;
import dev.stoa.notification.sqlite.SqliteNotificationModule;
import dev.stoa.ordering.mongo.MongoOrderingModule;
import dev.stoa.ordering.rest.OrderingRestModule;
import dev.stoa.ordering.sqlite.SqliteOrderingModule;
import dev.stoa.payment.mongo.MongoPaymentModule;
import dev.stoa.payment.rest.PaymentRestModule;
import dev.stoa.payment.sandbox.RemoteSandboxGatewayModule;
import dev.stoa.payment.sandbox.SandboxGatewayModule;
import dev.stoa.payment.sandbox.SandboxOptions;
import dev.stoa.payment.sqlite.SqlitePaymentModule;
import dev.stoa.shared.inprocess.InProcessMessagingModule;
import dev.stoa.shared.inprocess.ProcessEngineModule;
import dev.stoa.shared.inprocess.PumpOptions;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.kafka.KafkaMessagingModule;
import dev.stoa.shared.kafka.KafkaOptions;
import dev.stoa.shared.mongo.MongoOptions;
import dev.stoa.shared.mongo.MongoStoreModule;
import dev.stoa.shared.redis.RedisOptions;
import dev.stoa.shared.redis.RedisStoreModule;
import dev.stoa.shared.rest.DeadLettersRestModule;
import dev.stoa.shared.rest.OperationsRestModule;
import dev.stoa.shared.sqlite.SqliteStoreModule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules of a process: what it always has, the use cases and routes of its services, and the
 * adapters of the configured engines behind their ports.
 */
public final class Profiles {
  private static final Duration EVENTS_KEPT = Duration.ofDays(7);

  private Profiles() {}

  /** The modules of the configured process. */
  public static List<Module> modules(ShopConfig config) {
    List<Module> modules = new ArrayList<>(process(config));
    for (Service service : config.services()) {
      modules.addAll(contexts(service, config));
    }
    modules.add(callers(config));
    modules.addAll(events(config));
    Set<Service> kept = kept(config);
    modules.addAll(servers(kept, config));
    if (config.engines().needsDatabase()) {
      modules.add(new SqliteStoreModule(config.data().resolve("stoa.db"), EVENTS_KEPT));
      modules.add(new SqliteReadinessModule());
    }
    for (Service service : kept) {
      modules.addAll(stores(service, config));
    }
    modules.addAll(checkouts(config));
    if (kept.contains(Service.PAYMENT)) {
      modules.add(gateway(config));
    }
    return List.copyOf(modules);
  }

  private static List<Module> process(ShopConfig config) {
    return List.of(
        new StrictModule(),
        new ProcessModule(config),
        new ProcessEngineModule(),
        new EventTypesModule(),
        new JsonEventsModule(),
        new ReactionsModule(),
        new DeadLettersModule(),
        new DeadLettersRestModule(),
        new OperationsRestModule());
  }

  /** Use cases, reactions and routes of a service. */
  private static List<Module> contexts(Service service, ShopConfig config) {
    return switch (service) {
      case IDENTITY ->
          List.of(
              new IdentityModule(),
              new IdentityRestModule(),
              new Password4jModule(Argon2Options.owasp()));
      case CATALOG ->
          List.of(
              new CatalogModule(config.hold()),
              new CatalogRestModule(),
              new SearchModule(new ImportProducts.Defaults(config.currency(), config.taxRate())),
              new SearchRestModule(config.currency()),
              new ShopifyFeedModule(),
              new StorefrontModule(),
              new DemoModule());
      case BASKET -> List.of(new BasketModule(), new BasketRestModule(), new BasketSignalsModule());
      case NOTIFICATION ->
          List.of(
              new NotificationModule(),
              new NotificationRestModule(EventStreamOptions.DEFAULT),
              new SocketIoModule(socketIo(config)));
      case PAYMENT ->
          List.of(
              new PaymentModule(config.gateway().patience()),
              new PaymentRestModule(),
              new FormerPayersModule());
      case ORDER -> List.of(new OrderingModule(), new OrderingRestModule());
      case INVOICE ->
          List.of(new InvoicingModule(seller(config.seller())), new InvoicingRestModule());
      case BOOKS -> List.of(new BooksModule());
    };
  }

  /** The services whose stores this process opens: the books look into all of them. */
  private static Set<Service> kept(ShopConfig config) {
    Set<Service> kept = EnumSet.copyOf(config.services());
    if (kept.remove(Service.NOTIFICATION)) {
      kept.add(Service.BASKET);
    }
    if (kept.contains(Service.BOOKS)) {
      kept.addAll(
          EnumSet.of(
              Service.CATALOG, Service.BASKET, Service.PAYMENT, Service.ORDER, Service.INVOICE));
    }
    return kept;
  }

  private static List<Module> events(ShopConfig config) {
    return switch (config.engines().events()) {
      case IN_PROCESS -> List.of(new InProcessMessagingModule(PumpOptions.DEFAULT));
      case KAFKA -> List.of(new KafkaMessagingModule(kafka(config)));
    };
  }

  private static KafkaOptions kafka(ShopConfig config) {
    ShopConfig.Kafka kafka = config.servers().kafka();
    return new KafkaOptions(
        kafka.brokers(),
        kafka.partitions(),
        kafka.replicas(),
        kafka.retention(),
        "stoa-"
            + config.services().stream()
                .sorted()
                .map(Service::label)
                .collect(Collectors.joining("-")),
        kafka.prefix());
  }

  /** Who signs tokens verifies them by his own key, all others by the published ones. */
  private static Module callers(ShopConfig config) {
    return config.runs(Service.IDENTITY)
        ? new JwtModule(JwtOptions.DEFAULT)
        : new JwksModule(new JwksOptions(config.identity()));
  }

  /** The connections to the servers that the kept services need. */
  private static List<Module> servers(Set<Service> kept, ShopConfig config) {
    Engines engines = config.engines();
    List<Module> modules = new ArrayList<>();
    if (engines.aggregates() == Engines.Aggregates.MONGO
        && (config.runs(Service.BASKET) || kept.stream().anyMatch(Profiles::hasAggregates))) {
      modules.add(
          new MongoStoreModule(
              new MongoOptions(config.servers().mongoUri(), config.servers().mongoDatabase())));
    }
    if ((engines.sessions() == Engines.Sessions.REDIS && kept.contains(Service.IDENTITY))
        || (engines.baskets() == Engines.Baskets.REDIS && kept.contains(Service.BASKET))
        || (engines.aggregates() == Engines.Aggregates.MONGO && kept.contains(Service.CATALOG))) {
      modules.add(
          new RedisStoreModule(
              new RedisOptions(config.servers().redisUri(), config.servers().redisPrefix())));
    }
    return modules;
  }

  private static boolean hasAggregates(Service service) {
    return switch (service) {
      case IDENTITY, CATALOG, PAYMENT, ORDER, INVOICE -> true;
      case BASKET, NOTIFICATION, BOOKS -> false;
    };
  }

  private static List<Module> stores(Service service, ShopConfig config) {
    return switch (service) {
      case IDENTITY -> List.of(users(config.engines()), sessions(config.engines()));
      case CATALOG ->
          List.of(catalog(config.engines()), shownProducts(config.engines()), search(config));
      case BASKET -> baskets(config.engines());
      case PAYMENT -> List.of(payments(config.engines()));
      case ORDER -> List.of(orders(config.engines()));
      case INVOICE -> List.of(invoices(config.engines()));
      case NOTIFICATION, BOOKS -> List.of();
    };
  }

  private static Module users(Engines engines) {
    return switch (engines.aggregates()) {
      case SQLITE -> new SqliteIdentityModule();
      case MONGO -> new MongoIdentityModule();
    };
  }

  private static Module sessions(Engines engines) {
    return switch (engines.sessions()) {
      case SQLITE -> new SqliteSessionsModule();
      case REDIS -> new RedisSessionsModule();
    };
  }

  private static Module catalog(Engines engines) {
    return switch (engines.aggregates()) {
      case SQLITE -> new SqliteCatalogModule();
      case MONGO -> new MongoCatalogModule();
    };
  }

  private static Module shownProducts(Engines engines) {
    return switch (engines.aggregates()) {
      case SQLITE -> new ShownProductsModule();
      case MONGO -> new RedisProductCacheModule();
    };
  }

  private static Module search(ShopConfig config) {
    return switch (config.engines().search()) {
      case LUCENE -> new LuceneSearchModule(config.data().resolve("search"));
      case ELASTICSEARCH -> new ElasticsearchSearchModule(elasticsearch(config));
    };
  }

  private static ElasticsearchOptions elasticsearch(ShopConfig config) {
    ShopConfig.Elasticsearch server = config.servers().elasticsearch();
    return server.user().isEmpty()
        ? new ElasticsearchOptions(server.url(), server.prefix(), null, null)
        : new ElasticsearchOptions(server.url(), server.prefix(), server.user(), server.password());
  }

  private static List<Module> baskets(Engines engines) {
    return switch (engines.baskets()) {
      case SQLITE ->
          List.of(
              new SqliteBasketModule(),
              new InProcessBasketModule(),
              new SqliteNotificationModule(),
              new InProcessNotificationModule());
      case REDIS -> List.of(new RedisBasketModule(), new RedisNotificationModule());
    };
  }

  /** Who only tells buyers what happens needs no checkouts. */
  private static List<Module> checkouts(ShopConfig config) {
    boolean inMongo = config.engines().aggregates() == Engines.Aggregates.MONGO;
    List<Module> modules = new ArrayList<>();
    if (inMongo && (config.runs(Service.BASKET) || config.runs(Service.BOOKS))) {
      modules.add(new MongoBasketModule());
    }
    if (inMongo && config.runs(Service.BASKET)) {
      modules.add(new FormerCheckoutsModule());
    }
    return modules;
  }

  private static Module payments(Engines engines) {
    return switch (engines.aggregates()) {
      case SQLITE -> new SqlitePaymentModule();
      case MONGO -> new MongoPaymentModule();
    };
  }

  private static Module orders(Engines engines) {
    return switch (engines.aggregates()) {
      case SQLITE -> new SqliteOrderingModule();
      case MONGO -> new MongoOrderingModule();
    };
  }

  private static Module invoices(Engines engines) {
    return switch (engines.aggregates()) {
      case SQLITE -> new SqliteInvoicingModule();
      case MONGO -> new MongoInvoicingModule();
    };
  }

  private static SocketIoOptions socketIo(ShopConfig config) {
    return SocketIoOptions.at(
        config.http().host(), config.socketIo().port(), config.socketIo().otherwiseFree());
  }

  private static Module gateway(ShopConfig config) {
    ShopConfig.Gateway gateway = config.gateway();
    return gateway
        .remote()
        .<Module>map(url -> new RemoteSandboxGatewayModule(url, gateway.timeout()))
        .orElseGet(() -> new SandboxGatewayModule(SandboxOptions.in(config.data())));
  }

  private static SellerConfiguration seller(ShopConfig.Seller seller) {
    return new SellerConfiguration(
        new Seller(seller.address().name(), seller.vatId(), null, seller.address()),
        ZoneOffset.UTC);
  }
}
