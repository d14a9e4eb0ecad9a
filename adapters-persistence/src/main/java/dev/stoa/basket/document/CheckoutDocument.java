package dev.stoa.basket.document;

import static java.util.Objects.requireNonNull;

import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.CheckoutOrigin;
import dev.stoa.basket.domain.Generation;
import dev.stoa.basket.domain.PaymentMethodToken;
import dev.stoa.basket.domain.RefusedLine;
import dev.stoa.shared.domain.CheckoutId;
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

/**
 * The stored form of a checkout. All its prices are of one currency.
 *
 * @param status {@code pending}, {@code completed}, {@code refused}, {@code declined} or {@code
 *     refunded}
 * @param total in minor units
 * @param buyer of a pending one only
 * @param paymentMethod of a pending one only
 * @param refused of a refused one
 * @param reason of one that is declined or refunded
 * @param startedBy buyer and key, {@code <user id>/<key>}, unique among all checkouts; absent, like
 *     the two that follow, in form 1 and in those that were once stored in it
 * @param generation of the basket
 * @param basketVersion the revision of the basket
 */
public record CheckoutDocument(
    int form,
    String id,
    String status,
    String userId,
    String currency,
    long total,
    List<LineDocument> lines,
    String fingerprint,
    Instant startedAt,
    @Nullable BuyerDocument buyer,
    @Nullable String paymentMethod,
    @Nullable Instant closedAt,
    @Nullable String orderId,
    @Nullable String paymentId,
    @Nullable String reason,
    @Nullable List<RefusalDocument> refused,
    @Nullable String startedBy,
    @Nullable Long generation,
    @Nullable Long basketVersion) {
  private static final int FORM = 2;

  /** What {@link #startedBy} is for this buyer and key; a user id is always of the same length. */
  public static String startedBy(UserId user, String key) {
    return user.value() + "/" + key;
  }

  /** The stored form of a line. */
  public record LineDocument(
      String sku, String productId, String title, int quantity, long unitPrice, String taxRate) {}

  /** The stored form of the personal data. */
  public record BuyerDocument(
      String email, AddressDocument shippingAddress, AddressDocument billingAddress) {}

  /** The stored form of an address. */
  public record AddressDocument(
      String name,
      String street,
      @Nullable String addition,
      @Nullable String postalCode,
      String city,
      @Nullable String region,
      String country) {}

  /** The stored form of a refused line. */
  public record RefusalDocument(
      String sku,
      String reason,
      int requested,
      int available,
      @Nullable Long price,
      @Nullable String currency) {}

  /** The checkout as it is to be stored. */
  public static CheckoutDocument of(Checkout checkout) {
    CheckoutContent c = checkout.content();
    return switch (checkout) {
      case Checkout.Pending p ->
          of(c, "pending", buyer(p.buyer()), p.paymentMethod(), null, null, null, null, null);
      case Checkout.Completed s ->
          of(c, "completed", null, null, s.closedAt(), s.orderId(), s.paymentId(), null, null);
      case Checkout.Refused s ->
          of(c, "refused", null, null, s.closedAt(), null, null, null, s.refused());
      case Checkout.Declined s ->
          of(c, "declined", null, null, s.closedAt(), null, s.paymentId(), s.reason(), null);
      case Checkout.Refunded s ->
          of(c, "refunded", null, null, s.closedAt(), s.orderId(), s.paymentId(), s.reason(), null);
    };
  }

  /** The checkout that was stored at this version. */
  public Checkout toCheckout(Version version) {
    CheckoutContent content =
        new CheckoutContent(
            CheckoutId.parse(id),
            UserId.parse(userId),
            lines.stream().map(this::toLine).toList(),
            Money.ofMinor(total, currency),
            new Fingerprint(fingerprint),
            startedAt,
            toOrigin());
    return switch (status) {
      case "pending" ->
          new Checkout.Pending(
              content,
              version,
              toBuyer(requireNonNull(buyer)),
              new PaymentMethodToken(requireNonNull(paymentMethod)));
      case "completed" ->
          new Checkout.Completed(content, version, toOrder(), toPayment(), toClosedAt());
      case "refused" ->
          new Checkout.Refused(
              content,
              version,
              requireNonNull(refused).stream().map(CheckoutDocument::toRefused).toList(),
              toClosedAt());
      case "declined" ->
          new Checkout.Declined(
              content, version, toPayment(), requireNonNull(reason), toClosedAt());
      case "refunded" ->
          new Checkout.Refunded(
              content,
              version,
              toPayment(),
              orderId == null ? null : toOrder(),
              requireNonNull(reason),
              toClosedAt());
      default -> throw new IllegalArgumentException("no checkout is '" + status + "'");
    };
  }

  private static CheckoutDocument of(
      CheckoutContent content,
      String status,
      @Nullable BuyerDocument buyer,
      @Nullable PaymentMethodToken paymentMethod,
      @Nullable Instant closedAt,
      @Nullable OrderId order,
      @Nullable PaymentId payment,
      @Nullable String reason,
      @Nullable List<RefusedLine> refused) {
    CheckoutOrigin origin = content.origin();
    return new CheckoutDocument(
        FORM,
        content.id().toString(),
        status,
        content.userId().toString(),
        content.total().currency().getCurrencyCode(),
        content.total().minorUnits(),
        content.lines().stream().map(CheckoutDocument::line).toList(),
        content.fingerprint().hex(),
        content.startedAt(),
        buyer,
        paymentMethod == null ? null : paymentMethod.value(),
        closedAt,
        order == null ? null : order.toString(),
        payment == null ? null : payment.toString(),
        reason,
        refused == null ? null : refused.stream().map(CheckoutDocument::refusal).toList(),
        origin == null ? null : startedBy(content.userId(), origin.key()),
        origin == null ? null : origin.generation().value(),
        origin == null ? null : origin.basketVersion().value());
  }

  private @Nullable CheckoutOrigin toOrigin() {
    return startedBy == null
        ? null
        : new CheckoutOrigin(
            new Generation(requireNonNull(generation)),
            new Version(requireNonNull(basketVersion)),
            startedBy.substring(startedBy(UserId.parse(userId), "").length()));
  }

  private OrderId toOrder() {
    return OrderId.parse(requireNonNull(orderId));
  }

  private PaymentId toPayment() {
    return PaymentId.parse(requireNonNull(paymentId));
  }

  private Instant toClosedAt() {
    return requireNonNull(closedAt);
  }

  private static LineDocument line(CheckoutLine line) {
    return new LineDocument(
        line.sku().value(),
        line.productId().toString(),
        line.title(),
        line.quantity().value(),
        line.unitPrice().minorUnits(),
        line.taxRate().toString());
  }

  private CheckoutLine toLine(LineDocument line) {
    return new CheckoutLine(
        Sku.of(line.sku()),
        ProductId.parse(line.productId()),
        line.title(),
        Quantity.of(line.quantity()),
        Money.ofMinor(line.unitPrice(), currency),
        TaxRate.parse(line.taxRate()));
  }

  private static BuyerDocument buyer(Buyer buyer) {
    return new BuyerDocument(
        buyer.email().value(), address(buyer.shippingAddress()), address(buyer.billingAddress()));
  }

  private static Buyer toBuyer(BuyerDocument buyer) {
    return new Buyer(
        new EmailAddress(buyer.email()),
        toAddress(buyer.shippingAddress()),
        toAddress(buyer.billingAddress()));
  }

  private static AddressDocument address(PostalAddress a) {
    return new AddressDocument(
        a.name(), a.street(), a.addition(), a.postalCode(), a.city(), a.region(), a.country());
  }

  private static PostalAddress toAddress(AddressDocument a) {
    return new PostalAddress(
        a.name(), a.street(), a.addition(), a.postalCode(), a.city(), a.region(), a.country());
  }

  private static RefusalDocument refusal(RefusedLine line) {
    Money price = line.currentPrice();
    return new RefusalDocument(
        line.sku().value(),
        line.reason(),
        line.requested(),
        line.available(),
        price == null ? null : price.minorUnits(),
        price == null ? null : price.currency().getCurrencyCode());
  }

  private static RefusedLine toRefused(RefusalDocument line) {
    Long price = line.price();
    return new RefusedLine(
        Sku.of(line.sku()),
        line.reason(),
        line.requested(),
        line.available(),
        price == null ? null : Money.ofMinor(price, requireNonNull(line.currency())));
  }
}
