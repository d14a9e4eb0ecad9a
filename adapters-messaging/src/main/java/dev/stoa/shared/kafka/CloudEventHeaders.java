package dev.stoa.shared.kafka;

import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.application.port.PendingEvent;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0, Kafka protocol binding, binary mode: attributes as headers, data as value. */
final class CloudEventHeaders {
  private static final String ID = "ce_id";
  private static final String TYPE = "ce_type";
  private static final String SOURCE = "ce_source";
  private static final String SUBJECT = "ce_subject";
  private static final String TIME = "ce_time";
  private static final String SPEC_VERSION = "ce_specversion";
  private static final String CONTENT_TYPE = "content-type";
  private static final String JSON = "application/json";

  private CloudEventHeaders() {}

  /** The message of an event. */
  static ProducerRecord<byte[], byte[]> message(String topic, PendingEvent event) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, null, bytes(event.subject()), bytes(event.data()));
    Headers headers = message.headers();
    headers.add(SPEC_VERSION, bytes("1.0"));
    headers.add(ID, bytes(event.id().toString()));
    headers.add(TYPE, bytes(event.type()));
    headers.add(SOURCE, bytes(source(event.type())));
    headers.add(SUBJECT, bytes(event.subject()));
    headers.add(TIME, bytes(event.time().toString()));
    headers.add(CONTENT_TYPE, bytes(JSON));
    return message;
  }

  /** The wire name; null when there is none. */
  static @Nullable String type(Headers headers) {
    return text(headers, TYPE);
  }

  /**
   * The event's own id.
   *
   * @throws UnreadableEvent when there is none, or none of ours
   */
  static UUID id(Headers headers) {
    String id = required(headers, ID);
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvent(ID + " is not a UUID: " + id, e);
    }
  }

  static String subject(Headers headers) {
    return required(headers, SUBJECT);
  }

  /**
   * Looks at what no field is made of.
   *
   * @throws UnreadableEvent when it is another form of message than is sent here
   */
  static void requireForm(Headers headers) {
    String version = required(headers, SPEC_VERSION);
    if (!version.startsWith("1.")) {
      throw new UnreadableEvent(SPEC_VERSION + " is not 1.0: " + version);
    }
    String content = text(headers, CONTENT_TYPE);
    if (content != null && !content.startsWith(JSON)) {
      throw new UnreadableEvent(CONTENT_TYPE + " is not " + JSON + ": " + content);
    }
  }

  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String required(Headers headers, String name) {
    String value = text(headers, name);
    if (value == null || value.isEmpty()) {
      throw new UnreadableEvent("there is no header " + name);
    }
    return value;
  }

  /**
   * The context that published it: the third part of {@code dev.stoa.payment.payment-created.v1}.
   */
  private static String source(String type) {
    String[] parts = type.split("\\.", -1);
    return parts.length > 2 ? "/stoa/" + parts[2] : "/stoa";
  }
}
