package dev.stoa.bootstrap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shop in a process of its own, as a user starts it, so that it can be killed. */
final class ShopProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final long START_SECONDS = 120;

  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private final Thread reader;

  private ShopProcess(Process process) {
    this.process = process;
    reader = Thread.ofPlatform().daemon().name("shop-output").start(this::read);
  }

  /** Starts a command of the shop on a free port, and returns when it answers. */
  static ShopProcess start(String command, Path data, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stoa.bootstrap.Main",
                command,
                "--port",
                "0",
                "--data",
                data.toString()));
    line.addAll(List.of(more));
    try {
      ShopProcess shop =
          new ShopProcess(new ProcessBuilder(line).redirectErrorStream(true).start());
      shop.address();
      return shop;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  URI address() {
    try {
      return address.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("the shop did not start:\n" + printed(), e);
    }
  }

  /** What it has printed so far. */
  String printed() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  /** SIGKILL: no chance to tidy up. Returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM: the shop drains. Returns its exit code. */
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    kill();
  }

  private int awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the shop did not end:\n" + printed());
      }
      reader.join(10_000);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        Matcher matcher = ADDRESS.matcher(line);
        if (matcher.find()) {
          address.complete(URI.create(matcher.group()));
        }
      }
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
    address.completeExceptionally(new IllegalStateException("it ended before it listened"));
  }
}
