package dev.stoa.identity.jwt;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerStanding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;

/**
 * The standing of callers where the accounts are not: asks the identity service with the caller's
 * own token, each time. An answer that is kept would be an account that buys after it was deleted.
 */
final class RemoteStanding implements CallerStanding, AutoCloseable {
  private final JwksOptions options;
  private final HttpClient http;

  RemoteStanding(JwksOptions options) {
    this.options = options;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.timeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public Standing of(Caller caller, String accessToken, boolean asAdmin) {
    URI question = options.standing(asAdmin);
    HttpRequest request =
        HttpRequest.newBuilder(question)
            .timeout(options.timeout())
            .header("Authorization", "Bearer " + accessToken)
            .GET()
            .build();
    int status;
    try {
      status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new StoreUnavailable("the identity service cannot be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while the identity service was asked", e);
    }
    return switch (status) {
      case 204 -> Standing.GOOD;
      case 401 -> Standing.ENDED;
      case 403 -> Standing.NO_ADMIN;
      default ->
          throw new StoreUnavailable(
              "the identity service answered " + status + " to a question about a caller",
              new IOException(question + " answered " + status));
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
