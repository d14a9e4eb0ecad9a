package dev.stoa.ordering.sqlite;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.document.OrderDocument;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteDocuments.Stored;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.List;
import java.util.Optional;

/** Orders as JSON documents, indexed by user and time and by time. */
final class SqliteOrders implements Orders {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "ordering",
              1,
              """
              CREATE TABLE customer_order (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE INDEX customer_order_user
                ON customer_order (state ->> '$.userId', state ->> '$.sort' DESC, id DESC);
              CREATE INDEX customer_order_time
                ON customer_order (state ->> '$.sort' DESC, id DESC);
              """));

  private final SqliteStore store;
  private final SqliteDocuments<OrderDocument> documents;

  SqliteOrders(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.documents = new SqliteDocuments<>(store, events, "customer_order", OrderDocument.class);
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return documents.find(id.toString()).map(SqliteOrders::order);
  }

  @Override
  public Version save(Order order, List<? extends PublishedEvent> events) {
    return documents.save(
        order.id().toString(),
        order.version(),
        OrderDocument.of(order, KeysetCursor.nanoseconds(order.content().placedAt())),
        events);
  }

  @Override
  public Page<Order> list(UserId user, PageRequest page) {
    String list = "orders-" + user;
    KeysetCursor after = after(list, page);
    return page(
        list,
        page,
        documents.where(
            """
            state ->> '$.userId' = ? AND (state ->> '$.sort', id) < (?, ?)
            ORDER BY state ->> '$.sort' DESC, id DESC LIMIT ?\
            """,
            user.toString(),
            after.number(),
            after.id(),
            page.limit() + 1));
  }

  @Override
  public Page<Order> listAll(PageRequest page) {
    String list = "orders";
    KeysetCursor after = after(list, page);
    return page(
        list,
        page,
        documents.where(
            """
            (state ->> '$.sort', id) < (?, ?)
            ORDER BY state ->> '$.sort' DESC, id DESC LIMIT ?\
            """,
            after.number(),
            after.id(),
            page.limit() + 1));
  }

  @Override
  public Tally tally() {
    record Sum(String status, long count, Money money) {}
    List<Sum> sums =
        store.read(session ->
            session.query(
                """
                SELECT state ->> '$.status', state ->> '$.total.currency', count(*),
                  sum(state ->> '$.totalMinor')
                FROM customer_order GROUP BY 1, 2 ORDER BY 1, 2\
                """,
                row ->
                    new Sum(
                        row.getString(1),
                        row.getLong(3),
                        Money.ofMinor(row.getLong(4), row.getString(2)))));
    List<Sum> placed = sums.stream().filter(s -> s.status().equals(OrderDocument.PLACED)).toList();
    List<Sum> cancelled =
        sums.stream().filter(s -> s.status().equals(OrderDocument.CANCELLED)).toList();
    return new Tally(
        placed.stream().mapToLong(Sum::count).sum(),
        placed.stream().map(Sum::money).toList(),
        cancelled.stream().mapToLong(Sum::count).sum(),
        cancelled.stream().map(Sum::money).toList());
  }

  private static KeysetCursor after(String list, PageRequest page) {
    return page.after().map(c -> KeysetCursor.decode(list, c)).orElse(KeysetCursor.TOP);
  }

  private static Page<Order> page(
      String list, PageRequest page, List<Stored<OrderDocument>> found) {
    List<Order> orders = found.stream().limit(page.limit()).map(SqliteOrders::order).toList();
    if (found.size() <= page.limit()) {
      return new Page<>(orders, Optional.empty());
    }
    Order last = orders.getLast();
    return new Page<>(
        orders,
        Optional.of(
            new KeysetCursor(
                    KeysetCursor.nanoseconds(last.content().placedAt()), last.id().toString())
                .encode(list)));
  }

  private static Order order(Stored<OrderDocument> stored) {
    return stored.document().toOrder(stored.version());
  }
}
