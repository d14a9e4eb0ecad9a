package dev.stoa.identity.document;

import dev.stoa.identity.domain.SecretHash;
import dev.stoa.identity.domain.Session;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.UUID;

/**
 * The stored form of a {@link Session}. It prints its id only.
 *
 * @param expiresAtMillis the first whole millisecond since 1970 at which it is expired: a number,
 *     so that an index can order it
 */
public record SessionDocument(
    int form,
    UUID id,
    UUID userId,
    String secretHash,
    Instant startedAt,
    Instant refreshedAt,
    Instant expiresAt,
    long expiresAtMillis) {
  private static final int FORM = 1;

  /** The document of a session. */
  public static SessionDocument of(Session session) {
    return new SessionDocument(
        FORM,
        session.id().value(),
        session.userId().value(),
        session.secretHash().hex(),
        session.startedAt(),
        session.refreshedAt(),
        session.expiresAt(),
        session.expiresAt().plusNanos(999_999).toEpochMilli());
  }

  /** The session that was stored. */
  public Session toSession(Version version) {
    if (form != FORM) {
      throw new IllegalStateException("session " + id + " is stored in the unknown form " + form);
    }
    return Session.reconstitute(
        new SessionId(id),
        version,
        new UserId(userId),
        new SecretHash(secretHash),
        startedAt,
        refreshedAt,
        expiresAt);
  }

  @Override
  public String toString() {
    return "SessionDocument " + id;
  }
}
