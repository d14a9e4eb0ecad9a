package dev.stoa.bootstrap;

import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.TaxRate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;

/**
 * How a shop is to run: parsed and checked once, before anything starts.
 *
 * @param data the folder with all data
 * @param currency that prices are in when nothing says so
 * @param taxRate of imported products
 * @param hold how long a checkout keeps its stock
 */
public record ShopConfig(
    Path data,
    String profile,
    Http http,
    Currency currency,
    TaxRate taxRate,
    Duration hold,
    Seller seller) {
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

  /** Who sells: stands on every invoice. */
  public record Seller(PostalAddress address, String vatId) {}
}
