package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.Session;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions in memory, for tests of use cases. */
public final class InMemorySessions implements Sessions {
  private final Map<SessionId, Session> sessions = new HashMap<>();

  /** How many there are. */
  public synchronized int count() {
    return sessions.size();
  }

  @Override
  public synchronized Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id)).map(session -> copy(session, session.version()));
  }

  @Override
  public synchronized Version save(Session session) {
    Session stored = sessions.get(session.id());
    Version before = stored == null ? Version.NEW : stored.version();
    if (!before.equals(session.version())) {
      throw new StaleAggregate(session.id(), session.version());
    }
    Version version = before.next();
    sessions.put(session.id(), copy(session, version));
    return version;
  }

  @Override
  public synchronized void end(SessionId id) {
    sessions.remove(id);
  }

  @Override
  public synchronized void endAllOf(UserId user) {
    sessions.values().removeIf(session -> session.userId().equals(user));
  }

  @Override
  public synchronized int endExpired(Instant now, int limit) {
    List<SessionId> expired =
        sessions.values().stream()
            .filter(session -> session.isExpiredAt(now))
            .map(Session::id)
            .limit(limit)
            .toList();
    expired.forEach(sessions::remove);
    return expired.size();
  }

  private static Session copy(Session session, Version version) {
    return Session.reconstitute(
        session.id(),
        version,
        session.userId(),
        session.secretHash(),
        session.startedAt(),
        session.refreshedAt(),
        session.expiresAt());
  }
}
