package dev.stoa.identity.password4j;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.identity.application.port.PasswordHasher;

/** Hashes passwords with Argon2id. */
public final class Password4jModule extends AbstractModule {
  private final Argon2Options options;

  public Password4jModule(Argon2Options options) {
    this.options = options;
  }

  @Provides
  @Singleton
  PasswordHasher passwordHasher() {
    return new Argon2PasswordHasher(options);
  }
}
