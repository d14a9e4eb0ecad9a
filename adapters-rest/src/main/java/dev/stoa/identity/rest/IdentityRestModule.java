package dev.stoa.identity.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.IdentityContext;
import dev.stoa.identity.application.port.SigningKeys;
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

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object jwksResource(SigningKeys keys) {
    return new JwksResource(keys);
  }
}
