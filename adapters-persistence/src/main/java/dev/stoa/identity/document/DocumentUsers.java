package dev.stoa.identity.document;

import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.document.DocumentIndex;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.KeyTaken;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;

/**
 * Users as documents. A unique index gives an e-mail address to one of them. Of a deleted one
 * nothing personal remains, and its id is never used again.
 */
public final class DocumentUsers implements Users {
  private static final String EMAIL = "email";
  private static final String EMAIL_INDEX = "email";

  /** How users are stored. */
  public static final DocumentKind<UserDocument> KIND =
      new DocumentKind<>(
          "user",
          "users",
          UserDocument.class,
          List.of(DocumentIndex.unique(EMAIL_INDEX, DocumentIndex.text(EMAIL))));

  private final Documents<UserDocument> documents;

  public DocumentUsers(Documents<UserDocument> documents) {
    this.documents = documents;
  }

  @Override
  public Optional<User> find(UserId id) {
    return documents.find(id.toString()).map(DocumentUsers::user);
  }

  @Override
  public Optional<User> findByEmail(EmailAddress email) {
    return documents.findBy(EMAIL, email.value()).map(DocumentUsers::user);
  }

  @Override
  public Version save(User user, List<? extends PublishedEvent> events) {
    String id = user.id().toString();
    try {
      return documents.save(id, user.version(), UserDocument.of(user), events);
    } catch (KeyTaken taken) {
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
    return stored.as(UserDocument::toUser);
  }
}
