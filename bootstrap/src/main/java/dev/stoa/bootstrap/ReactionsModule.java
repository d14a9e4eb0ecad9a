package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.inprocess.TaskScheduler;
import io.micrometer.core.instrument.MeterRegistry;

/** What the process does by itself. */
final class ReactionsModule extends AbstractModule {
  @Provides
  @Singleton
  Reactions reactions(EventDelivery delivery, TaskScheduler scheduler, MeterRegistry registry) {
    return new Reactions(delivery, scheduler, registry);
  }
}
