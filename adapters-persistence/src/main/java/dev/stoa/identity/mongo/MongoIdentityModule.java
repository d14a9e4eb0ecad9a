package dev.stoa.identity.mongo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.application.port.Users;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.time.InstantSource;

/** Keeps users and the signing key in MongoDB; sessions are another module's. */
public final class MongoIdentityModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<MongoIndex> indexes = Multibinder.newSetBinder(binder(), MongoIndex.class);
    MongoUsers.INDEXES.forEach(index -> indexes.addBinding().toInstance(index));
    bind(Users.class).to(MongoUsers.class);
  }

  @Provides
  @Singleton
  static MongoUsers users(MongoStore store, MongoEvents events) {
    return new MongoUsers(store, events);
  }

  @ProvidesIntoSet
  static Outbox outboxOfUsers(MongoUsers users) {
    return users.outbox();
  }

  @Provides
  @Singleton
  static SigningKeys signingKeys(MongoStore store, InstantSource clock) {
    return new MongoSigningKeys(store, clock);
  }
}
