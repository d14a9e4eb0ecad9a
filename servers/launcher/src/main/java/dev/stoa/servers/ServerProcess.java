package dev.stoa.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A real server in a process of its own. It is there when {@link #start} returns; it ends with
 * {@link #close}, or when this JVM does. Killed and restarted, it has the same port and folder.
 */
public final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS = 180;
  private static final int LINES_KEPT = 400;

  private static final Pattern READY = Pattern.compile("READY|Ready to accept connections");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Pattern readyLine;
  private final Path folder;
  private final int port;
  private final Deque<String> output = new ArrayDeque<>();
  private final Thread endsWithThisJvm;
  private volatile CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile Process process;

  private ServerProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      Pattern readyLine,
      Path folder,
      int port) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.readyLine = readyLine;
    this.folder = folder;
    this.port = port;
    this.process = spawn();
    this.endsWithThisJvm = Thread.ofPlatform().unstarted(() -> process.destroyForcibly());
    Runtime.getRuntime().addShutdownHook(endsWithThisJvm);
    awaitReady();
  }

  /**
   * Starts a server and waits until it prints {@code READY} (or, as Redis does, {@code Ready to
   * accept connections}).
   *
   * @param folder where it works and keeps its data; made when absent
   * @param port where it listens on 127.0.0.1
   * @throws IllegalStateException with what it printed, when it does not get ready
   */
  public static ServerProcess start(String name, List<String> command, Path folder, int port) {
    return start(name, command, Map.of(), READY, folder, port);
  }

  /**
   * Starts a server that says in its own words when it is ready.
   *
   * @param environment beside this process's own
   * @param ready found in the line that it prints then
   * @throws IllegalStateException with what it printed, when it does not get ready
   */
  public static ServerProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Pattern ready,
      Path folder,
      int port) {
    return new ServerProcess(name, command, environment, ready, folder, port);
  }

  /** What it is called where people read it. */
  public String name() {
    return name;
  }

  /** Of the process as it runs now; another one after a restart. */
  public long pid() {
    return process.pid();
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM, so that it can end in order; SIGKILL when that takes too long. */
  public void stop(Duration patience) {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  public int port() {
    return port;
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Where its data is. */
  public Path folder() {
    return folder;
  }

  /** SIGKILL, also while it starts. Returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " survives SIGKILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts it again after a kill, on the same port and folder, and waits until it is ready.
   *
   * @throws IllegalStateException with what it printed, when it does not get ready
   */
  public synchronized void restart() {
    begin();
    awaitReady();
  }

  /** Starts it again after a kill, without waiting, so that it can be killed while it starts. */
  public synchronized void begin() {
    if (process.isAlive()) {
      throw new IllegalStateException(name + " is still running");
    }
    process = spawn();
  }

  /** SIGSTOP: it keeps its connections and answers nothing. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /** The last lines it printed. */
  public String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(endsWithThisJvm);
    } catch (IllegalStateException e) {
      // This JVM is ending: the hook runs anyway.
      synchronized (output) {
        output.add("closed while the JVM ends");
      }
    }
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("cannot send SIG" + signal + " to " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process spawn() {
    CompletableFuture<Void> untilReady = new CompletableFuture<>();
    ready = untilReady;
    Process launched;
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      launched = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
    Thread.ofPlatform().daemon().name(name + "-output").start(() -> follow(launched, untilReady));
    return launched;
  }

  /**
   * Returns when it has said that it is ready.
   *
   * @throws IllegalStateException with what it printed, when it does not get ready; it is killed
   *     then
   */
  public void awaitReady() {
    Process launched = process;
    try {
      ready.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      launched.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted while it started", e);
    } catch (ExecutionException | TimeoutException e) {
      launched.destroyForcibly();
      throw new IllegalStateException(name + " did not get ready:\n" + output(), e);
    }
  }

  private void follow(Process launched, CompletableFuture<Void> ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(launched.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
          if (output.size() > LINES_KEPT) {
            output.removeFirst();
          }
        }
        if (readyLine.matcher(line).find()) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IllegalStateException("it ended"));
  }
}
