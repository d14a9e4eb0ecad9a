package dev.stoa.payment.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.PaymentGateway.GatewayUnavailable;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.sandbox.SandboxWire.CancelRequest;
import dev.stoa.payment.sandbox.SandboxWire.ChargeLine;
import dev.stoa.payment.sandbox.SandboxWire.ChargePage;
import dev.stoa.payment.sandbox.SandboxWire.ChargeRequest;
import dev.stoa.payment.sandbox.SandboxWire.Outcome;
import dev.stoa.payment.sandbox.SandboxWire.RefundRequest;
import dev.stoa.payment.sandbox.SandboxWire.TallyAnswer;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox gateway as a process of its own, for shops that are several processes: all of them
 * pay at the same one, as they would at a real provider. It asks nobody who calls, for it moves no
 * money; keep it where only the shop can reach it.
 */
public final class SandboxGatewayServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxGatewayServer.class);
  private static final int LARGEST_BODY = 64 * 1024;

  private final SandboxGateway gateway;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SandboxGatewayServer(SandboxGateway gateway, HttpServer http) {
    this.gateway = gateway;
    this.http = http;
  }

  /**
   * Opens the books and listens.
   *
   * @param port 0 for a free one
   * @throws UncheckedIOException when the port is taken or the journal cannot be opened
   */
  public static SandboxGatewayServer start(
      SandboxOptions options, InstantSource clock, String host, int port) {
    try {
      Files.createDirectories(options.journal().toAbsolutePath().getParent());
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 1_024);
      SandboxGatewayServer server =
          new SandboxGatewayServer(SandboxGateway.open(options, clock), http);
      http.setExecutor(server.threads);
      http.createContext("/", server::answer);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the sandbox gateway cannot start on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** Where it listens. */
  public URI url() {
    InetSocketAddress address = http.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Ends the calls that run and closes the books. */
  @Override
  public void close() {
    http.stop(0);
    threads.close();
    gateway.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status;
    byte[] body;
    try {
      body = SandboxWire.encode(handle(exchange));
      status = 200;
    } catch (GatewayUnavailable e) {
      // The caller learns nothing: neither that it was done nor that it was not.
      body = SandboxWire.encode(Map.of("detail", String.valueOf(e.getMessage())));
      status = 504;
    } catch (NoSuchRoute e) {
      body = SandboxWire.encode(Map.of("detail", String.valueOf(e.getMessage())));
      status = 404;
    } catch (IOException | IllegalArgumentException e) {
      body = SandboxWire.encode(Map.of("detail", String.valueOf(e.getMessage())));
      status = 400;
    } catch (RuntimeException e) {
      LOG.error("the sandbox gateway failed", e);
      body = SandboxWire.encode(Map.of("detail", "the sandbox gateway failed"));
      status = 500;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Object handle(HttpExchange exchange) throws IOException {
    byte[] body = body(exchange.getRequestBody());
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    return switch (route) {
      case "POST " + SandboxWire.CHARGES -> {
        ChargeRequest request = SandboxWire.decode(body, ChargeRequest.class);
        yield Outcome.of(
            gateway.charge(
                new GatewayKey(request.key()),
                request.amount().money(),
                new PaymentMethod(request.paymentMethod())));
      }
      case "GET " + SandboxWire.CHARGE ->
          Outcome.of(gateway.find(new GatewayKey(parameter(exchange, "key").orElse(""))));
      case "POST " + SandboxWire.CANCELLATIONS ->
          Outcome.of(
              gateway.cancel(new GatewayKey(SandboxWire.decode(body, CancelRequest.class).key())));
      case "POST " + SandboxWire.REFUNDS -> {
        RefundRequest request = SandboxWire.decode(body, RefundRequest.class);
        yield Outcome.of(
            gateway.refund(
                new GatewayKey(request.key()),
                new ChargeReference(request.charge()),
                request.amount().money()));
      }
      case "GET " + SandboxWire.CHARGES -> {
        Page<GatewayLedger.Charge> page =
            gateway.charges(
                new PageRequest(
                    Integer.parseInt(parameter(exchange, "limit").orElse("100")),
                    parameter(exchange, "after").map(Cursor::new)));
        yield new ChargePage(
            page.items().stream().map(ChargeLine::of).toList(),
            page.next().map(Cursor::token).orElse(null));
      }
      case "GET " + SandboxWire.TALLY -> TallyAnswer.of(gateway.tally());
      default -> throw new NoSuchRoute("nothing answers " + route);
    };
  }

  private static byte[] body(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw new IOException("the body is larger than " + LARGEST_BODY + " bytes");
    }
    return bytes;
  }

  private static Optional<String> parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static final class NoSuchRoute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchRoute(String message) {
      super(message);
    }
  }
}
