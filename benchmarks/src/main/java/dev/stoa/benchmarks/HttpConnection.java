package dev.stoa.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the shop that is kept alive: HTTP/1.1 with nothing more than the driver needs,
 * because the driver shares its processors with the shop it measures. Of one thread at a time.
 */
final class HttpConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 40_000;
  private static final int LARGEST_BODY = 64 * 1_048_576;

  private final String host;
  private final int answerMillis;
  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;
  private boolean used;
  private boolean answering;

  HttpConnection(URI shop) {
    this(shop, ANSWER_MILLIS);
  }

  /** One that waits for answers as long as it is told. */
  HttpConnection(URI shop, int answerMillis) {
    this.answerMillis = answerMillis;
    this.host = shop.getHost();
    this.port = shop.getPort() < 0 ? 80 : shop.getPort();
  }

  /** What the shop answered; the body is UTF-8. */
  record Answer(int status, String body) {}

  Answer get(String path, Map<String, String> headers) throws IOException {
    return send("GET", path, headers, null);
  }

  Answer post(String path, Map<String, String> headers, String json) throws IOException {
    return send("POST", path, headers, json);
  }

  /**
   * Sends a request and waits for its answer. A connection that the shop had closed while it was
   * idle is opened anew, when the request may be sent twice (RFC 9110, 9.2.2 and 9.3.1). An answer
   * that breaks off is an error.
   *
   * @throws IOException when there is none; the next request uses a new connection
   */
  Answer send(String method, String path, Map<String, String> headers, @Nullable String json)
      throws IOException {
    boolean again = used && (method.equals("GET") || headers.containsKey("Idempotency-Key"));
    try {
      return sendOnce(method, path, headers, json);
    } catch (EOFException | SocketException e) {
      if (!again || answering) {
        throw e;
      }
      return sendOnce(method, path, headers, json);
    }
  }

  private Answer sendOnce(
      String method, String path, Map<String, String> headers, @Nullable String json)
      throws IOException {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append(':').append(port).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (json != null) {
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      head.append("Content-Type: application/json\r\nContent-Length: ").append(length);
      head.append("\r\n");
    }
    head.append("\r\n");
    if (json != null) {
      head.append(json);
    }
    byte[] request = head.toString().getBytes(StandardCharsets.UTF_8);
    boolean answered = false;
    answering = false;
    try {
      InputStream input = connected();
      Socket open = socket;
      if (open == null) {
        throw new EOFException("closed");
      }
      open.getOutputStream().write(request);
      Answer answer = read(input);
      answered = true;
      used = in != null;
      return answer;
    } finally {
      if (!answered) {
        close();
      }
    }
  }

  private InputStream connected() throws IOException {
    InputStream open = in;
    if (open == null) {
      Socket fresh = new Socket();
      socket = fresh;
      fresh.setTcpNoDelay(true);
      fresh.setSoTimeout(answerMillis);
      fresh.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      open = new BufferedInputStream(fresh.getInputStream(), 8_192);
      in = open;
    }
    return open;
  }

  private Answer read(InputStream input) throws IOException {
    input.mark(1);
    answering = input.read() >= 0;
    input.reset();
    String statusLine = line(input);
    if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
      throw new IOException("no HTTP/1.1 answer: " + statusLine);
    }
    int status = Integer.parseInt(statusLine, 9, 12, 10);
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(input); !header.isEmpty(); header = line(input)) {
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      switch (name) {
        case "content-length" -> length = Integer.parseInt(header.substring(colon + 1).strip());
        case "transfer-encoding" -> chunked = header.endsWith("chunked");
        case "connection" -> last = header.toLowerCase(Locale.ROOT).endsWith("close");
        default -> {}
      }
    }
    byte[] body = chunked ? chunks(input) : exactly(input, length);
    if (last) {
      close();
    }
    return new Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] chunks(InputStream input) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(input);
      int end = size.indexOf(';');
      int length = Integer.parseInt(size, 0, end < 0 ? size.length() : end, 16);
      if (length == 0) {
        break;
      }
      body.write(exactly(input, length));
      if (body.size() > LARGEST_BODY) {
        throw new IOException("an answer of more than " + LARGEST_BODY + " bytes");
      }
      line(input);
    }
    while (!line(input).isEmpty()) {
      // Trailers say nothing that is measured.
    }
    return body.toByteArray();
  }

  private static byte[] exactly(InputStream input, int length) throws IOException {
    if (length < 0 || length > LARGEST_BODY) {
      throw new IOException("an answer of " + length + " bytes");
    }
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ended early");
    }
    return bytes;
  }

  private static String line(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      int next = input.read();
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
      if (line.length() > 16_384) {
        throw new IOException("a header line of more than 16 KiB");
      }
    }
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    in = null;
    used = false;
    if (open != null) {
      try {
        open.close();
      } catch (IOException alreadyGone) {
        // Nothing is lost with it.
      }
    }
  }
}
