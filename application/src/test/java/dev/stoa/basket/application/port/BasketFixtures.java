package dev.stoa.basket.application.port;

import dev.stoa.basket.application.port.ProductReplica.ProductState;
import dev.stoa.basket.application.port.ProductReplica.Variant;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.CheckoutOrigin;
import dev.stoa.basket.domain.Generation;
import dev.stoa.basket.domain.PaymentMethodToken;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that tests of the basket share. */
public final class BasketFixtures {
  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
  public static final UserId ADA = user("ada");
  public static final UserId BOB = user("bob");
  public static final BasketOwner ADAS = BasketOwner.user(ADA);
  public static final Sku MUG = Sku.of("MUG-1");
  public static final Sku LAMP = Sku.of("LAMP-1");
  public static final PostalAddress LONDON =
      new PostalAddress(
          "Ada Lovelace", "12 St James's Square", null, "SW1Y 4JH", "London", null, "GB");
  public static final PostalAddress BERLIN =
      new PostalAddress(
          "Ada Lovelace", "Unter den Linden 1", "3. OG", "10117", "Berlin", "BE", "DE");
  public static final Buyer BUYER = new Buyer(new EmailAddress("ada@example.com"), LONDON, BERLIN);

  private BasketFixtures() {}

  public static UserId user(String name) {
    return new UserId(Derivation.of("user", 1).with(name).id());
  }

  public static ProductId product(String name) {
    return new ProductId(Derivation.of("product", 1).with(name).id());
  }

  public static CheckoutId checkout(String name) {
    return new CheckoutId(Derivation.of("checkout", 1).with(name).id());
  }

  public static PaymentId payment(String name) {
    return new PaymentId(Derivation.of("payment", 1).with(name).id());
  }

  public static OrderId order(String name) {
    return new OrderId(Derivation.of("order", 1).with(name).id());
  }

  public static Money euro(String amount) {
    return Money.parse(amount, "EUR");
  }

  /** A version of a product with one variant on sale. */
  public static ProductState state(ProductId id, long version, Sku sku, String price) {
    return new ProductState(
        id, new Version(version), true, NOW.plusSeconds(version), List.of(variant(sku, price)));
  }

  public static Variant variant(Sku sku, String price) {
    return new Variant(sku, "Thing " + sku, euro(price), TaxRate.parse("19"));
  }

  /** A checkout of two mugs at 10.00 and a lamp at 5.50, under a key of that name. */
  public static Checkout.Pending pending(String name) {
    return pending(name, ADA, origin(Generation.FIRST, name));
  }

  /** The same as a version stored it that did not know generations. */
  public static Checkout.Pending former(String name) {
    return pending(name, ADA, null);
  }

  public static CheckoutOrigin origin(Generation generation, String key) {
    return new CheckoutOrigin(generation, new Version(3), key);
  }

  /** The same of another buyer, or of another basket. */
  public static Checkout.Pending pending(
      String name, UserId user, @Nullable CheckoutOrigin origin) {
    return Checkout.start(
        new CheckoutContent(
            checkout(name),
            user,
            List.of(line(MUG, 2, "10.00"), line(LAMP, 1, "5.50")),
            euro("25.50"),
            Fingerprint.of(name),
            NOW,
            origin),
        BUYER,
        new PaymentMethodToken("tok_success"));
  }

  private static CheckoutLine line(Sku sku, int quantity, String price) {
    return new CheckoutLine(
        sku,
        product(sku.value()),
        "Thing " + sku,
        Quantity.of(quantity),
        euro(price),
        TaxRate.parse("7.5"));
  }
}
