package dev.stoa.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.ordering.document.OrderDocument;
import dev.stoa.payment.document.PaymentDocument;
import dev.stoa.shared.domain.Version;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Fills the data folder of a shop that does not run with copies of its template's rows, in bulk: so
 * many products, each with stock, so many users, so many purchases with all that they leave behind.
 * The newest third of the products is off sale; every tenth order is one buyer's.
 */
final class SyntheticShop implements AutoCloseable {
  private static final int BATCH = 20_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path folder;
  private final ShopTemplate template;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

  SyntheticShop(Path folder, ShopTemplate template) throws SQLException {
    this.folder = folder;
    this.template = template;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("stoa.db"));
    execute("PRAGMA journal_mode = OFF");
    execute("PRAGMA synchronous = OFF");
    execute("PRAGMA cache_size = -300000");
    connection.setAutoCommit(false);
  }

  static String id(int kind, long number) {
    return "%08x-0000-7000-8000-%012x".formatted(kind, number);
  }

  static String sku(long product) {
    return "G-" + product;
  }

  void grow(long orders, long products, long users) throws SQLException, IOException {
    int[] sold = products(orders, products);
    users(users);
    orders(orders, products, users, sold);
    connection.commit();
    execute("PRAGMA optimize");
    connection.commit();
    // A folder of an index that knows nothing of the copies: the shop makes it anew.
    LocalShop.delete(folder.resolve("search"));
  }

  private int[] products(long orders, long products) throws SQLException {
    String product = state("product", template.productId());
    String stock = text("SELECT state FROM stock WHERE sku = ?", ShopTemplate.SKU);
    long created =
        number(
            "SELECT max(created_at) FROM product_listing WHERE product_id = ?",
            template.productId());
    int[] sold = new int[(int) products];
    for (long k = 1; k <= orders; k++) {
      sold[(int) (k % products)]++;
    }
    for (int i = 0; i < products; i++) {
      String id = id(3, i);
      String sku = sku(i);
      boolean active = i < products * 2 / 3 || products < 3;
      long at = created - (products - i) * 1_000_000L;
      insert(
          "INSERT INTO product (id, version, state) VALUES (?, 1, ?)",
          id,
          product
              .replace(template.productId(), id)
              .replace(ShopTemplate.SKU, sku)
              .replace(ShopTemplate.HANDLE, "g-" + i)
              .replace(ShopTemplate.WORD, "growth item" + i)
              .replace("\"active\":true", "\"active\":" + active)
              .replaceAll("\"createdAt\":\"[^\"]*\"", "\"createdAt\":\"" + instant(at) + "\""));
      insert("INSERT INTO product_sku (sku, product_id) VALUES (?, ?)", sku, id);
      for (String list : new String[] {"*", ShopTemplate.CATEGORY}) {
        insert(
            "INSERT INTO product_listing (category, created_at, product_id, active)"
                + " VALUES (?, ?, ?, ?)",
            list,
            at,
            id,
            active ? 1 : 0);
      }
      int sequence = 1 + 2 * sold[i];
      int onHand = 1_000_000 - sold[i];
      insert(
          "INSERT INTO stock (sku, version, on_hand, held, next_expiry, state)"
              + " VALUES (?, ?, ?, 0, NULL, ?)",
          sku,
          sequence,
          onHand,
          stock
              .replace(ShopTemplate.SKU, sku)
              .replaceAll("\"onHand\":\\d+", "\"onHand\":" + onHand)
              .replaceAll("\"sequence\":\\d+", "\"sequence\":" + sequence));
      movement(sku, 1, "recorded:" + id(4, i), "RECEIVED", 1_000_000, 0, instant(at));
      insert("INSERT INTO basket_product (id, version) VALUES (?, 1)", id);
      insert(
          "INSERT INTO basket_variant"
              + " (sku, product, title, price, currency, tax_rate, active, changed_at)"
              + " VALUES (?, ?, ?, 590, 'EUR', '19', ?, ?)",
          sku,
          id,
          "growth item" + i,
          active ? 1 : 0,
          at / 1_000);
      insert(
          "INSERT INTO basket_stock (sku, version, available) VALUES (?, ?, ?)",
          sku,
          sequence,
          onHand);
      flushEvery(i);
    }
    return sold;
  }

  private void users(long users) throws SQLException {
    String user = state("identity_user", template.userId());
    for (long i = 0; i < users; i++) {
      String id = id(2, i);
      insert(
          "INSERT INTO identity_user (id, version, state) VALUES (?, 1, ?)",
          id,
          user.replace(template.userId(), id)
              .replace(ShopTemplate.EMAIL, "u" + i + "@example.com"));
      flushEvery(i);
    }
  }

  private void orders(long orders, long products, long users, int[] sold)
      throws SQLException, IOException {
    String checkout = state("checkout", template.checkoutId());
    String reservation = state("reservation", template.checkoutId());
    String payment = state("payment", template.paymentId());
    String order = state("customer_order", template.orderId());
    String invoiceId =
        text("SELECT id FROM invoice WHERE state ->> '$.paymentId' = ?", template.paymentId());
    String invoice = state("invoice", invoiceId);
    String reference =
        text("SELECT state ->> '$.reference' FROM payment WHERE id = ?", template.paymentId());
    long placed =
        number("SELECT state ->> '$.sort' FROM customer_order WHERE id = ?", template.orderId());
    String placedAt =
        text("SELECT state ->> '$.placedAt' FROM customer_order WHERE id = ?", template.orderId());
    long issued = number("SELECT state ->> '$.sort' FROM invoice WHERE id = ?", invoiceId);
    String issuedAt = text("SELECT state ->> '$.issuedAt' FROM invoice WHERE id = ?", invoiceId);
    String number = text("SELECT state ->> '$.number' FROM invoice WHERE id = ?", invoiceId);
    int[] moved = new int[sold.length];
    try (BufferedWriter journal =
        Files.newBufferedWriter(
            folder.resolve("sandbox-gateway.journal"),
            StandardCharsets.UTF_8,
            StandardOpenOption.APPEND)) {
      for (long k = 1; k <= orders; k++) {
        int product = (int) (k % products);
        String of = id(1, k);
        String user = k % 10 == 0 ? template.userId() : id(2, k % users);
        String charge = "sbx_growth_" + k;
        Copy copy =
            new Copy()
                .with(template.checkoutId(), of)
                .with(template.userId(), user)
                .with(template.productId(), id(3, product))
                .with(ShopTemplate.SKU, sku(product))
                .with(reference, charge);
        String paid = copy.of(payment);
        String paymentId =
            JSON.readValue(paid, PaymentDocument.class).toPayment(new Version(2)).id().toString();
        copy = copy.with(template.paymentId(), paymentId);
        long at = placed - (orders - k + 1) * 1_000_000L;
        String ordered =
            copy.of(order)
                .replace("\"sort\":" + placed, "\"sort\":" + at)
                .replace(placedAt, instant(at));
        String orderId =
            JSON.readValue(ordered, OrderDocument.class).toOrder(new Version(1)).id().toString();
        copy = copy.with(template.orderId(), orderId);
        long billed = issued - (orders - k + 1) * 1_000_000L;
        insert("INSERT INTO checkout (id, version, state) VALUES (?, 2, ?)", of, copy.of(checkout));
        insert(
            "INSERT INTO reservation (id, version, state) VALUES (?, 2, ?)",
            of,
            copy.of(reservation));
        insert("INSERT INTO payment (id, version, state) VALUES (?, 2, ?)", paymentId, paid);
        insert(
            "INSERT INTO customer_order (id, version, state) VALUES (?, 1, ?)", orderId, ordered);
        insert(
            "INSERT INTO invoice (id, version, state) VALUES (?, 1, ?)",
            id(5, k),
            copy.of(invoice)
                .replace(invoiceId, id(5, k))
                .replace("\"sort\":" + issued, "\"sort\":" + billed)
                .replace(issuedAt, instant(billed))
                .replace(number, number.substring(0, number.length() - 6) + "%06d".formatted(k + 1))
                .replace("\"sequence\":1,", "\"sequence\":" + (k + 1) + ","));
        insert("INSERT INTO basket_taken_out (checkout) VALUES (?)", of);
        int sequence = 2 + 2 * moved[product]++;
        movement(sku(product), sequence, "held:" + of, "HELD", 0, 1, instant(at));
        movement(sku(product), sequence + 1, "sold:" + of, "SOLD", -1, -1, instant(at));
        journal.write(line("CHARGED\tcharge-" + paymentId + "\t590\tEUR\t" + charge + "\t0"));
        flushEvery(k);
      }
    }
  }

  /** Text in which things have other names. */
  private record Copy(Map<String, String> names) {
    Copy() {
      this(new LinkedHashMap<>());
    }

    Copy with(String name, String other) {
      names.put(name, other);
      return this;
    }

    String of(String text) {
      String copied = text;
      for (Map.Entry<String, String> name : names.entrySet()) {
        copied = copied.replace(name.getKey(), name.getValue());
      }
      return copied;
    }
  }

  private static String line(String entry) {
    CRC32 checksum = new CRC32();
    checksum.update(entry.getBytes(StandardCharsets.UTF_8));
    return "%08x\t%s\n".formatted(checksum.getValue(), entry);
  }

  private void movement(
      String sku, int sequence, String key, String kind, int onHand, int held, String time)
      throws SQLException {
    insert(
        "INSERT INTO stock_movement (sku, sequence, key, kind, on_hand, held, reason, time)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'growth', ?)",
        sku,
        sequence,
        key,
        kind,
        onHand,
        held,
        time);
  }

  /** Where a list goes on when most of it was shown: the number and the id of that row. */
  String[] deep(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no row of " + sql);
        }
        return new String[] {row.getString(1), row.getString(2)};
      }
    }
  }

  private static String instant(long nanoseconds) {
    return Instant.ofEpochSecond(nanoseconds / 1_000_000_000L, nanoseconds % 1_000_000_000L)
        .toString();
  }

  private String state(String table, String id) throws SQLException {
    return text("SELECT state FROM " + table + " WHERE id = ?", id);
  }

  private String text(String sql, String parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no row of " + sql + " for " + parameter);
        }
        return row.getString(1);
      }
    }
  }

  private long number(String sql, String parameter) throws SQLException {
    return Long.parseLong(text(sql, parameter));
  }

  private void insert(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    statement.executeUpdate();
  }

  private void flushEvery(long done) throws SQLException {
    if (done % BATCH == 0) {
      connection.commit();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
