package dev.stoa.notification.application.port;

class InMemoryFeedsTest implements FeedsContract {
  private final SettableClock clock = new SettableClock();
  private final InMemoryFeeds feeds = new InMemoryFeeds(clock);

  InMemoryFeedsTest() {}

  @Override
  public Feeds feeds() {
    return feeds;
  }

  @Override
  public SettableClock clock() {
    return clock;
  }

  @Override
  public Feeds restart() {
    return feeds;
  }
}
