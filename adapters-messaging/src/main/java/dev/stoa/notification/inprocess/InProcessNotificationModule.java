package dev.stoa.notification.inprocess;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.notification.application.port.NoticeSignals;

/** Live notification of a shop that is one process. */
public final class InProcessNotificationModule extends AbstractModule {
  @Provides
  @Singleton
  static NoticeSignals noticeSignals() {
    return new InProcessNoticeSignals();
  }
}
