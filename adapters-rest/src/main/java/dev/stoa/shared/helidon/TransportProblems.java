package dev.stoa.shared.helidon;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Locale;

/** Gives what Helidon refuses by itself (broken HTTP, overload) the form of a problem, too. */
final class TransportProblems implements DirectHandler {
  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      handlers.addHandler(event, new TransportProblems());
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    TransportResponse.Builder response =
        TransportResponse.builder().status(status).headers(headers).keepAlive(event.keepAlive());
    response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json"));
    if (status.code() == 503) {
      response.header(HeaderValues.create(HeaderNames.RETRY_AFTER, "1"));
    }
    return response.entity(text(status)).build();
  }

  private static String text(Status status) {
    return switch (status.code()) {
      case 400 ->
          ProblemText.of(
              400, "malformed-request", "Malformed request", "The request is not valid HTTP.");
      case 413 ->
          ProblemText.of(413, "payload-too-large", "Body too large", "The body is too large.");
      case 503 ->
          ProblemText.of(
              503,
              "overloaded",
              "Too many requests at once",
              "The server works on as many requests as it can. Retry shortly.");
      default ->
          ProblemText.of(
              status.code(),
              status.reasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"),
              status.reasonPhrase(),
              status.reasonPhrase() + ".");
    };
  }
}
