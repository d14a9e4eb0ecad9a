package dev.stoa.identity.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.Instant;

/**
 * One login on one device. It lasts {@link #LIFETIME} from the login, however often it is
 * refreshed. Each refresh replaces the secret (refresh token rotation, RFC 9700, section 4.14.2).
 * Whoever presents the session with any other secret holds a token that was used before or made up:
 * either that one or the honest client was robbed, and nobody can tell which, so the session ends.
 */
public final class Session implements Aggregate<SessionId> {
  /** From the login to the end. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  private final SessionId id;
  private final Version version;
  private final UserId userId;
  private final Instant startedAt;
  private final Instant expiresAt;
  private SecretHash secretHash;
  private Instant refreshedAt;

  private Session(
      SessionId id,
      Version version,
      UserId userId,
      SecretHash secretHash,
      Instant startedAt,
      Instant refreshedAt,
      Instant expiresAt) {
    this.id = id;
    this.version = version;
    this.userId = userId;
    this.secretHash = secretHash;
    this.startedAt = startedAt;
    this.refreshedAt = refreshedAt;
    this.expiresAt = expiresAt;
  }

  /** What presenting a refresh token did. */
  public enum Refresh {
    /** The token was the present one; from now on the new one is. */
    ROTATED,
    /** It was not the present one: the session must end. */
    REUSED,
    /** The session's time is over: it must end. */
    EXPIRED
  }

  /** A session that begins with a login. */
  public static Session begin(RefreshToken token, UserId userId, Instant now) {
    return new Session(
        token.session(),
        Version.NEW,
        userId,
        SecretHash.of(token.secret()),
        now,
        now,
        now.plus(LIFETIME));
  }

  /** The session as it was saved. Only for persistence. */
  public static Session reconstitute(
      SessionId id,
      Version version,
      UserId userId,
      SecretHash secretHash,
      Instant startedAt,
      Instant refreshedAt,
      Instant expiresAt) {
    return new Session(id, version, userId, secretHash, startedAt, refreshedAt, expiresAt);
  }

  /** Exchanges the present secret for the next one; changes nothing unless it is ROTATED. */
  public Refresh refresh(RefreshSecret presented, RefreshSecret next, Instant now) {
    if (isExpiredAt(now)) {
      return Refresh.EXPIRED;
    }
    if (!secretHash.matches(presented)) {
      return Refresh.REUSED;
    }
    secretHash = SecretHash.of(next);
    refreshedAt = now;
    return Refresh.ROTATED;
  }

  /** Whether its time is over. */
  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  @Override
  public SessionId id() {
    return id;
  }

  @Override
  public Version version() {
    return version;
  }

  public UserId userId() {
    return userId;
  }

  public SecretHash secretHash() {
    return secretHash;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** When the present secret was given out. */
  public Instant refreshedAt() {
    return refreshedAt;
  }

  public Instant expiresAt() {
    return expiresAt;
  }
}
