package dev.stoa.servers.elasticsearch;

import dev.stoa.servers.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.ClassPathNode;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/** The child JVM: a cluster of one node. */
final class ElasticsearchServerMain {
  private static final long RECOVERED_WITHIN_SECONDS = 60;

  private ElasticsearchServerMain() {}

  /** Runs the node: the folder, the port of HTTP, the port between nodes. */
  @SuppressWarnings("resource") // It runs until the JVM ends.
  public static void main(String[] args) throws Exception {
    LogConfigurator.configureESLogging();
    Path home = Path.of(args[0]);
    Path config = Files.createDirectories(home.resolve("config"));
    Settings settings =
        Settings.builder()
            .put("path.home", home.toString())
            .put("path.data", home.resolve("data").toString())
            .put("path.logs", home.resolve("logs").toString())
            .put("cluster.name", "stoa")
            .put("node.name", "stoa-1")
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("network.host", "127.0.0.1")
            .put("http.port", args[1])
            .put("transport.port", args[2])
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "stoa-1");
    Node node = new ClassPathNode(environment, List.of(Netty4Plugin.class, ModulesPlugin.class));
    start(node);
    ChildJvm.readyUntilParentEnds();
  }

  /** After a kill it answers 503 until its shards are recovered; only then it is ready. */
  private static void start(Node node) throws NodeValidationException {
    node.start();
    boolean late =
        node.client()
            .admin()
            .cluster()
            .prepareHealth(TimeValue.timeValueSeconds(RECOVERED_WITHIN_SECONDS))
            .setWaitForYellowStatus()
            .setTimeout(TimeValue.timeValueSeconds(RECOVERED_WITHIN_SECONDS))
            .get()
            .isTimedOut();
    if (late) {
      throw new IllegalStateException("the shards do not recover");
    }
  }
}
