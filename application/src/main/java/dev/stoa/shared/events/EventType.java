package dev.stoa.shared.events;

import java.util.regex.Pattern;

/**
 * The wire name of a published event: written once, here, and never following a class rename.
 *
 * @param name the CloudEvents type, such as {@code dev.stoa.payment.payment-created.v1}
 * @param topic the stream it goes to, such as {@code payment-events}
 * @param javaType the record that holds its data
 */
public record EventType<E extends PublishedEvent>(String name, String topic, Class<E> javaType) {
  private static final Pattern NAME =
      Pattern.compile("dev\\.stoa\\.[a-z]+\\.[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*");
  private static final Pattern TOPIC = Pattern.compile("[a-z]+-events");

  public EventType {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name such as dev.stoa.payment.payment-created.v1, but was '" + name + "'");
    }
    if (!TOPIC.matcher(topic).matches()) {
      throw new IllegalArgumentException(
          "expected a topic such as payment-events, but was '" + topic + "'");
    }
  }
}
