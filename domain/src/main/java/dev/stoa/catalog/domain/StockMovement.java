package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Sku;
import java.time.Instant;
import java.util.Locale;

/**
 * One line of the ledger of a SKU: how the goods on hand and the goods held changed. Written once,
 * never changed. The sum of all movements is the stock ({@link StockLedger#fold}).
 *
 * @param sequence 1, 2, 3, ... within the ledger of the SKU, without gaps
 * @param onHand by how many pieces the goods on hand grew
 * @param held by how many pieces the goods held for checkouts grew
 * @param reason in the merchant's words for a recorded movement; the checkout otherwise
 */
public record StockMovement(
    Sku sku,
    long sequence,
    MovementKey key,
    Kind kind,
    int onHand,
    int held,
    String reason,
    Instant at) {
  /** What happened to the goods. */
  public enum Kind {
    /** Goods came in. */
    RECEIVED,
    /** Goods were lost, found broken or counted anew; those of some checkouts with them. */
    ADJUSTED,
    /** Goods are kept for a checkout. */
    HELD,
    /** Goods that were kept for a checkout are free: it came to nothing. */
    RELEASED,
    /** Goods that were kept for a checkout are free: it took too long. Written by nobody now. */
    EXPIRED,
    /** Goods were sold; those that were held are held no longer. */
    SOLD,
    /** Goods that were sold are back, for the sale came to nothing. */
    RETURNED;

    /** The name as the API writes it: {@code received}. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StockMovement {
    if (!permitted(kind, onHand, held)) {
      throw new IllegalArgumentException(
          "no movement %s changes the goods on hand by %d and the goods held by %d"
              .formatted(kind, onHand, held));
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("expected a sequence of 1 or more, but was " + sequence);
    }
    reason = checkedReason(reason);
  }

  /** A reason as it may stand in the ledger: 1 to 200 characters on one line. */
  public static String checkedReason(String reason) {
    return Texts.line("reason", 200, reason);
  }

  private static boolean permitted(Kind kind, int onHand, int held) {
    return switch (kind) {
      case RECEIVED, RETURNED -> onHand > 0 && held == 0;
      case ADJUSTED -> onHand != 0 && (held == 0 || (held < 0 && onHand < 0));
      case HELD -> onHand == 0 && held > 0;
      case RELEASED, EXPIRED -> onHand == 0 && held < 0;
      case SOLD -> onHand < 0 && (held == 0 || held == onHand);
    };
  }
}
