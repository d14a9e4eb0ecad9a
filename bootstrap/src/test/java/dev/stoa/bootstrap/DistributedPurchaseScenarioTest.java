package dev.stoa.bootstrap;

import java.nio.file.Path;

/** The same purchase over five services, MongoDB, Redis and Kafka. */
class DistributedPurchaseScenarioTest extends PurchaseScenarioTest {
  @Override
  RunningShop start(Path data) {
    return TestCluster.shop();
  }
}
