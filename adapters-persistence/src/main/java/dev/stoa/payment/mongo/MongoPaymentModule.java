package dev.stoa.payment.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;

/** Keeps payments in MongoDB. */
public final class MongoPaymentModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes =
        Multibinder.newSetBinder(binder(), new TypeLiteral<MongoIndex>() {});
    MongoPayments.INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
  }

  @Provides
  @Singleton
  static MongoPayments mongoPayments(MongoStore store, MongoEvents events) {
    return new MongoPayments(store, events);
  }

  @Provides
  static Payments payments(MongoPayments payments) {
    return payments;
  }

  @Provides
  static FormerPayers formerPayers(MongoPayments payments) {
    return payments;
  }

  @ProvidesIntoSet
  static Outbox outbox(MongoPayments payments) {
    return payments.outbox();
  }
}
