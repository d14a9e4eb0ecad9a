package dev.stoa.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Socket.IO client of protocol 5 over WebSocket: no more than the driver needs, for it shares its
 * memory with thousands of them. It reads on a virtual thread of its own.
 */
final class LiveSocket implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int LARGEST = 1 << 20;

  private final Socket socket = new Socket();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Consumer<String> events;

  private LiveSocket(Consumer<String> events) {
    this.events = events;
  }

  /**
   * Connects.
   *
   * @param events gets each event as the text of a JSON array: name, data
   */
  static LiveSocket open(URI live, String token, Consumer<String> events) throws IOException {
    LiveSocket client = new LiveSocket(events);
    client.socket.setTcpNoDelay(true);
    client.socket.connect(new InetSocketAddress(live.getHost(), live.getPort()), CONNECT_MILLIS);
    OutputStream out = client.socket.getOutputStream();
    String request =
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: "
            + live.getAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(client.socket.getInputStream(), 512));
    int lineEnds = 0;
    while (lineEnds < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("refused");
      }
      lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
    }
    client.send("40{\"token\":\"" + token + "\"}");
    Thread.ofVirtual().start(() -> client.read(in));
    return client;
  }

  /** Waits until everything is heard; false when that takes too long or is refused. */
  boolean awaitReady() throws InterruptedException {
    return ready.await(60, TimeUnit.SECONDS) && isOpen();
  }

  boolean isOpen() {
    return ended.getCount() > 0;
  }

  private void read(DataInputStream in) {
    try {
      StringBuilder message = new StringBuilder();
      while (true) {
        int head = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = in.readLong();
        }
        if (length > LARGEST) {
          throw new IOException("a frame of " + length + " bytes");
        }
        byte[] content = new byte[(int) length];
        in.readFully(content);
        int kind = head & 15;
        if (kind == CLOSE) {
          return;
        }
        message.append(new String(content, StandardCharsets.UTF_8));
        if ((head & 128) != 0) {
          heard(message.toString());
          message = new StringBuilder();
        }
      }
    } catch (IOException gone) {
      // It is counted as ended.
    } finally {
      ended.countDown();
      ready.countDown();
    }
  }

  private void heard(String message) throws IOException {
    if (message.equals("2")) {
      send("3");
    } else if (message.startsWith("42")) {
      if (message.startsWith("42[\"ready\"")) {
        ready.countDown();
      }
      events.accept(message.substring(2));
    }
  }

  /** Sends a frame; masked with zeros, for what a mask protects from is not here. */
  private synchronized void send(String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int head = content.length < 126 ? 6 : 8;
    byte[] frame = new byte[head + content.length];
    frame[0] = (byte) (128 | TEXT);
    if (content.length < 126) {
      frame[1] = (byte) (128 | content.length);
    } else {
      frame[1] = (byte) (128 | 126);
      frame[2] = (byte) (content.length >> 8);
      frame[3] = (byte) content.length;
    }
    System.arraycopy(content, 0, frame, head, content.length);
    socket.getOutputStream().write(frame);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
