package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.inprocess.TaskScheduler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Set;

/** What the process does by itself. */
final class ReactionsModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), MeterBinder.class);
  }

  @Provides
  @Singleton
  Reactions reactions(
      EventDelivery delivery,
      TaskScheduler scheduler,
      MeterRegistry registry,
      Set<MeterBinder> meters) {
    return new Reactions(delivery, scheduler, registry, meters);
  }
}
