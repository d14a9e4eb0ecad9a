package dev.stoa.payment.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.PaymentGateway.CancelAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Cancelled;
import dev.stoa.payment.application.port.PaymentGateway.ChargeAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.FindAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Pending;
import dev.stoa.payment.application.port.PaymentGateway.RefundAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Refunded;
import dev.stoa.payment.application.port.PaymentGateway.Refused;
import dev.stoa.payment.application.port.PaymentGateway.Unknown;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.domain.Money;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes between a sandbox gateway in a process of its own and its callers: JSON over HTTP. */
final class SandboxWire {
  static final String CHARGES = "/charges";
  static final String CHARGE = "/charge";
  static final String CANCELLATIONS = "/cancellations";
  static final String REFUNDS = "/refunds";
  static final String TALLY = "/tally";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private SandboxWire() {}

  /** An amount: {@code {"minorUnits": 1990, "currency": "EUR"}}. */
  record Amount(long minorUnits, String currency) {
    static Amount of(Money money) {
      return new Amount(money.minorUnits(), money.currency().getCurrencyCode());
    }

    Money money() {
      return Money.ofMinor(minorUnits, currency);
    }
  }

  record ChargeRequest(String key, Amount amount, String paymentMethod) {
    ChargeRequest {
      given(key, amount, paymentMethod);
    }
  }

  record CancelRequest(String key) {
    CancelRequest {
      given(key);
    }
  }

  record RefundRequest(String key, String charge, Amount amount) {
    RefundRequest {
      given(key, charge, amount);
    }
  }

  /** What is read from outside may lack anything. */
  private static void given(Object... fields) {
    for (Object field : fields) {
      Objects.requireNonNull(field, "a field is missing");
    }
  }

  /**
   * What became of it.
   *
   * @param status charged, refused, pending, unknown, cancelled or refunded
   */
  record Outcome(String status, @Nullable String reference, @Nullable String reason) {
    static Outcome of(Object answer) {
      return switch (answer) {
        case Charged charged -> new Outcome("charged", charged.reference().value(), null);
        case Refused refused -> new Outcome("refused", null, refused.reason().slug());
        case Pending pending -> new Outcome("pending", null, null);
        case Unknown unknown -> new Outcome("unknown", null, null);
        case Cancelled cancelled -> new Outcome("cancelled", null, null);
        case Refunded refunded -> new Outcome("refunded", null, null);
        default -> throw new IllegalArgumentException("no answer of a gateway: " + answer);
      };
    }

    ChargeAnswer toCharge() throws IOException {
      return switch (status) {
        case "charged" -> charged();
        case "refused" -> refused();
        case "pending" -> new Pending();
        default -> throw new IOException("no outcome of a charge: " + status);
      };
    }

    FindAnswer toFound() throws IOException {
      return switch (status) {
        case "charged" -> charged();
        case "refused" -> refused();
        case "pending" -> new Pending();
        case "unknown" -> new Unknown();
        default -> throw new IOException("no outcome of a charge: " + status);
      };
    }

    CancelAnswer toCancel() throws IOException {
      return switch (status) {
        case "charged" -> charged();
        case "refused" -> refused();
        case "pending" -> new Pending();
        case "cancelled" -> new Cancelled();
        default -> throw new IOException("no outcome of a cancellation: " + status);
      };
    }

    RefundAnswer toRefund() throws IOException {
      return switch (status) {
        case "refunded" -> new Refunded();
        case "refused" -> refused();
        case "pending" -> new Pending();
        default -> throw new IOException("no outcome of a refund: " + status);
      };
    }

    private Charged charged() {
      return new Charged(new ChargeReference(String.valueOf(reference)));
    }

    private Refused refused() {
      return new Refused(new Reason(String.valueOf(reason)));
    }
  }

  record ChargeLine(String key, String reference, Amount amount, Amount refunded) {
    static ChargeLine of(GatewayLedger.Charge charge) {
      return new ChargeLine(
          charge.key().value(),
          charge.reference().value(),
          Amount.of(charge.amount()),
          Amount.of(charge.refunded()));
    }

    GatewayLedger.Charge charge() {
      return new GatewayLedger.Charge(
          new GatewayKey(key), new ChargeReference(reference), amount.money(), refunded.money());
    }
  }

  record ChargePage(List<ChargeLine> items, @Nullable String next) {}

  record TallyAnswer(long charges, List<Amount> charged, long refunds, List<Amount> refunded) {
    static TallyAnswer of(GatewayLedger.Tally tally) {
      return new TallyAnswer(
          tally.charges(),
          tally.charged().stream().map(Amount::of).toList(),
          tally.refunds(),
          tally.refunded().stream().map(Amount::of).toList());
    }

    GatewayLedger.Tally tally() {
      return new GatewayLedger.Tally(
          charges,
          charged.stream().map(Amount::money).toList(),
          refunds,
          refunded.stream().map(Amount::money).toList());
    }
  }

  static byte[] encode(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what the other side sent.
   *
   * @throws IOException when it is no such thing
   */
  static <T> T decode(byte[] json, Class<T> type) throws IOException {
    T value = JSON.readValue(json, type);
    if (value == null) {
      throw new IOException("expected an object, but was null");
    }
    return value;
  }
}
