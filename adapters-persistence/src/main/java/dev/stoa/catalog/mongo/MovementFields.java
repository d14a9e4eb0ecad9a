package dev.stoa.catalog.mongo;

import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.domain.Sku;
import java.time.Instant;
import org.bson.Document;

/** A movement as it is stored, the same in the document of its stock and in that of its own. */
final class MovementFields {
  /** In a document of its own only. */
  static final String SKU = "sku";

  static final String SEQUENCE = "sequence";
  static final String KEY = "key";
  static final String KIND = "kind";
  static final String ON_HAND = "onHand";
  static final String HELD = "held";
  private static final String REASON = "reason";
  private static final String AT = "at";

  private MovementFields() {}

  static Document of(StockMovement movement) {
    return new Document(SEQUENCE, movement.sequence())
        .append(KEY, movement.key().value())
        .append(KIND, movement.kind().name())
        .append(ON_HAND, movement.onHand())
        .append(HELD, movement.held())
        .append(REASON, movement.reason())
        .append(AT, movement.at().toString());
  }

  static StockMovement movement(Sku sku, Document stored) {
    return new StockMovement(
        sku,
        number(stored, SEQUENCE),
        new MovementKey(stored.getString(KEY)),
        StockMovement.Kind.valueOf(stored.getString(KIND)),
        Math.toIntExact(number(stored, ON_HAND)),
        Math.toIntExact(number(stored, HELD)),
        stored.getString(REASON),
        Instant.parse(stored.getString(AT)));
  }

  /** A number of whatever width it was stored or summed up in; 0 where there is none. */
  static long number(Document stored, String field) {
    return stored.get(field) instanceof Number number ? number.longValue() : 0;
  }
}
