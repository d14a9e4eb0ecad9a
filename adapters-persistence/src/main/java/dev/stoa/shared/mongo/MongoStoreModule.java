package dev.stoa.shared.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.events.EventTypes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/** The MongoDB database of a shop. Whoever uses it closes the store. */
public final class MongoStoreModule extends AbstractModule {
  private final MongoOptions options;

  public MongoStoreModule(MongoOptions options) {
    this.options = options;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), new TypeLiteral<MongoIndex>() {});
    Multibinder.newSetBinder(binder(), new TypeLiteral<Outbox>() {});
  }

  @Provides
  @Singleton
  MongoStore store(Set<MongoIndex> indexes) {
    return MongoStore.open(options, indexes);
  }

  @Provides
  @Singleton
  static MongoEvents events(EventTypes types, EventCodec codec, InstantSource clock) {
    return new MongoEvents(types, codec, clock);
  }

  @ProvidesIntoSet
  static ReadinessCheck readiness(MongoStore store) {
    return store.readiness();
  }

  @ProvidesIntoSet
  static ReadinessCheck intactness(MongoStore store) {
    return store.intactness();
  }
}
