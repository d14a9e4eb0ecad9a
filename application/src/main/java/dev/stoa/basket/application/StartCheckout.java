package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.PaymentMethodToken;
import dev.stoa.basket.domain.PricedBasket;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the purchase of a basket at the prices that the buyer saw. When it answers that the
 * checkout was started, the purchase goes on whatever happens to this process.
 *
 * <p>The checkout's id follows from the buyer and the key, and is looked up before the basket is
 * read: a request that is sent again finds its checkout even when the purchase has long emptied the
 * basket. Of several at once one starts the checkout, and the others find it.
 */
public final class StartCheckout {
  /**
   * What the client sent.
   *
   * @param expectedTotal what the buyer agreed to pay
   * @param paymentMethod a token of the payment gateway, not yet checked
   */
  public record Command(
      UserId userId, IdempotencyKey key, Money expectedTotal, String paymentMethod, Buyer buyer) {
    /** For logs: hides who buys and how it is paid. */
    @Override
    public String toString() {
      return "StartCheckout[%s, %s]".formatted(userId, expectedTotal);
    }
  }

  /** What came of it. */
  public sealed interface Result {
    /** The purchase has begun. */
    record Started(CheckoutView checkout) implements Result {}

    /** The same request had started it before; as it is now. */
    record Repeated(CheckoutView checkout) implements Result {}

    /** There is nothing to buy. */
    record EmptyBasket() implements Result {}

    /** The basket costs something else than the buyer agreed to. */
    record PriceChanged(List<PricedLine> lines, Money total) implements Result {
      public PriceChanged {
        lines = List.copyOf(lines);
      }
    }

    /** These lines cannot be bought as they stand. */
    record LinesUnavailable(List<PricedLine> lines) implements Result {
      public LinesUnavailable {
        lines = List.copyOf(lines);
      }
    }

    /** The key was used for another purchase. */
    record KeyReused() implements Result {}

    /** The payment method is not a token of a gateway. */
    record InvalidPaymentMethod(String expected) implements Result {}
  }

  private final Baskets baskets;
  private final ProductReplica products;
  private final Checkouts checkouts;
  private final InstantSource clock;

  public StartCheckout(
      Baskets baskets, ProductReplica products, Checkouts checkouts, InstantSource clock) {
    this.baskets = baskets;
    this.products = products;
    this.checkouts = checkouts;
    this.clock = clock;
  }

  public Result handle(Command command) {
    PaymentMethodToken paymentMethod;
    try {
      paymentMethod = new PaymentMethodToken(command.paymentMethod());
    } catch (IllegalArgumentException e) {
      return new Result.InvalidPaymentMethod(String.valueOf(e.getMessage()));
    }
    CheckoutId id = idOf(command.userId(), command.key());
    Fingerprint fingerprint = fingerprint(command);
    return repeated(id, fingerprint)
        .orElseGet(() -> start(id, fingerprint, command, paymentMethod));
  }

  /** The id of the checkout that this buyer starts under this key. */
  public static CheckoutId idOf(UserId user, IdempotencyKey key) {
    return new CheckoutId(Derivation.of("checkout", 1).with(user.value()).with(key.value()).id());
  }

  private Result start(
      CheckoutId id, Fingerprint fingerprint, Command command, PaymentMethodToken paymentMethod) {
    PricedBasket basket = ReadBasket.priced(baskets, products, BasketOwner.user(command.userId()));
    Optional<Result> refusal = refusal(basket, command.expectedTotal());
    if (refusal.isPresent()) {
      // A twin of this request may have bought the basket since the checkout was looked up.
      return repeated(id, fingerprint).orElse(refusal.get());
    }
    CheckoutContent content =
        new CheckoutContent(
            id,
            command.userId(),
            lines(basket),
            command.expectedTotal(),
            fingerprint,
            clock.instant());
    Checkout.Pending checkout = Checkout.start(content, command.buyer(), paymentMethod);
    Instant now = content.startedAt();
    try {
      checkouts.save(
          checkout, List.of(new BasketCheckedOutV1(CheckoutEvents.snapshot(checkout), now)));
    } catch (StaleAggregate twin) {
      return repeated(id, fingerprint).orElseThrow(() -> twin);
    }
    return new Result.Started(CheckoutView.of(checkout));
  }

  private Optional<Result> repeated(CheckoutId id, Fingerprint fingerprint) {
    return checkouts
        .find(id)
        .map(checkout ->
            checkout.content().fingerprint().equals(fingerprint)
                ? new Result.Repeated(CheckoutView.of(checkout))
                : new Result.KeyReused());
  }

  private static Optional<Result> refusal(PricedBasket basket, Money expectedTotal) {
    if (basket.isEmpty()) {
      return Optional.of(new Result.EmptyBasket());
    }
    if (!basket.unavailable().isEmpty()) {
      return Optional.of(new Result.LinesUnavailable(basket.unavailable()));
    }
    return basket
        .total()
        .filter(total -> !total.equals(expectedTotal))
        .map(total -> new Result.PriceChanged(basket.lines(), total));
  }

  private static List<CheckoutLine> lines(PricedBasket basket) {
    return basket.lines().stream().flatMap(line -> line(line).stream()).toList();
  }

  private static Optional<CheckoutLine> line(PricedLine line) {
    ProductFacts facts = line.facts();
    return facts == null
        ? Optional.empty()
        : Optional.of(
            new CheckoutLine(
                line.sku(),
                facts.productId(),
                facts.title(),
                line.quantity(),
                facts.unitPrice(),
                facts.taxRate()));
  }

  /** Covers what the client sent and nothing else: the basket may have changed by a repetition. */
  private static Fingerprint fingerprint(Command command) {
    Buyer buyer = command.buyer();
    return Fingerprint.of(
        Stream.concat(
                Stream.of(
                    spelled(command.expectedTotal()),
                    command.paymentMethod(),
                    buyer.email().value()),
                Stream.concat(parts(buyer.shippingAddress()), parts(buyer.billingAddress())))
            .map(part -> part.length() + ":" + part)
            .collect(Collectors.joining()));
  }

  private static String spelled(Money total) {
    return total.toDecimal().toPlainString() + " " + total.currency().getCurrencyCode();
  }

  private static Stream<String> parts(PostalAddress address) {
    return Stream.of(
            Optional.of(address.name()),
            Optional.of(address.street()),
            Optional.ofNullable(address.addition()),
            Optional.ofNullable(address.postalCode()),
            Optional.of(address.city()),
            Optional.ofNullable(address.region()),
            Optional.of(address.country()))
        .map(part -> part.orElse(""));
  }
}
