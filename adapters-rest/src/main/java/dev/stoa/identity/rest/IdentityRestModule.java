package dev.stoa.identity.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.ChangeProfile;
import dev.stoa.identity.application.DeleteAccount;
import dev.stoa.identity.application.LogIn;
import dev.stoa.identity.application.LogOut;
import dev.stoa.identity.application.ReadProfile;
import dev.stoa.identity.application.RefreshSession;
import dev.stoa.identity.application.RegisterUser;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.shared.rest.RestResource;

/** Serves the routes of the identity context. */
public final class IdentityRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object authResource(
      RegisterUser registerUser, LogIn logIn, RefreshSession refreshSession, LogOut logOut) {
    return new AuthResource(registerUser, logIn, refreshSession, logOut);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object meResource(
      ReadProfile readProfile, ChangeProfile changeProfile, DeleteAccount deleteAccount) {
    return new MeResource(readProfile, changeProfile, deleteAccount);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object jwksResource(SigningKeys keys) {
    return new JwksResource(keys);
  }
}
