package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.IdentityContext;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.port.IdGenerator;
import java.time.InstantSource;

/** The ports of identity. */
public final class IdentityModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Secrets.class).toInstance(new StrongSecrets());
  }

  @Provides
  @Singleton
  static IdentityContext context(
      Users users,
      Sessions sessions,
      PasswordHasher hasher,
      AccessTokens accessTokens,
      Secrets secrets,
      IdGenerator ids,
      InstantSource clock) {
    return new IdentityContext(
        new IdentityContext.Ports(users, sessions, hasher, accessTokens, secrets, ids, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(IdentityContext context) {
    return context;
  }
}
