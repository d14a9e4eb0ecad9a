package org.elasticsearch.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.elasticsearch.action.admin.cluster.node.info.PluginsAndModules;
import org.elasticsearch.env.Environment;

/** Plugins that are on the class path. */
public final class ClassPathPlugins extends PluginsService {
  private final List<LoadedPlugin> loaded;

  public ClassPathPlugins(
      Environment environment, PluginsLoader loader, List<Class<? extends Plugin>> plugins) {
    super(environment.settings(), environment.configDir(), loader);
    List<LoadedPlugin> all = new ArrayList<>(super.plugins());
    for (Class<? extends Plugin> type : plugins) {
      Plugin plugin = loadPlugin(type, environment.settings(), environment.configDir());
      all.add(new LoadedPlugin(descriptor(type), plugin, getClass().getClassLoader()));
    }
    loaded = List.copyOf(all);
    loadExtensions(loaded);
  }

  @Override
  protected List<LoadedPlugin> plugins() {
    // The constructor above asks before there are any of ours.
    return loaded == null ? super.plugins() : loaded;
  }

  @Override
  public PluginsAndModules info() {
    return new PluginsAndModules(List.of(), List.of());
  }

  @Override
  public <T> List<? extends T> loadServiceProviders(Class<T> service) {
    return ServiceLoader.load(service, getClass().getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @SuppressWarnings("NullAway") // Elasticsearch is not annotated; no module name is null there.
  private static PluginDescriptor descriptor(Class<? extends Plugin> type) {
    return new PluginDescriptor(
        type.getName(),
        "from the class path",
        "1",
        "current",
        Integer.toString(Runtime.version().feature()),
        type.getName(),
        null,
        List.of(),
        false,
        false,
        false,
        false,
        PluginDescriptor.DeploymentTarget.ALL);
  }
}
