package dev.stoa.identity.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.IdentityContext;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.shared.rest.CallerStanding;
import dev.stoa.shared.rest.RestResource;

/** Serves the routes of the identity context. */
public final class IdentityRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object authResource(IdentityContext identity) {
    return new AuthResource(
        identity.registerUser, identity.logIn, identity.refreshSession, identity.logOut);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object meResource(IdentityContext identity) {
    return new MeResource(identity.readProfile, identity.changeProfile, identity.deleteAccount);
  }

  @Provides
  @Singleton
  CallerStanding callerStanding(IdentityContext identity) {
    return new OwnStanding(identity.checkStanding);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object standingResource(CallerStanding standing) {
    return new StandingResource(standing);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object jwksResource(SigningKeys keys) {
    return new JwksResource(keys);
  }
}
