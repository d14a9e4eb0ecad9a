package dev.stoa.basket.sqlite;

import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.sqlite.SqliteStore;
import dev.stoa.shared.sqlite.SqliteTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Product facts as a row per SKU and product. The version of a product has a row of its own, which
 * stays when the product is removed.
 */
final class SqliteProductReplica implements ProductReplica {
  private final SqliteStore store;

  SqliteProductReplica(SqliteStore store) {
    this.store = store;
  }

  @Override
  public void put(ProductState product) {
    store.write(tx -> {
      boolean newer = isNewer(tx, product.id(), product.version());
      if (newer) {
        deleteVariants(tx, product.id());
        for (Variant variant : product.variants()) {
          insert(tx, product, variant);
        }
      }
      return newer;
    });
  }

  @Override
  public void remove(ProductId product, Version version) {
    store.write(tx -> {
      boolean newer = isNewer(tx, product, version);
      if (newer) {
        deleteVariants(tx, product);
      }
      return newer;
    });
  }

  @Override
  public void putAvailable(Sku sku, int available, Version stockVersion) {
    store.write(tx ->
        tx.update(
            """
            INSERT INTO basket_stock (sku, version, available) VALUES (?, ?, ?)
            ON CONFLICT (sku) DO UPDATE
            SET version = excluded.version, available = excluded.available
            WHERE excluded.version > version\
            """,
            sku.value(),
            stockVersion.value(),
            available));
  }

  @Override
  public Map<Sku, ProductFacts> find(Collection<Sku> skus) {
    if (skus.isEmpty()) {
      return Map.of();
    }
    // A SKU has no character that JSON escapes.
    String wanted =
        skus.stream()
            .map(sku -> '"' + sku.value() + '"')
            .collect(Collectors.joining(",", "[", "]"));
    List<ProductFacts> found =
        store.read(session ->
            session.query(
                """
                SELECT v.sku, v.product, v.title, v.price, v.currency, v.tax_rate, v.active,
                  coalesce(s.available, 0)
                FROM json_each(?) wanted
                CROSS JOIN basket_variant v ON v.sku = wanted.value
                LEFT JOIN basket_stock s ON s.sku = v.sku
                ORDER BY v.changed_at, v.product\
                """,
                SqliteProductReplica::facts,
                wanted));
    Map<Sku, ProductFacts> latest = new HashMap<>();
    found.forEach(facts -> latest.put(facts.sku(), facts));
    return latest;
  }

  @Override
  public Set<Sku> skusOf(ProductId product) {
    return Set.copyOf(
        store.read(session ->
            session.query(
                "SELECT sku FROM basket_variant WHERE product = ?",
                row -> Sku.of(row.getString(1)),
                product.toString())));
  }

  @Override
  public String incarnation() {
    return store
        .read(session ->
            session.query("SELECT incarnation FROM basket_copy", row -> row.getString(1)))
        .getFirst();
  }

  private static boolean isNewer(SqliteTransaction tx, ProductId product, Version version)
      throws SQLException {
    return tx.update(
            """
            INSERT INTO basket_product (id, version) VALUES (?, ?)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version
            WHERE excluded.version > version\
            """,
            product.toString(),
            version.value())
        > 0;
  }

  private static void deleteVariants(SqliteTransaction tx, ProductId product) throws SQLException {
    tx.update("DELETE FROM basket_variant WHERE product = ?", product.toString());
  }

  private static void insert(SqliteTransaction tx, ProductState product, Variant variant)
      throws SQLException {
    tx.update(
        """
        INSERT INTO basket_variant
          (sku, product, title, price, currency, tax_rate, active, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        variant.sku().value(),
        product.id().toString(),
        variant.title(),
        variant.unitPrice().minorUnits(),
        variant.unitPrice().currency().getCurrencyCode(),
        variant.taxRate().toString(),
        product.active() ? 1 : 0,
        ChronoUnit.MICROS.between(Instant.EPOCH, product.changedAt()));
  }

  private static ProductFacts facts(ResultSet row) throws SQLException {
    return new ProductFacts(
        Sku.of(row.getString(1)),
        ProductId.parse(row.getString(2)),
        row.getString(3),
        Money.ofMinor(row.getLong(4), row.getString(5)),
        TaxRate.parse(row.getString(6)),
        row.getInt(7) == 1,
        row.getInt(8));
  }
}
