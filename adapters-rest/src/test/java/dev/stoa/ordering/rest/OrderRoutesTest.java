package dev.stoa.ordering.rest;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.checkout;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.ordering.application.FindOrder;
import dev.stoa.ordering.application.ListAllOrders;
import dev.stoa.ordering.application.ListOrders;
import dev.stoa.ordering.application.PlaceOrder;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.rest.RestTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderRoutesTest {
  private final FewOrders orders = new FewOrders();
  private final RestTestServer server =
      RestTestServer.of(
          new OrderResource(
              new FindOrder(orders), new ListOrders(orders), new ListAllOrders(orders)));

  OrderRoutesTest() {}

  @BeforeEach
  void place() {
    PlaceOrder place = new PlaceOrder(orders, () -> NOW);
    for (String buyer : List.of("ada", "bob")) {
      place.on(
          new PaymentCreatedV1(
              Derivation.of("payment", 1).with(buyer).id(),
              checkout(buyer, buyer, "tok_success"),
              "ref",
              NOW));
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsTheCallersOwn() {
    var list = server.as(RestTestServer.customer(user("ada"))).get("/api/orders");

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.json().path("items")).hasSize(1);
    assertThat(list.json().at("/items/0/status").textValue()).isEqualTo("placed");
    assertThat(list.json().at("/items/0/lines/0/lineTotal/amount").textValue()).isEqualTo("39.80");
    assertThat(list.json().at("/items/0/id").textValue())
        .isEqualTo(orders.all.getFirst().id().toString());
  }

  @Test
  void refusesATagThatIsNone() {
    String path = "/api/orders/" + orders.all.getFirst().id();
    for (String none : List.of("1", "W/*", "\"", "*, \"1\"")) {
      var answer =
          server.as(RestTestServer.customer(user("ada"))).with("If-None-Match", none).get(path);
      assertThat(answer.status()).as(none).isEqualTo(400);
    }
  }

  @Test
  void showsOneWithItsTagAndHidesItFromOthers() {
    String path = "/api/orders/" + orders.all.getFirst().id();
    var own = server.as(RestTestServer.customer(user("ada"))).get(path);

    assertThat(own.status()).isEqualTo(200);
    assertThat(own.header("ETag")).isEqualTo("\"1\"");
    assertThat(own.json().path("number").textValue())
        .isEqualTo(orders.all.getFirst().number().value());
    assertThat(server.anonymous().get(path).status()).isEqualTo(401);
    assertThat(server.as(RestTestServer.customer(user("bob"))).get(path).status()).isEqualTo(404);
    assertThat(server.as(RestTestServer.admin(user("root"))).get(path).status()).isEqualTo(200);
  }

  @Test
  void listsAllForAdministratorsOnly() {
    String path = "/api/admin/orders";
    assertThat(server.anonymous().get(path).status()).isEqualTo(401);
    assertThat(server.as(RestTestServer.customer(user("ada"))).get(path).status()).isEqualTo(403);
    var all = server.as(RestTestServer.admin(user("root"))).get(path);
    assertThat(all.json().path("items")).hasSize(2);
  }

  @Test
  void refusesWhatIsNoPage() {
    var ada = server.as(RestTestServer.customer(user("ada")));
    assertThat(ada.get("/api/orders?limit=1000").status()).isEqualTo(400);
    assertThat(ada.get("/api/orders?cursor=nonsense").status()).isEqualTo(400);
  }

  private static final class FewOrders implements Orders {
    private final List<Order> all = new ArrayList<>();

    @Override
    public Optional<Order> find(OrderId id) {
      return all.stream().filter(order -> order.id().equals(id)).findFirst();
    }

    @Override
    public Version save(Order order, List<? extends PublishedEvent> events) {
      all.add(new Order.Placed(order.content(), new Version(1)));
      return new Version(1);
    }

    @Override
    public Page<Order> list(UserId user, PageRequest page) {
      page.after()
          .ifPresent(cursor -> {
            throw new InvalidCursor();
          });
      return new Page<>(
          all.stream().filter(order -> order.userId().equals(user)).toList(), Optional.empty());
    }

    @Override
    public Page<Order> listAll(PageRequest page) {
      return new Page<>(all, Optional.empty());
    }

    @Override
    public Tally tally() {
      return new Tally(all.size(), List.of(), 0, List.of());
    }
  }
}
