package dev.stoa.notification.application.port;

import dev.stoa.notification.application.Audience;
import java.util.Optional;

/** Tells who a client is that has nothing but an access token. */
@FunctionalInterface
public interface ListenerAuthenticator {
  /** Whom the token names; empty when it is forged, expired or no access token. */
  Optional<Audience.Member> authenticate(String accessToken);
}
