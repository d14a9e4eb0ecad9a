package dev.stoa.bootstrap;

import com.google.inject.Module;
import dev.stoa.shared.rest.OperationsRestModule;
import java.util.List;

/** A profile is a list of modules: which adapter stands behind each port. */
public final class Profiles {
  private Profiles() {}

  /** The modules of the configured profile. */
  public static List<Module> modules(ShopConfig config) {
    return switch (config.profile()) {
      case "embedded" -> embedded(config);
      default -> throw new IllegalArgumentException("no such profile: " + config.profile());
    };
  }

  private static List<Module> embedded(ShopConfig config) {
    return List.of(new StrictModule(), new ProcessModule(config), new OperationsRestModule());
  }
}
