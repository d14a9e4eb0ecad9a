package dev.stoa.bootstrap;

import java.nio.file.Path;

/** The same over five services, through the one origin before them. */
class DistributedSocketIoClientTest extends SocketIoClientTest {
  @Override
  RunningShop start(Path data) {
    return TestCluster.shop();
  }
}
