package dev.stoa.notification.inprocess;

import dev.stoa.notification.application.port.NoticeSignals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the listeners on the announcer's thread; nothing can be missed. */
final class InProcessNoticeSignals implements NoticeSignals {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessNoticeSignals.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void announce(Signal signal) {
    for (Listener listener : listeners) {
      try {
        listener.heard(signal);
      } catch (RuntimeException e) {
        LOG.error("a listener failed to hear {}", signal, e);
      }
    }
  }

  @Override
  public Listening listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
