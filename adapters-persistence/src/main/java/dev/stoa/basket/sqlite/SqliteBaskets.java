package dev.stoa.basket.sqlite;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Generation;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.sqlite.SqliteSession;
import dev.stoa.shared.sqlite.SqliteStore;
import dev.stoa.shared.sqlite.SqliteTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Baskets as a row per line and a head that counts lines and changes. Additions happen on the one
 * writer thread, so reading before writing needs no lock.
 */
final class SqliteBaskets implements Baskets {
  private final SqliteStore store;

  SqliteBaskets(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Basket find(BasketOwner owner) {
    return store.read(session -> find(session, owner));
  }

  @Override
  public Addition add(
      BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key) {
    return store.write(tx -> {
      Optional<Addition> made =
          key.isPresent() ? made(tx, owner, key.get(), sku, quantity) : Optional.empty();
      return made.isPresent() ? made.get() : addNow(tx, owner, sku, quantity, atMost, key);
    });
  }

  @Override
  public boolean set(BasketOwner owner, Sku sku, Quantity quantity) {
    return store.write(tx -> {
      int before = quantity(tx, owner, sku);
      Head head = head(tx, owner);
      if (before == 0 && head.isFull()) {
        return false;
      }
      if (before != quantity.value()) {
        put(tx, owner, sku, quantity.value(), before == 0, head);
      }
      return true;
    });
  }

  @Override
  public boolean remove(BasketOwner owner, Sku sku) {
    return store.write(tx -> {
      boolean removed = deleteLine(tx, owner, sku);
      if (removed) {
        write(tx, owner, head(tx, owner).after(-1));
      }
      return removed;
    });
  }

  @Override
  public void clear(BasketOwner owner) {
    store.write(tx -> {
      int removed = tx.update("DELETE FROM basket_line WHERE owner = ?", owner.key());
      if (removed > 0) {
        write(tx, owner, head(tx, owner).after(-removed));
      }
      return removed;
    });
  }

  @Override
  public boolean endGeneration(
      BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
    // Most purchases are heard of twice: the second time need not wait for the writer.
    boolean current = store.read(session -> isOf(session, owner, generation));
    return current
        && store.write(tx -> {
          if (!isOf(tx, owner, generation)) {
            return false;
          }
          takeOut(tx, owner, bought);
          tx.update(
              "UPDATE basket SET generation = ? WHERE owner = ?",
              generation.next().value(),
              owner.key());
          return true;
        });
  }

  private static boolean isOf(SqliteSession session, BasketOwner owner, Generation generation)
      throws SQLException {
    return session
        .first(
            "SELECT 1 FROM basket WHERE owner = ? AND generation = ?",
            row -> 1,
            owner.key(),
            generation.value())
        .isPresent();
  }

  @Override
  public boolean takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
    String id = checkout.toString();
    // Most purchases are heard of twice: the second time need not wait for the writer.
    boolean done =
        store.read(session ->
            session
                .first("SELECT 1 FROM basket_taken_out WHERE checkout = ?", row -> 1, id)
                .isPresent());
    return !done && store.write(tx -> takeOut(tx, owner, id, bought));
  }

  @Override
  public void forget(BasketOwner owner) {
    String key = owner.key();
    store.write(tx ->
        tx.update("DELETE FROM basket_line WHERE owner = ?", key)
            + tx.update("DELETE FROM basket_addition WHERE owner = ?", key)
            + tx.update("DELETE FROM basket WHERE owner = ?", key));
  }

  private static Basket find(SqliteSession session, BasketOwner owner) throws SQLException {
    List<BasketLine> lines = new ArrayList<>();
    // One statement, hence one moment: the version belongs to the lines.
    record Numbers(Version version, Generation generation) {}
    List<Numbers> numbers =
        session.query(
            """
            SELECT b.version, l.sku, l.quantity, b.generation
            FROM basket b LEFT JOIN basket_line l ON l.owner = b.owner
            WHERE b.owner = ? ORDER BY l.added\
            """,
            row -> {
              String sku = row.getString(2);
              if (sku != null) {
                lines.add(new BasketLine(Sku.of(sku), Quantity.of(row.getInt(3))));
              }
              return new Numbers(new Version(row.getLong(1)), new Generation(row.getLong(4)));
            },
            owner.key());
    Numbers of =
        numbers.isEmpty() ? new Numbers(Version.NEW, Generation.FIRST) : numbers.getFirst();
    return new Basket(of.version(), of.generation(), lines);
  }

  private static Addition addNow(
      SqliteTransaction tx,
      BasketOwner owner,
      Sku sku,
      Quantity quantity,
      int atMost,
      Optional<IdempotencyKey> key)
      throws SQLException {
    int before = quantity(tx, owner, sku);
    int after = before + quantity.value();
    if (after > Math.min(atMost, Quantity.MAX)) {
      return new Addition.TooMany(before);
    }
    Head head = head(tx, owner);
    if (before == 0 && head.isFull()) {
      return new Addition.Full();
    }
    Head now = put(tx, owner, sku, after, before == 0, head);
    if (key.isPresent()) {
      remember(tx, owner, key.get(), sku, quantity, after, now);
    }
    return new Addition.Added(Quantity.of(after));
  }

