package dev.stoa.payment.application.port;

import dev.stoa.payment.application.PurchaseSnapshot;
import dev.stoa.payment.domain.Payer;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Purchase;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.List;

/** Purchases for tests; what has the same name is the same. */
public final class PaymentFixtures {
  public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");

  public static final Instant DEADLINE = NOW.plusSeconds(900);

  private PaymentFixtures() {}

  public static UserId user(String name) {
    return new UserId(Derivation.of("test-user", 1).with(name).id());
  }

  /** Two lamps at 19.90 and a rug at 100.05: 139.85 EUR. */
  public static CheckoutV1 checkout(String name, String user, String token) {
    AddressV1 address =
        new AddressV1(
            "Ada Lovelace", "12 St James's Square", null, "SW1Y 4JH", "London", null, "GB");
    return new CheckoutV1(
        Derivation.of("test-checkout", 1).with(name).id(),
        user(user).value(),
        List.of(
            new CheckoutLineV1(
                "LAMP-1",
                Derivation.of("test-product", 1).with("lamp").id(),
                "Lamp",
                2,
                new MoneyV1("19.90", "EUR"),
                "19"),
            new CheckoutLineV1(
                "RUG-1",
                Derivation.of("test-product", 1).with("rug").id(),
                "Rug",
                1,
                new MoneyV1("100.05", "EUR"),
                "7")),
        new MoneyV1("139.85", "EUR"),
        token,
        NOW,
        new BuyerV1("ada@example.com", address, address));
  }

  public static Purchase purchase(String name) {
    return PurchaseSnapshot.read(checkout(name, "ada", "tok_success"));
  }

  public static Payer payer(String name) {
    return PurchaseSnapshot.readPayer(checkout(name, "ada", "tok_success"));
  }

  public static Payment.Requested requested(String name) {
    return Payment.request(purchase(name), payer(name), DEADLINE, NOW);
  }
}
