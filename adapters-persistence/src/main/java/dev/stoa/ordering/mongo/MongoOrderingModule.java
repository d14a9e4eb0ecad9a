package dev.stoa.ordering.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.document.DocumentOrders;
import dev.stoa.ordering.document.OrderDocument;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoDocumentCollection;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;

/** Keeps orders in MongoDB. */
public final class MongoOrderingModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes =
        Multibinder.newSetBinder(binder(), new TypeLiteral<MongoIndex>() {});
    MongoDocumentCollection.indexes(DocumentOrders.KIND)
        .forEach(index -> indexes.addBinding().toInstance(index));
  }

  @Provides
  @Singleton
  static MongoDocumentCollection<OrderDocument> documents(MongoStore store, MongoEvents events) {
    return new MongoDocumentCollection<>(store, events, DocumentOrders.KIND);
  }

  @Provides
  @Singleton
  static Orders orders(MongoDocumentCollection<OrderDocument> documents) {
    return new DocumentOrders(documents);
  }

  @ProvidesIntoSet
  static Outbox outbox(MongoDocumentCollection<OrderDocument> documents) {
    return documents.outbox();
  }
}
