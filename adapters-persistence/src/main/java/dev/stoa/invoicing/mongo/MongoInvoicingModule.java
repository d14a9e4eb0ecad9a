package dev.stoa.invoicing.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;

/** Keeps invoices in MongoDB. */
public final class MongoInvoicingModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes =
        Multibinder.newSetBinder(binder(), new TypeLiteral<MongoIndex>() {});
    MongoInvoices.INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
  }

  @Provides
  @Singleton
  static MongoInvoices mongoInvoices(MongoStore store, MongoEvents events) {
    return new MongoInvoices(store, events);
  }

  @Provides
  static Invoices invoices(MongoInvoices invoices) {
    return invoices;
  }

  @ProvidesIntoSet
  static Outbox outbox(MongoInvoices invoices) {
    return invoices.outbox();
  }
}
