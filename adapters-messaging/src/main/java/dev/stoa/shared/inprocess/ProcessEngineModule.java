package dev.stoa.shared.inprocess;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.port.IdGenerator;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What every process runs for itself, whatever its events travel on: recurring tasks and new ids.
 * Whoever uses it starts and closes the scheduler.
 */
public final class ProcessEngineModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), new TypeLiteral<BoundedContext>() {});
    Multibinder.newSetBinder(binder(), new TypeLiteral<ScheduledTask>() {});
  }

  @Provides
  @Singleton
  static TaskScheduler taskScheduler(Set<BoundedContext> contexts, Set<ScheduledTask> ofAdapters) {
    List<ScheduledTask> tasks = new ArrayList<>(ofAdapters);
    contexts.forEach(context -> tasks.addAll(context.tasks()));
    return new TaskScheduler(tasks);
  }

  @Provides
  @Singleton
  static IdGenerator idGenerator(InstantSource clock) {
    return new TimeOrderedIds(clock);
  }
}
