package dev.stoa.bootstrap;

import java.nio.file.Path;

/** The same tabs over five services, MongoDB, Redis and Kafka. */
class DistributedTwoTabsTest extends TwoTabsTest {
  @Override
  RunningShop start(Path data) {
    return TestCluster.shop();
  }
}
