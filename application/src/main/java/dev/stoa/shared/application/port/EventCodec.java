package dev.stoa.shared.application.port;

import dev.stoa.shared.events.PublishedEvent;

/**
 * The JSON form of published events, the same wherever they are kept or sent.
 *
 * <ul>
 *   <li>What was encoded is decoded to an equal event.
 *   <li>Fields that this version does not know are ignored: events of later minor forms stay
 *       readable.
 *   <li>A missing required field, a wrong type, broken JSON or an unknown type is refused with
 *       {@link UnreadableEvent}, never half read.
 *   <li>Amounts and times are strings; absent optional values are left out.
 * </ul>
 */
public interface EventCodec {
  /** The event as one JSON object. */
  String encode(PublishedEvent event);

  /**
   * The event of a wire name.
   *
   * @param typeName such as {@code dev.stoa.payment.payment-created.v1}
   * @throws UnreadableEvent when it cannot be read
   */
  PublishedEvent decode(String typeName, String json);

  /** An event that this version cannot read. */
  final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableEvent(String message, Throwable cause) {
      super(message, cause);
    }

    public UnreadableEvent(String message) {
      super(message);
    }
  }
}
