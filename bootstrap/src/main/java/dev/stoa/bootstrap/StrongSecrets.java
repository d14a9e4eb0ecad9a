package dev.stoa.bootstrap;

import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.domain.RefreshSecret;
import java.security.SecureRandom;

/** Secrets of the JDK's strong generator. */
final class StrongSecrets implements Secrets {
  private final SecureRandom random = new SecureRandom();

  @Override
  public RefreshSecret nextRefreshSecret() {
    byte[] bytes = new byte[RefreshSecret.BYTES];
    random.nextBytes(bytes);
    return RefreshSecret.of(bytes);
  }
}
