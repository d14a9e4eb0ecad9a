package org.example.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.CheckoutView;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.invoicing.application.ListInvoices;
import dev.stoa.ordering.application.ListOrders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KioskTest {
  private static final PostalAddress HOME =
      new PostalAddress("Ada", "Weg 1", null, "10115", "Berlin", null, "DE");
  private static final Buyer ADA = new Buyer(new EmailAddress("ada@example.org"), HOME, HOME);
  private static final UserId USER = new UserId(new UUID(0, 1));
  private static final Money TWO_PAPERS = Money.parse("3.80", "EUR");

  private final Kiosk kiosk = new Kiosk(() -> Instant.parse("2026-11-28T08:00:00Z"));

  @BeforeEach
  void delivery() {
    kiosk.stock("paper", "Morning paper", Money.parse("1.90", "EUR"), 3);
  }

  private CheckoutView buy(int pieces, Money seen, String token) {
    StartCheckout.Result result = kiosk.buy(USER, ADA, "paper", pieces, seen, token);
    assertThat(result).isInstanceOf(StartCheckout.Result.Started.class);
    ReadCheckout.Query query =
        new ReadCheckout.Query(USER, ((StartCheckout.Result.Started) result).checkout().id());
    return ((ReadCheckout.Result.Found) kiosk.basket.readCheckout.handle(query)).checkout();
  }

  private List<Order> orders() {
    return kiosk
        .ordering
        .listOrders
        .handle(new ListOrders.Query(USER, PageRequest.first(10)))
        .items();
  }

  @Test
  void pricesReservesPaysAndInvoices() {
    CheckoutView bought = buy(2, TWO_PAPERS, "tok_success");

    assertThat(bought.status()).isEqualTo(CheckoutView.Status.COMPLETED);
    assertThat(orders())
        .singleElement()
        .satisfies(order -> assertThat(order.content().total()).isEqualTo(TWO_PAPERS));
    assertThat(
            kiosk
                .invoicing
                .listInvoices
                .handle(new ListInvoices.Query(USER, PageRequest.first(10)))
                .items())
        .singleElement()
        .satisfies(invoice -> {
          assertThat(invoice.number().sequence()).isEqualTo(1);
          assertThat(invoice.content().totals().gross()).isEqualTo(TWO_PAPERS);
        });
  }

  @Test
  void sellsNothingThatIsNotPaid() {
    assertThat(buy(2, TWO_PAPERS, "tok_declined").status()).isEqualTo(CheckoutView.Status.DECLINED);
    assertThat(orders()).isEmpty();

    assertThat(buy(1, Money.parse("5.70", "EUR"), "tok_success").status())
        .isEqualTo(CheckoutView.Status.COMPLETED);
  }

  @Test
  void sellsNothingAtAPriceThatTheBuyerDidNotSee() {
    assertThat(kiosk.buy(USER, ADA, "paper", 2, Money.parse("3.00", "EUR"), "tok_success"))
        .isInstanceOf(StartCheckout.Result.PriceChanged.class);
    assertThat(orders()).isEmpty();
  }
}
