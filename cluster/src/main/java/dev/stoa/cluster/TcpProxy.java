package dev.stoa.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network that can fail: it passes connections on to a server on 127.0.0.1, and cuts them, holds
 * them up, or loses what the server answers when it is told to. The server itself notices nothing
 * but that.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  /** What happens to bytes. */
  public enum Network {
    /** They pass. */
    WHOLE,

    /** None pass either way; they wait, and connections stay. */
    SILENT,

    /** Requests pass, answers are lost: what was asked for is done, and nobody hears of it. */
    ANSWERS_LOST
  }

  private final String name;
  private final InetSocketAddress server;
  private final ServerSocket listening;
  private final Thread acceptor;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private final AtomicLong lost = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition passes = lock.newCondition();
  // Below: guarded by the lock.
  private Network network = Network.WHOLE;
  private boolean closed;

  private TcpProxy(String name, InetSocketAddress server, ServerSocket listening) {
    this.name = name;
    this.server = server;
    this.listening = listening;
    this.acceptor = Thread.ofVirtual().name("proxy-" + name).unstarted(this::accept);
  }

  /**
   * Begins to listen on a free port.
   *
   * @param name of the server behind it
   * @param port of the server on 127.0.0.1; nobody needs to listen there yet
   */
  public static TcpProxy to(String name, int port) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      TcpProxy proxy =
          new TcpProxy(name, new InetSocketAddress(here, port), new ServerSocket(0, 256, here));
      proxy.acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the server behind it. */
  public String name() {
    return name;
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Where clients of the server connect. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** How many connections pass through it now. */
  public int connections() {
    return pairs.size();
  }

  /** How many bytes of answers were lost so far. */
  public long lostBytes() {
    return lost.get();
  }

  /**
   * Changes the network. When it becomes {@link Network#WHOLE} all connections are cut: the two
   * ends of a connection that missed something cannot go on.
   */
  public void become(Network next) {
    boolean cut;
    lock.lock();
    try {
      cut = next == Network.WHOLE && network != Network.WHOLE;
      if (cut) {
        // Before anything passes again: what waited, or follows on what was lost, must not.
        pairs.forEach(pair -> pair.over = true);
      }
      network = next;
      passes.signalAll();
    } finally {
      lock.unlock();
    }
    if (cut) {
      cut();
    }
  }

  /** Resets all connections there are (RST); new ones are welcome. */
  public void cut() {
    pairs.forEach(Pair::reset);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      passes.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      listening.close();
      // Until it has noticed, it may still accept: the port is closed when it has ended.
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cut();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().name("proxy-" + name).start(() -> connect(client));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          System.err.println("proxy of " + name + ": " + e);
        }
      }
    }
  }

  private void connect(Socket client) {
    Socket behind = new Socket();
    Pair pair = new Pair(client, behind);
    pairs.add(pair);
    try {
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      behind.connect(server, CONNECT_MILLIS);
    } catch (IOException nobodyThere) {
      pair.reset();
      return;
    }
    if (listening.isClosed()) {
      pair.reset();
      return;
    }
    Thread.ofVirtual().name("proxy-" + name).start(() -> pair.pass(client, behind, false));
    pair.pass(behind, client, true);
  }

  /** Waits while nothing passes; says whether these bytes are to be passed on. */
  private boolean letsPass(Pair pair, boolean answers) throws InterruptedException {
    lock.lock();
    try {
      while (network == Network.SILENT && !pair.over && !closed) {
        passes.await();
      }
      return !closed && !pair.over && !(answers && network == Network.ANSWERS_LOST);
    } finally {
      lock.unlock();
    }
  }

  /** The two halves of a connection. */
  private final class Pair {
    private final Socket client;
    private final Socket behind;
    private final AtomicBoolean oneEnded = new AtomicBoolean();

    /** It is to be reset, and passes nothing more. Guarded by the lock of the proxy. */
    private boolean over;

    Pair(Socket client, Socket behind) {
      this.client = client;
      this.behind = behind;
    }

    void pass(Socket from, Socket to, boolean answers) {
      byte[] buffer = new byte[16_384];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (letsPass(this, answers)) {
            out.write(buffer, 0, read);
          } else if (answers) {
            lost.addAndGet(read);
          }
        }
        to.shutdownOutput();
        if (!oneEnded.compareAndSet(false, true)) {
          end();
        }
      } catch (IOException broken) {
        reset();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        reset();
      }
    }

    private void end() throws IOException {
      pairs.remove(this);
      client.close();
      behind.close();
    }

    void reset() {
      pairs.remove(this);
      reset(client);
      reset(behind);
    }

    private void reset(Socket socket) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // It was closed already: the other side knows.
        oneEnded.set(true);
      }
    }
  }
}
