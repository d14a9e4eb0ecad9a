package dev.stoa.ordering.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.document.OrderDocument;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Orders as documents, indexed by user and time and by time. */
final class MongoOrders implements Orders {
  private static final String COLLECTION = "order";
  private static final String USER = MongoDocuments.path("userId");
  private static final String SORT = MongoDocuments.path("sort");

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.plain(COLLECTION, "order_user", USER, "-" + SORT, "-_id"),
          MongoIndex.plain(COLLECTION, "order_time", "-" + SORT, "-_id"));

  private final MongoDocuments<OrderDocument> documents;

  MongoOrders(MongoStore store, MongoEvents events) {
    this.documents = new MongoDocuments<>(store, events, COLLECTION, "orders", OrderDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return documents.find(id.toString()).map(MongoOrders::order);
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
    return page("orders-" + user, eq(USER, user.toString()), page);
  }

  @Override
  public Page<Order> listAll(PageRequest page) {
    return page("orders", null, page);
  }

  @Override
  public Tally tally() {
    record Sum(String status, String currency, long count, long minor) {
      Money money() {
        return Money.ofMinor(minor, currency);
      }
    }
    List<Sum> sums =
        documents
            .aggregate(
                List.of(
                    Aggregates.group(
                        new Document("status", "$" + MongoDocuments.path("status"))
                            .append("currency", "$" + MongoDocuments.path("total.currency")),
                        Accumulators.sum("count", 1L),
                        Accumulators.sum("minor", "$" + MongoDocuments.path("totalMinor")))))
            .stream()
            .map(group ->
                new Sum(
                    group.getEmbedded(List.of("_id", "status"), ""),
                    group.getEmbedded(List.of("_id", "currency"), ""),
                    group.get("count", Number.class).longValue(),
                    group.get("minor", Number.class).longValue()))
            .sorted(Comparator.comparing(Sum::currency))
            .toList();
    List<Sum> placed = sums.stream().filter(s -> s.status().equals(OrderDocument.PLACED)).toList();
    List<Sum> cancelled =
        sums.stream().filter(s -> s.status().equals(OrderDocument.CANCELLED)).toList();
    return new Tally(
        placed.stream().mapToLong(Sum::count).sum(),
        placed.stream().map(Sum::money).toList(),
        cancelled.stream().mapToLong(Sum::count).sum(),
        cancelled.stream().map(Sum::money).toList());
  }

  private Page<Order> page(String list, @Nullable Bson filter, PageRequest page) {
    KeysetCursor after =
        page.after().map(c -> KeysetCursor.decode(list, c)).orElse(KeysetCursor.TOP);
    List<Stored<OrderDocument>> found =
        documents.newestFirst(filter, "sort", after.number(), after.id(), page.limit() + 1);
    List<Order> orders = found.stream().limit(page.limit()).map(MongoOrders::order).toList();
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
