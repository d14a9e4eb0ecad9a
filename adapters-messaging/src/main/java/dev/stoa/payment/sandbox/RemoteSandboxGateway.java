package dev.stoa.payment.sandbox;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.sandbox.SandboxWire.Amount;
import dev.stoa.payment.sandbox.SandboxWire.CancelRequest;
import dev.stoa.payment.sandbox.SandboxWire.ChargePage;
import dev.stoa.payment.sandbox.SandboxWire.ChargeRequest;
import dev.stoa.payment.sandbox.SandboxWire.Outcome;
import dev.stoa.payment.sandbox.SandboxWire.RefundRequest;
import dev.stoa.payment.sandbox.SandboxWire.TallyAnswer;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Money;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A sandbox gateway in another process. Whatever keeps an answer from coming (no connection, a
 * time-out, an answer that is none) is {@link PaymentGateway.GatewayUnavailable}: whether it was
 * done is not known then, and the same key may be asked again.
 */
final class RemoteSandboxGateway implements PaymentGateway, GatewayLedger, AutoCloseable {
  private final URI url;
  private final Duration timeout;
  private final HttpClient http;

  RemoteSandboxGateway(URI url, Duration timeout) {
    String text = url.toString();
    this.url = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    this.timeout = timeout;
    Duration connect = Duration.ofSeconds(2);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout.compareTo(connect) < 0 ? timeout : connect)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** Reads an answer that came. */
  private interface Reading<T> {
    T read(byte[] body) throws IOException;
  }

  @Override
  public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod paymentMethod) {
    return post(
        SandboxWire.CHARGES,
        new ChargeRequest(key.value(), Amount.of(amount), paymentMethod.token()),
        body -> SandboxWire.decode(body, Outcome.class).toCharge());
  }

  @Override
  public FindAnswer find(GatewayKey key) {
    return get(
        SandboxWire.CHARGE + "?key=" + encoded(key.value()),
        body -> SandboxWire.decode(body, Outcome.class).toFound());
  }

  @Override
  public CancelAnswer cancel(GatewayKey key) {
    return post(
        SandboxWire.CANCELLATIONS,
        new CancelRequest(key.value()),
        body -> SandboxWire.decode(body, Outcome.class).toCancel());
  }

  @Override
  public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
    return post(
        SandboxWire.REFUNDS,
        new RefundRequest(key.value(), charge.value(), Amount.of(amount)),
        body -> SandboxWire.decode(body, Outcome.class).toRefund());
  }

  @Override
  public GatewayLedger.Tally tally() {
    return get(SandboxWire.TALLY, body -> SandboxWire.decode(body, TallyAnswer.class).tally());
  }

  @Override
  public Page<Charge> charges(PageRequest page) {
    String after = page.after().map(cursor -> "&after=" + encoded(cursor.token())).orElse("");
    return get(
        SandboxWire.CHARGES + "?limit=" + page.limit() + after,
        body -> {
          ChargePage found = SandboxWire.decode(body, ChargePage.class);
          return new Page<>(
              found.items().stream().map(SandboxWire.ChargeLine::charge).toList(),
              Optional.ofNullable(found.next()).map(Cursor::new));
        });
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private <T> T post(String path, Object body, Reading<T> reading) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(SandboxWire.encode(body))),
        reading);
  }

  private <T> T get(String path, Reading<T> reading) {
    return send(HttpRequest.newBuilder(URI.create(url + path)), reading);
  }

  private <T> T send(HttpRequest.Builder request, Reading<T> reading) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == 400 && request.build().uri().getQuery() != null) {
        throw new InvalidCursor();
      }
      if (answer.statusCode() != 200) {
        throw new GatewayUnavailable("the payment gateway answered " + answer.statusCode());
      }
      return reading.read(answer.body());
    } catch (IOException e) {
      throw new GatewayUnavailable("no answer of the payment gateway at " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayUnavailable("interrupted while waiting for the payment gateway", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
