package dev.stoa.catalog.document;

import dev.stoa.catalog.domain.RefusedLine;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.ReservedLine;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a reservation.
 *
 * @param state {@code reserved}, {@code refusing}, {@code refused}, {@code sold}, {@code released}
 *     or {@code short}
 * @param heldUntil of a reserved one
 * @param refused of one that is refused or about to be
 * @param payment of one that is sold or short
 * @param missing of one that is short
 */
public record ReservationDocument(
    int form,
    String id,
    String buyer,
    List<LineDocument> lines,
    String state,
    @Nullable Instant heldUntil,
    @Nullable List<RefusalDocument> refused,
    @Nullable String payment,
    @Nullable List<String> missing) {
  private static final int FORM = 1;

  /** The stored form of a line. */
  public record LineDocument(String sku, int quantity) {}

  /** The stored form of a refused line. */
  public record RefusalDocument(
      String sku,
      String reason,
      int requested,
      int available,
      @Nullable Long price,
      @Nullable String currency) {}

  /** The reservation as it is to be stored. */
  public static ReservationDocument of(Reservation reservation) {
    return switch (reservation.state()) {
      case Reservation.Reserved s -> of(reservation, "reserved", s.heldUntil(), null, null, null);
      case Reservation.Refusing s ->
          of(reservation, "refusing", null, refusals(s.refused()), null, null);
      case Reservation.Refused s ->
          of(reservation, "refused", null, refusals(s.refused()), null, null);
      case Reservation.Sold s -> of(reservation, "sold", null, null, s.payment().toString(), null);
      case Reservation.Released s -> of(reservation, "released", null, null, null, null);
      case Reservation.FallenShort s ->
          of(
              reservation,
              "short",
              null,
              null,
              s.payment().toString(),
              s.missing().stream().map(Sku::value).toList());
    };
  }

  /** The reservation that was stored at this version. */
  public Reservation toReservation(Version version) {
    return Reservation.reconstitute(
        CheckoutId.parse(id),
        version,
        UserId.parse(buyer),
        lines.stream()
            .map(l -> new ReservedLine(new Sku(l.sku()), Quantity.of(l.quantity())))
            .toList(),
        toState());
  }

  private static ReservationDocument of(
      Reservation reservation,
      String state,
      @Nullable Instant heldUntil,
      @Nullable List<RefusalDocument> refused,
      @Nullable String payment,
      @Nullable List<String> missing) {
    return new ReservationDocument(
        FORM,
        reservation.id().toString(),
        reservation.buyer().toString(),
        reservation.lines().stream()
            .map(l -> new LineDocument(l.sku().value(), l.quantity().value()))
            .toList(),
        state,
        heldUntil,
        refused,
        payment,
        missing);
  }

  private Reservation.State toState() {
    return switch (state) {
      case "reserved" -> new Reservation.Reserved(Objects.requireNonNull(heldUntil));
      case "refusing" -> new Reservation.Refusing(toRefused());
      case "refused" -> new Reservation.Refused(toRefused());
      case "sold" -> new Reservation.Sold(toPayment());
      case "released" -> new Reservation.Released();
      case "short" ->
          new Reservation.FallenShort(
              toPayment(), Objects.requireNonNull(missing).stream().map(Sku::new).toList());
      default -> throw new IllegalArgumentException("no reservation is '" + state + "'");
    };
  }

  private PaymentId toPayment() {
    return PaymentId.parse(Objects.requireNonNull(payment));
  }

  private List<RefusedLine> toRefused() {
    return Objects.requireNonNull(refused).stream().map(ReservationDocument::toRefused).toList();
  }

  private static List<RefusalDocument> refusals(List<RefusedLine> lines) {
    return lines.stream().map(ReservationDocument::refusal).toList();
  }

  private static RefusalDocument refusal(RefusedLine line) {
    Money price = line.currentPrice();
    return new RefusalDocument(
        line.sku().value(),
        line.reason().name(),
        line.requested().value(),
        line.available(),
        price == null ? null : price.minorUnits(),
        price == null ? null : price.currency().getCurrencyCode());
  }

  private static RefusedLine toRefused(RefusalDocument line) {
    Long price = line.price();
    return new RefusedLine(
        new Sku(line.sku()),
        RefusedLine.Reason.valueOf(line.reason()),
        Quantity.of(line.requested()),
        line.available(),
        price == null ? null : Money.ofMinor(price, Objects.requireNonNull(line.currency())));
  }
}
