package dev.stoa.shared.kafka;

import java.util.concurrent.ExecutionException;

/** What the failures of the client mean, in words for who runs the shop. */
final class KafkaFailures {
  private KafkaFailures() {}

  /** Without the name of a class, and without a full stop. */
  static String sentence(Throwable failure) {
    Throwable shown = failure;
    while (shown.getCause() != null
        && (shown instanceof ExecutionException || shown.getMessage() == null)) {
      shown = shown.getCause();
    }
    String message = shown.getMessage();
    if (message == null || message.isBlank()) {
      return "it does not say why";
    }
    String text = message.replaceAll("(?:[a-z]\\w*\\.)+[A-Z][\\w$]*:? ?", "").strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
