package dev.stoa.basket.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;

/** Keeps checkouts in MongoDB; baskets are elsewhere. */
public final class MongoBasketModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes =
        Multibinder.newSetBinder(binder(), new TypeLiteral<MongoIndex>() {});
    MongoCheckouts.INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
  }

  @Provides
  @Singleton
  static MongoCheckouts mongoCheckouts(
      MongoStore store, MongoEvents events, FormerCheckouts former) {
    return new MongoCheckouts(store, events, former);
  }

  @Provides
  static Checkouts checkouts(MongoCheckouts checkouts) {
    return checkouts;
  }

  @ProvidesIntoSet
  static Outbox outbox(MongoCheckouts checkouts) {
    return checkouts.outbox();
  }
}
