package dev.stoa.notification.inprocess;

import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.NoticeSignalsContract;

class InProcessNoticeSignalsTest implements NoticeSignalsContract {
  private final InProcessNoticeSignals signals = new InProcessNoticeSignals();

  InProcessNoticeSignalsTest() {}

  @Override
  public NoticeSignals signals() {
    return signals;
  }
}
