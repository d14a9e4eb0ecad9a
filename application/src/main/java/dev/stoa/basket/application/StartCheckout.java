package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.CheckoutOrigin;
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
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the purchase of a basket at the prices that the buyer saw. When it answers that the
 * checkout was started, the purchase goes on whatever happens to this process.
 *
 * <p>A basket is bought once. The checkout's id follows from the basket and its generation, and the
 * buyer's key is unique beside it: one insert under both decides between requests, tabs and
 * processes. The key is looked up before the basket is read: a request that is sent again finds its
 * checkout even when the purchase has long emptied the basket. A request under another key, while
 * the basket is being bought, is refused and told where that purchase is.
 */
public final class StartCheckout {
  /**
   * What the client sent.
   *
   * @param expectedTotal what the buyer agreed to pay
   * @param basketVersion the revision of the basket that the buyer saw; null when the client does
   *     not say: then only the total protects the buyer from a basket that was changed elsewhere
   * @param paymentMethod a token of the payment gateway, not yet checked
   */
  public record Command(
      UserId userId,
      IdempotencyKey key,
      Money expectedTotal,
      @Nullable Version basketVersion,
      String paymentMethod,
      Buyer buyer) {
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

    /** The basket is being bought already, under another key; nothing was begun. */
    record CheckoutUnderWay(CheckoutView checkout) implements Result {}

    /** There is nothing to buy. */
    record EmptyBasket() implements Result {}

    /** The basket is not the one that the buyer saw. */
    record BasketChanged(PricedBasket basket) implements Result {}

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

  /** So many ended purchases a basket hears of that its store has lost, before one gives up. */
  private static final int ATTEMPTS = 100;

  private final Baskets baskets;
  private final ProductReplica products;
  private final Checkouts checkouts;
  private final EndedPurchase ended;
  private final InstantSource clock;

  public StartCheckout(
      Baskets baskets,
      ProductReplica products,
      Checkouts checkouts,
      BasketSignals signals,
      InstantSource clock) {
    this.baskets = baskets;
    this.products = products;
    this.checkouts = checkouts;
    this.ended = new EndedPurchase(baskets, signals);
    this.clock = clock;
  }

  public Result handle(Command command) {
    PaymentMethodToken paymentMethod;
    try {
      paymentMethod = new PaymentMethodToken(command.paymentMethod());
    } catch (IllegalArgumentException e) {
      return new Result.InvalidPaymentMethod(String.valueOf(e.getMessage()));
    }
    Fingerprint fingerprint = fingerprint(command);
    return repeated(command, fingerprint)
        .or(() -> repeatedFormer(command, fingerprint))
        .orElseGet(() -> start(fingerprint, command, paymentMethod));
  }

  /**
   * The id of the checkout that this buyer started under this key in a version that did not know
   * generations yet.
   */
  public static CheckoutId formerIdOf(UserId user, IdempotencyKey key) {
    return new CheckoutId(Derivation.of("checkout", 1).with(user.value()).with(key.value()).id());
  }

  private Result start(Fingerprint fingerprint, Command command, PaymentMethodToken paymentMethod) {
    Optional<Checkout> underWay = checkouts.underWay(command.userId());
    if (underWay.isPresent()) {
      return repeated(command, fingerprint).orElseGet(() -> underWay(underWay.get()));
    }
    BasketOwner owner = BasketOwner.user(command.userId());
    for (int attempt = 1; ; attempt++) {
      PricedBasket basket = ReadBasket.priced(baskets, products, owner);
      Optional<Result> refusal = refusal(basket, command);
      if (refusal.isPresent()) {
        // A twin of this request may have bought the basket since the checkout was looked up.
        return repeated(command, fingerprint).orElse(refusal.get());
      }
      Checkout.Pending checkout =
          Checkout.start(
              content(owner, basket, fingerprint, command), command.buyer(), paymentMethod);
      try {
        checkouts.save(
            checkout,
            List.of(
                new BasketCheckedOutV1(
                    CheckoutEvents.snapshot(checkout), checkout.content().startedAt())));
        return new Result.Started(CheckoutView.of(checkout));
      } catch (StaleAggregate taken) {
        Optional<Result> twin = repeated(command, fingerprint);
        if (twin.isPresent()) {
          return twin.get();
        }
        switch (checkouts.find(checkout.id()).orElseThrow(() -> taken)) {
          case Checkout.Pending other -> {
            return underWay(other);
          }
          // The basket has not heard yet that this purchase of it ended, or its store has lost
          // that: it hears it now, and what is left is another basket.
          case Checkout.Closed other -> ended.of(other);
        }
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  private CheckoutContent content(
      BasketOwner owner, PricedBasket basket, Fingerprint fingerprint, Command command) {
    return new CheckoutContent(
        Checkout.idOf(owner, basket.generation()),
        command.userId(),
        lines(basket),
        command.expectedTotal(),
        fingerprint,
        clock.instant(),
        new CheckoutOrigin(basket.generation(), basket.version(), command.key().value()));
  }

  private static Result underWay(Checkout checkout) {
    return new Result.CheckoutUnderWay(CheckoutView.of(checkout));
  }

  private Optional<Result> repeated(Command command, Fingerprint fingerprint) {
    return checkouts.find(command.userId(), command.key()).map(found -> same(found, fingerprint));
  }

  private Optional<Result> repeatedFormer(Command command, Fingerprint fingerprint) {
    return checkouts
        .find(formerIdOf(command.userId(), command.key()))
        .map(found -> same(found, fingerprint));
  }

  private static Result same(Checkout found, Fingerprint fingerprint) {
    return found.content().fingerprint().equals(fingerprint)
        ? new Result.Repeated(CheckoutView.of(found))
        : new Result.KeyReused();
  }

  private static Optional<Result> refusal(PricedBasket basket, Command command) {
    if (basket.isEmpty()) {
      return Optional.of(new Result.EmptyBasket());
    }
    Version seen = command.basketVersion();
    if (seen != null && !seen.equals(basket.version())) {
      return Optional.of(new Result.BasketChanged(basket));
    }
    if (!basket.unavailable().isEmpty()) {
      return Optional.of(new Result.LinesUnavailable(basket.unavailable()));
    }
    return basket
        .total()
        .filter(total -> !total.equals(command.expectedTotal()))
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

  /**
   * Covers what the client sent and nothing else: the basket may have changed by a repetition. What
   * a client may leave out is not in it when it is left out: so stored ones stay the same.
   */
  private static Fingerprint fingerprint(Command command) {
    Buyer buyer = command.buyer();
    Version seen = command.basketVersion();
    String basket = seen == null ? "" : "basket:" + seen.value();
    return Fingerprint.of(
        Stream.concat(
                Stream.of(
                    spelled(command.expectedTotal()),
                    command.paymentMethod(),
                    buyer.email().value()),
                Stream.concat(parts(buyer.shippingAddress()), parts(buyer.billingAddress())))
            .map(part -> part.length() + ":" + part)
            .collect(Collectors.joining("", "", basket)));
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
