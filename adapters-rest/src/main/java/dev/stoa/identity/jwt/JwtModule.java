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
  AccessTokens accessTokens(SigningKeys keys) {
    return new JwtAccessTokens(keys.current(), options);
  }

  @Provides
  @Singleton
  CallerAuthenticator callerAuthenticator(SigningKeys keys, InstantSource clock) {
    return new JwtAuthenticator(keys.current(), options, clock);
  }
}
