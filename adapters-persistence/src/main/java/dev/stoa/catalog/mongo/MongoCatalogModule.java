package dev.stoa.catalog.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.document.DocumentCategories;
import dev.stoa.catalog.document.DocumentKeyedCommands;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoDocumentCollection;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the catalogue in MongoDB. */
public final class MongoCatalogModule extends AbstractModule {
  static final List<MongoIndex> INDEXES =
      Stream.of(
              MongoProducts.INDEXES,
              MongoDocumentCollection.indexes(DocumentCategories.KIND),
              MongoDocumentCollection.indexes(DocumentKeyedCommands.KIND),
              MongoStocks.INDEXES,
              OldMovements.INDEXES,
              MongoReservations.INDEXES)
          .flatMap(List::stream)
          .toList();

  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes = Multibinder.newSetBinder(binder(), MongoIndex.class);
    INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
    bind(Products.class).to(MongoProducts.class);
    bind(Stocks.class).to(MongoStocks.class);
    bind(Reservations.class).to(MongoReservations.class);
  }

  @Provides
  @Singleton
  static MongoProducts products(MongoStore store, MongoEvents events) {
    return new MongoProducts(store, events);
  }

  @ProvidesIntoSet
  static Outbox outboxOfProducts(MongoProducts products) {
    return products.outbox();
  }

  @Provides
  @Singleton
  static Categories categories(MongoStore store, MongoEvents events) {
    return new DocumentCategories(
        new MongoDocumentCollection<>(store, events, DocumentCategories.KIND));
  }

  @Provides
  @Singleton
  static KeyedCommands keyedCommands(MongoStore store, MongoEvents events) {
    return new DocumentKeyedCommands(
        new MongoDocumentCollection<>(store, events, DocumentKeyedCommands.KIND));
  }

  @Provides
  @Singleton
  static MongoStocks stocks(MongoStore store, MongoEvents events) {
    return new MongoStocks(store, events);
  }

  @ProvidesIntoSet
  static Outbox outboxOfStocks(MongoStocks stocks) {
    return stocks.outbox();
  }

  @Provides
  @Singleton
  static MongoReservations reservations(MongoStore store, MongoEvents events) {
    return new MongoReservations(store, events);
  }

  @ProvidesIntoSet
  static Outbox outboxOfReservations(MongoReservations reservations) {
    return reservations.outbox();
  }
}
