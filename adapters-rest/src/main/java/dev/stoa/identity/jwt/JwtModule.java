package dev.stoa.identity.jwt;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.shared.rest.CallerAuthenticator;
import java.time.InstantSource;

/** Makes and verifies access tokens. */
public final class JwtModule extends AbstractModule {
  private final JwtOptions options;

  public JwtModule(JwtOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  OwnKey ownKey(SigningKeys keys) {
    return new OwnKey(keys);
  }

  @Provides
  @Singleton
  AccessTokens accessTokens(OwnKey key) {
    return new JwtAccessTokens(key, options);
  }

  @Provides
  @Singleton
  CallerAuthenticator callerAuthenticator(OwnKey key, InstantSource clock) {
    return new JwtAuthenticator(key, options, clock);
  }
}
