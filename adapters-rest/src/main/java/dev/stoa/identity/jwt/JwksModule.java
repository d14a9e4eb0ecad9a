package dev.stoa.identity.jwt;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.CallerStanding;
import java.time.InstantSource;

/** Verifies access tokens that another process signs, and asks it about callers; makes none. */
public final class JwksModule extends AbstractModule {
  private final JwtOptions tokens;
  private final JwksOptions keys;

  /**
   * Verifies tokens.
   *
   * @param tokens whose tokens, and for whom
   * @param keys where the keys come from
   */
  public JwksModule(JwtOptions tokens, JwksOptions keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  /** Verifies the tokens of a shop of one name. */
  public JwksModule(JwksOptions keys) {
    this(JwtOptions.DEFAULT, keys);
  }

  @Provides
  @Singleton
  RemoteKeys remoteKeys(InstantSource clock) {
    RemoteKeys remote = new RemoteKeys(keys, clock);
    remote.fetchInBackground();
    return remote;
  }

  @Provides
  @Singleton
  CallerAuthenticator callerAuthenticator(RemoteKeys remote, InstantSource clock) {
    return new JwtAuthenticator(remote, tokens, clock);
  }

  @Provides
  @Singleton
  CallerStanding callerStanding() {
    return new RemoteStanding(keys);
  }

  @ProvidesIntoSet
  @Singleton
  ReadinessCheck identity(RemoteKeys remote) {
    return new ReadinessCheck("identity-keys", remote::problem);
  }
}
