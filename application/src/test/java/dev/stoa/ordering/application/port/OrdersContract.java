package dev.stoa.ordering.application.port;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.checkout;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.ordering.application.CancelOrder;
import dev.stoa.ordering.application.PlaceOrder;
import dev.stoa.ordering.domain.Order;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every store of orders must do, and what the reactions make of it. */
public interface OrdersContract {
  Orders orders();

  /** The same store, opened anew. */
  Orders restart();

  /** The subjects of the events that were published, in order. */
  List<String> published();

  private static UUID payment(String name) {
    return Derivation.of("payment", 1).with(checkout(name, "ada", "t").checkoutId()).id();
  }

  /** The id of the order of this name. */
  static OrderId order(String name) {
    return OrderId.of(new CheckoutId(checkout(name, "ada", "t").checkoutId()));
  }

  /** Lets an order be placed. */
  default void place(String name, String user, Instant now) {
    CheckoutV1 checkout = checkout(name, user, "tok_success");
    new PlaceOrder(orders(), () -> now)
        .on(new PaymentCreatedV1(payment(name), checkout, "ref", NOW));
  }

  private void cancel(String name) {
    CheckoutV1 checkout = checkout(name, "ada", "tok_success");
    new CancelOrder(orders(), () -> NOW.plusSeconds(5))
        .on(
            new PaymentRefundedV1(
                payment(name),
                checkout.checkoutId(),
                checkout.userId(),
                new MoneyV1("139.85", "EUR"),
                "stock-short",
                NOW));
  }

  @Test
  default void placesAndCancelsOnceHoweverOftenItHears() {
    assertThatThrownBy(() -> cancel("a")).isInstanceOf(IllegalStateException.class);
    place("a", "ada", NOW);
    place("a", "ada", NOW.plusSeconds(1));
    Order placed = restart().find(order("a")).orElseThrow();
    assertThat(placed).isInstanceOf(Order.Placed.class);
    assertThat(placed.content().placedAt()).isEqualTo(NOW);
    assertThat(placed.content().total()).isEqualTo(Money.parse("139.85", "EUR"));
    cancel("a");
    cancel("a");
    place("a", "ada", NOW);
    Order cancelled = restart().find(order("a")).orElseThrow();
    assertThat(cancelled)
        .isEqualTo(
            new Order.Cancelled(
                placed.content(), cancelled.version(), "stock-short", NOW.plusSeconds(5)));
    assertThat(published()).containsExactly(order("a").toString(), order("a").toString());
  }

  @Test
  default void refusesAStaleCopy() {
    place("a", "ada", NOW);
    Order.Placed copy = (Order.Placed) orders().find(order("a")).orElseThrow();
    cancel("a");
    assertThatThrownBy(() -> orders().save(copy.cancel("other", NOW), List.of()))
        .isInstanceOf(StaleAggregate.class);
  }

  @Test
  default void listsAUsersOwnNewestFirstEachOnce() {
    for (int i = 0; i < 7; i++) {
      place("a" + i, "ada", NOW.plusSeconds(i / 2));
    }
    place("b", "bob", NOW.plusSeconds(1));
    List<Order> own = all(page -> orders().list(user("ada"), page));
    assertThat(own).hasSize(7).extracting(Order::id).doesNotHaveDuplicates();
    assertThat(own)
        .extracting(o -> o.content().placedAt())
        .isSortedAccordingTo((x, y) -> y.compareTo(x));
    assertThat(all(page -> orders().listAll(page))).hasSize(8);
    assertThatThrownBy(
            () -> orders().listAll(new PageRequest(3, Optional.of(new Cursor("nonsense")))))
        .isInstanceOf(InvalidCursor.class);
  }

  @Test
  default void talliesPlacedAndCancelled() {
    place("a", "ada", NOW);
    place("b", "ada", NOW);
    cancel("b");
    Money one = Money.parse("139.85", "EUR");
    assertThat(orders().tally()).isEqualTo(new Orders.Tally(1, List.of(one), 1, List.of(one)));
  }

  /** Every order of a list, page by page. */
  static List<Order> all(Function<PageRequest, Page<Order>> list) {
    List<Order> found = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(2));
    while (next.isPresent()) {
      Page<Order> page = list.apply(next.get());
      found.addAll(page.items());
      next = page.next().map(cursor -> new PageRequest(2, Optional.of(cursor)));
    }
    return found;
  }
}
