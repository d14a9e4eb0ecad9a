package dev.stoa.bootstrap;

import dev.stoa.payment.domain.Patience;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.TaxRate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a shop is to run: parsed and checked once, before anything starts.
 *
 * @param data the folder with all data; only engines that keep files use it
 * @param services what this process runs
 * @param engines which technology stands behind which ports
 * @param servers where the servers of the engines are
 * @param identity where a process without the identity service gets the keys that verify tokens
 * @param currency that prices are in when nothing says so
 * @param taxRate of imported products
 * @param hold how long a checkout keeps its stock
 * @param undecided what must be said before the shop may trade and was not, a sentence each: a
 *     payment gateway, and in whose name invoices are issued
 */
public record ShopConfig(
    Path data,
    Set<Service> services,
    Engines engines,
    Servers servers,
    URI identity,
    Gateway gateway,
    Http http,
    SocketIo socketIo,
    Currency currency,
    TaxRate taxRate,
    Duration hold,
    Seller seller,
    List<String> undecided) {
  public ShopConfig {
    services = Set.copyOf(services);
    undecided = List.copyOf(undecided);
  }

  /** Whether this process keeps something in its folder, which then only it may use. */
  boolean usesFolder() {
    return engines.needsDatabase()
        || (engines.search() == Engines.Search.LUCENE && runs(Service.CATALOG))
        || (gateway.remote().isEmpty() && runs(Service.PAYMENT));
  }

  /**
   * The same for a command that needs one service only: over servers nothing else is opened, and no
   * other server need be there. Where everything is one process, it is all or nothing.
   */
  ShopConfig narrowed(Service service) {
    return engines.events() == Engines.Events.IN_PROCESS || !runs(service)
        ? this
        : new ShopConfig(
            data,
            Set.of(service),
            engines,
            servers,
            identity,
            gateway,
            http,
            socketIo,
            currency,
            taxRate,
            hold,
            seller,
            undecided);
  }

  /**
   * The same, for a shop that is to trade.
   *
   * @throws InvalidConfiguration naming the settings that were left to what is only right for
   *     trying things
   */
  ShopConfig toTrade() {
    if (!undecided.isEmpty()) {
      throw new InvalidConfiguration(undecided);
    }
    return this;
  }

  /** Whether this process runs the service. */
  boolean runs(Service service) {
    return services.contains(service);
  }

  /**
   * Where the servers are.
   *
   * @param mongoUri with credentials, so never printed
   * @param redisUri with credentials, so never printed
   */
  record Servers(
      String mongoUri,
      String mongoDatabase,
      String redisUri,
      String redisPrefix,
      Kafka kafka,
      Elasticsearch elasticsearch) {
    @Override
    public String toString() {
      return "Servers[mongo=***, redis=***, " + kafka + ", " + elasticsearch + "]";
    }
  }

  /**
   * The broker of events, and how topics are made.
   *
   * @param prefix begins the names of topics and groups; may be empty
   */
  record Kafka(String brokers, String prefix, int partitions, short replicas, Duration retention) {}

  /**
   * The search server.
   *
   * @param user empty for none
   */
  record Elasticsearch(URI url, String prefix, String user, String password) {
    @Override
    public String toString() {
      return "Elasticsearch[" + url.getHost() + ", " + prefix + ", " + user + ", ***]";
    }
  }

  /**
   * The payment gateway.
   *
   * @param remote where it runs; empty for the sandbox within this process
   * @param timeout how long it may take to answer
   * @param patience how long it is asked about one thing before a person has to decide
   */
  record Gateway(Optional<URI> remote, Duration timeout, Patience patience) {}

  /**
   * The HTTP server.
   *
   * @param port 0 for a free one
   * @param drain how long requests may take to finish at the end
   */
  public record Http(
      String host,
      int port,
      long maxBodyBytes,
      int maxRequests,
      int maxConnections,
      Duration readTimeout,
      Duration idleTimeout,
      Duration drain) {}

  /**
   * The server of Socket.IO, on the address of the HTTP server.
   *
   * @param port 0 for a free one
   * @param otherwiseFree whether a free one will do when that is taken
   */
  record SocketIo(int port, boolean otherwiseFree) {}

  /** Who sells: stands on every invoice. */
  public record Seller(PostalAddress address, String vatId) {}
}
