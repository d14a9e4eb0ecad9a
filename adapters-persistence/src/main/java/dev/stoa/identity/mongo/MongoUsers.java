package dev.stoa.identity.mongo;

import static com.mongodb.client.model.Filters.eq;

import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.document.UserDocument;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.DuplicateKey;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.List;
import java.util.Optional;

/**
 * Users in MongoDB. A unique index gives an e-mail address to one of them. Of a deleted one the id
 * and the version remain, so that the id is never used again, and what is still to be published.
 */
final class MongoUsers implements Users {
  static final String COLLECTION = "user";
  private static final String EMAIL = MongoDocuments.path("email");
  private static final String EMAIL_INDEX = "email";

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.unique(COLLECTION, EMAIL_INDEX, EMAIL));

  private final MongoDocuments<UserDocument> documents;

  MongoUsers(MongoStore store, MongoEvents events) {
    this.documents = new MongoDocuments<>(store, events, COLLECTION, "users", UserDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<User> find(UserId id) {
    return documents.find(id.toString()).map(MongoUsers::user);
  }

  @Override
  public Optional<User> findByEmail(EmailAddress email) {
    return documents.first(eq(EMAIL, email.value())).map(MongoUsers::user);
  }

  @Override
  public Version save(User user, List<? extends PublishedEvent> events) {
    String id = user.id().toString();
    try {
      return documents.save(id, user.version(), UserDocument.of(user), events);
    } catch (DuplicateKey taken) {
      if (!taken.index().equals(EMAIL_INDEX)) {
        throw taken;
      }
      // Saved again as new, a user meets its own address.
      if (user.version().equals(Version.NEW) && documents.find(id).isPresent()) {
        throw new StaleAggregate(user.id(), user.version());
      }
      throw new EmailTaken();
    }
  }

  @Override
  public void delete(User user, List<? extends PublishedEvent> events) {
    documents.delete(user.id().toString(), user.version(), events);
  }

  private static User user(Stored<UserDocument> stored) {
    return stored.document().toUser(stored.version());
  }
}