  private static Optional<Addition> made(
      SqliteTransaction tx, BasketOwner owner, IdempotencyKey key, Sku sku, Quantity quantity)
      throws SQLException {
    return tx.first(
        "SELECT sku, quantity, in_basket FROM basket_addition WHERE owner = ? AND key = ?",
        row ->
            row.getString(1).equals(sku.value()) && row.getInt(2) == quantity.value()
                ? new Addition.Added(Quantity.of(row.getInt(3)))
                : new Addition.KeyReused(),
        owner.key(),
        key.value());
  }

  private static void remember(
      SqliteTransaction tx,
      BasketOwner owner,
      IdempotencyKey key,
      Sku sku,
      Quantity quantity,
      int inBasket,
      Head head)
      throws SQLException {
    tx.update(
        "INSERT INTO basket_addition (owner, key, sku, quantity, in_basket, made)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        owner.key(),
        key.value(),
        sku.value(),
        quantity.value(),
        inBasket,
        head.version());
    tx.update(
        "DELETE FROM basket_addition WHERE owner = ? AND made < ?",
        owner.key(),
        head.version() - KEYS_KEPT);
  }

  private static boolean takeOut(
      SqliteTransaction tx, BasketOwner owner, String checkout, Map<Sku, Quantity> bought)
      throws SQLException {
    if (tx.update(
            "INSERT INTO basket_taken_out (checkout) VALUES (?) ON CONFLICT DO NOTHING", checkout)
        == 0) {
      return false;
    }
    takeOut(tx, owner, bought);
    return true;
  }

  private static void takeOut(SqliteTransaction tx, BasketOwner owner, Map<Sku, Quantity> bought)
      throws SQLException {
    int touched = 0;
    int removed = 0;
    for (Map.Entry<Sku, Quantity> line : bought.entrySet()) {
      Sku sku = line.getKey();
      int left = quantity(tx, owner, sku) - line.getValue().value();
      if (left > 0) {
        touched += updateLine(tx, owner, sku, left);
      } else if (deleteLine(tx, owner, sku)) {
        touched++;
        removed++;
      }
    }
    if (touched > 0) {
      write(tx, owner, head(tx, owner).after(-removed));
    }
  }

  private static int quantity(SqliteTransaction tx, BasketOwner owner, Sku sku)
      throws SQLException {
    return tx.first(
            "SELECT quantity FROM basket_line WHERE owner = ? AND sku = ?",
            row -> row.getInt(1),
            owner.key(),
            sku.value())
        .orElse(0);
  }

  private static Head put(
      SqliteTransaction tx, BasketOwner owner, Sku sku, int quantity, boolean isNew, Head head)
      throws SQLException {
    Head now = head.after(isNew ? 1 : 0);
    if (isNew) {
      tx.update(
          "INSERT INTO basket_line (owner, sku, quantity, added) VALUES (?, ?, ?, ?)",
          owner.key(),
          sku.value(),
          quantity,
          now.version());
    } else {
      updateLine(tx, owner, sku, quantity);
    }
    write(tx, owner, now);
    return now;
  }

  private static int updateLine(SqliteTransaction tx, BasketOwner owner, Sku sku, int quantity)
      throws SQLException {
    return tx.update(
        "UPDATE basket_line SET quantity = ? WHERE owner = ? AND sku = ?",
        quantity,
        owner.key(),
        sku.value());
  }

  private static boolean deleteLine(SqliteTransaction tx, BasketOwner owner, Sku sku)
      throws SQLException {
    return tx.update(
            "DELETE FROM basket_line WHERE owner = ? AND sku = ?", owner.key(), sku.value())
        > 0;
  }

  private static Head head(SqliteTransaction tx, BasketOwner owner) throws SQLException {
    return tx.first(
            "SELECT version, lines FROM basket WHERE owner = ?", SqliteBaskets::head, owner.key())
        .orElse(Head.NEW);
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(row.getLong(1), row.getInt(2));
  }

  private static void write(SqliteTransaction tx, BasketOwner owner, Head head)
      throws SQLException {
    tx.update(
        """
        INSERT INTO basket (owner, version, lines) VALUES (?, ?, ?)
        ON CONFLICT (owner) DO UPDATE SET version = excluded.version, lines = excluded.lines\
        """,
        owner.key(),
        head.version(),
        head.lines());
  }

  private record Head(long version, int lines) {
    static final Head NEW = new Head(0, 0);

    Head after(int moreLines) {
      return new Head(version + 1, lines + moreLines);
    }

    boolean isFull() {
      return lines >= Basket.MAX_LINES;
    }
  }
}
