package dev.stoa.bootstrap;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that opens the data of a shop. */
final class ShopOptions {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The folder with all data of the shop (STOA_DATA; ./data).")
  private @Nullable String data;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The technology underneath (STOA_PROFILE; embedded).")
  private @Nullable String profile;

  @Option(
      names = "--services",
      paramLabel = "NAMES",
      description = "The services this process runs (STOA_SERVICES; all).")
  private @Nullable String services;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A properties file with further settings (STOA_CONFIG).")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting by its key in the properties file; see 'stoa settings'.")
  private @Nullable Map<String, String> more;

  private final Map<String, String> environment;

  ShopOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  ShopOptions() {
    this(System.getenv());
  }

  /** The configuration: command line, environment, file, standard. */
  ShopConfig read(Map<String, @Nullable String> listening) {
    Map<String, String> options = new LinkedHashMap<>();
    if (more != null) {
      options.putAll(more);
    }
    put(options, Setting.DATA, data);
    put(options, Setting.PROFILE, profile);
    put(options, Setting.SERVICES, services);
    listening.forEach((key, value) -> put(options, Setting.ofKey(key).orElseThrow(), value));
    String file = environment.get("STOA_CONFIG");
    Path path = config != null ? config : file == null ? null : Path.of(file);
    return ConfigReader.read(options, environment, path);
  }

  private static void put(Map<String, String> options, Setting setting, @Nullable String value) {
    if (value != null) {
      options.put(setting.key(), value);
    }
  }
}
