package dev.stoa.bootstrap;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that runs the shop listens. */
final class ListenOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; 0 picks a free one and prints it (STOA_PORT; 8080).")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on (STOA_HOST; 127.0.0.1: this machine only).")
  private @Nullable String host;

  Map<String, @Nullable String> values() {
    Map<String, @Nullable String> values = new HashMap<>();
    values.put(Setting.PORT.key(), port);
    values.put(Setting.HOST.key(), host);
    return values;
  }
}
