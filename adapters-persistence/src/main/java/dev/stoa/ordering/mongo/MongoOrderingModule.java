package dev.stoa.ordering.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;

/** Keeps orders in MongoDB. */
public final class MongoOrderingModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes =
        Multibinder.newSetBinder(binder(), new TypeLiteral<MongoIndex>() {});
    MongoOrders.INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
  }

  @Provides
  @Singleton
  static MongoOrders mongoOrders(MongoStore store, MongoEvents events) {
    return new MongoOrders(store, events);
  }

  @Provides
  static Orders orders(MongoOrders orders) {
    return orders;
  }

  @ProvidesIntoSet
  static Outbox outbox(MongoOrders orders) {
    return orders.outbox();
  }
}
