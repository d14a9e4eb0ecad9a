package dev.stoa.identity.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.document.DocumentUsers;
import dev.stoa.identity.document.UserDocument;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoDocumentCollection;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.time.InstantSource;
import java.util.List;

/** Keeps users and the signing key in MongoDB; sessions are another module's. */
public final class MongoIdentityModule extends AbstractModule {
  static final List<MongoIndex> INDEXES = MongoDocumentCollection.indexes(DocumentUsers.KIND);

  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes = Multibinder.newSetBinder(binder(), MongoIndex.class);
    INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
  }

  @Provides
  @Singleton
  static MongoDocumentCollection<UserDocument> documents(MongoStore store, MongoEvents events) {
    return new MongoDocumentCollection<>(store, events, DocumentUsers.KIND);
  }

  @Provides
  @Singleton
  static Users users(MongoDocumentCollection<UserDocument> documents) {
    return new DocumentUsers(documents);
  }

  @ProvidesIntoSet
  static Outbox outboxOfUsers(MongoDocumentCollection<UserDocument> documents) {
    return documents.outbox();
  }

  @Provides
  @Singleton
  static SigningKeys signingKeys(MongoStore store, InstantSource clock) {
    return new MongoSigningKeys(store, clock);
  }
}
