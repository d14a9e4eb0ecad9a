package dev.stoa.payment.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.Refunded;
import dev.stoa.payment.application.port.PaymentGateway.Refused;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the books of every payment gateway must say. */
public interface GatewayLedgerContract {
  /** The gateway whose books are read. */
  PaymentGateway gateway();

  /** The same gateway after a restart of it and of its books. */
  PaymentGateway restart();

  /** The books, of the gateway as it now is. */
  GatewayLedger ledger();

  /** A payment method that is charged. */
  PaymentMethod good();

  /** A payment method that is refused. */
  PaymentMethod bad();

  private ChargeReference charged(String key, Money amount) {
    return ((Charged) gateway().charge(new GatewayKey(key), amount, good())).reference();
  }

  @Test
  default void beginsEmpty() {
    assertThat(ledger().tally()).isEqualTo(new GatewayLedger.Tally(0, List.of(), 0, List.of()));
    assertThat(ledger().charges(PageRequest.first(10)))
        .isEqualTo(new Page<GatewayLedger.Charge>(List.of(), Optional.empty()));
  }

  @Test
  default void talliesEachChargeAndRefundOnceAlsoAfterARestart() {
    Money euros = Money.parse("19.90", "EUR");
    Money dollars = Money.parse("5.00", "USD");
    ChargeReference first = charged("charge-a", euros);
    charged("charge-a", euros);
    charged("charge-b", euros);
    charged("charge-c", dollars);
    assertThat(gateway().charge(new GatewayKey("charge-d"), euros, bad()))
        .isInstanceOf(Refused.class);
    GatewayKey refund = new GatewayKey("refund-a");
    assertThat(gateway().refund(refund, first, euros)).isEqualTo(new Refunded());
    assertThat(gateway().refund(refund, first, euros)).isEqualTo(new Refunded());
    assertThat(gateway().refund(new GatewayKey("refund-b"), first, euros))
        .isInstanceOf(Refused.class);

    GatewayLedger.Tally expected =
        new GatewayLedger.Tally(3, List.of(euros.plus(euros), dollars), 1, List.of(euros));
    assertThat(ledger().tally()).isEqualTo(expected);
    restart();
    assertThat(ledger().tally()).isEqualTo(expected);
  }

  @Test
  default void listsChargesInTheOrderOfTheirKeysEachOnceWithWhatWasGivenBack() {
    Money price = Money.parse("19.90", "EUR");
    Money part = Money.parse("4.90", "EUR");
    List<GatewayLedger.Charge> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ChargeReference reference = charged("charge-" + i, price);
      Money back = i == 2 ? part : new Money(0, price.currency());
      expected.add(new GatewayLedger.Charge(new GatewayKey("charge-" + i), reference, price, back));
    }
    gateway().refund(new GatewayKey("refund-2"), expected.get(2).reference(), part);
    gateway().charge(new GatewayKey("charge-refused"), price, bad());
    restart();

    List<GatewayLedger.Charge> found = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(2));
    while (next.isPresent()) {
      Page<GatewayLedger.Charge> page = ledger().charges(next.get());
      found.addAll(page.items());
      next = page.next().map(cursor -> new PageRequest(2, Optional.of(cursor)));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  default void refusesACursorThatItDidNotGiveOut() {
    PageRequest nonsense = new PageRequest(3, Optional.of(new Cursor("not a key, at all")));
    assertThatThrownBy(() -> ledger().charges(nonsense)).isInstanceOf(InvalidCursor.class);
  }
}
