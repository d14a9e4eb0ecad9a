package dev.stoa.ordering.document;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.document.DocumentIndex;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.DocumentPages;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.Documents.Group;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders as documents, found by user and time and by time. */
public final class DocumentOrders implements Orders {
  private static final String USER = "userId";
  private static final String SORT = "sort";

  /** How orders are stored. */
  public static final DocumentKind<OrderDocument> KIND =
      new DocumentKind<>(
          "order",
          "orders",
          OrderDocument.class,
          List.of(
              DocumentIndex.newestOf("order_user", DocumentIndex.text(USER), SORT),
              DocumentIndex.plain("order_time", DocumentIndex.newestFirst(SORT))));

  private final Documents<OrderDocument> documents;
  private final DocumentPages<OrderDocument, Order> pages;

  public DocumentOrders(Documents<OrderDocument> documents) {
    this.documents = documents;
    this.pages =
        new DocumentPages<>(documents, DocumentOrders::order, order -> order.id().toString());
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return documents.find(id.toString()).map(DocumentOrders::order);
  }

  @Override
  public Version save(Order order, List<? extends PublishedEvent> events) {
    return documents.save(
        order.id().toString(), order.version(), OrderDocument.of(order, sort(order)), events);
  }

  @Override
  public Page<Order> list(UserId user, PageRequest page) {
    return pages.newestFirst(
        "orders-" + user, Map.of(USER, user.toString()), SORT, DocumentOrders::sort, page);
  }

  @Override
  public Page<Order> listAll(PageRequest page) {
    return pages.newestFirst("orders", Map.of(), SORT, DocumentOrders::sort, page);
  }

  @Override
  public Tally tally() {
    List<Group> groups =
        documents.totals(List.of("status", "total.currency"), List.of("totalMinor"));
    List<Group> placed = of(OrderDocument.PLACED, groups);
    List<Group> cancelled = of(OrderDocument.CANCELLED, groups);
    return new Tally(count(placed), sums(placed), count(cancelled), sums(cancelled));
  }

  private static List<Group> of(String status, List<Group> groups) {
    return groups.stream().filter(group -> group.by().getFirst().equals(status)).toList();
  }

  private static long count(List<Group> groups) {
    return groups.stream().mapToLong(Group::count).sum();
  }

  private static List<Money> sums(List<Group> groups) {
    return groups.stream()
        .map(group -> Money.ofMinor(group.figures().getFirst().sum(), group.by().get(1)))
        .toList();
  }

  private static long sort(Order order) {
    return KeysetCursor.nanoseconds(order.content().placedAt());
  }

  private static Order order(Stored<OrderDocument> stored) {
    return stored.as(OrderDocument::toOrder);
  }
}
