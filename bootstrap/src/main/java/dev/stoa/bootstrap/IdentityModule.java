package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.identity.application.ChangeProfile;
import dev.stoa.identity.application.CreateAdmin;
import dev.stoa.identity.application.DeleteAccount;
import dev.stoa.identity.application.EndExpiredSessions;
import dev.stoa.identity.application.EndSessionsOfDeletedUser;
import dev.stoa.identity.application.LogIn;
import dev.stoa.identity.application.LogOut;
import dev.stoa.identity.application.ReadProfile;
import dev.stoa.identity.application.RefreshSession;
import dev.stoa.identity.application.RegisterUser;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.IdGenerator;
import java.time.Duration;
import java.time.InstantSource;

/** The use cases of the identity context. */
public final class IdentityModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Secrets.class).toInstance(new StrongSecrets());
  }

  @Provides
  @Singleton
  RegisterUser registerUser(
      Users users, PasswordHasher hasher, IdGenerator ids, InstantSource clock) {
    return new RegisterUser(users, hasher, ids, clock);
  }

  @Provides
  @Singleton
  CreateAdmin createAdmin(
      Users users, PasswordHasher hasher, IdGenerator ids, InstantSource clock) {
    return new CreateAdmin(users, hasher, ids, clock);
  }

  @Provides
  @Singleton
  LogIn logIn(
      Users users,
      Sessions sessions,
      PasswordHasher hasher,
      AccessTokens accessTokens,
      Secrets secrets,
      IdGenerator ids,
      InstantSource clock) {
    return new LogIn(users, sessions, hasher, accessTokens, secrets, ids, clock);
  }

  @Provides
  @Singleton
  RefreshSession refreshSession(
      Users users,
      Sessions sessions,
      AccessTokens accessTokens,
      Secrets secrets,
      IdGenerator ids,
      InstantSource clock) {
    return new RefreshSession(users, sessions, accessTokens, secrets, ids, clock);
  }

  @Provides
  @Singleton
  LogOut logOut(Sessions sessions) {
    return new LogOut(sessions);
  }

  @Provides
  @Singleton
  ReadProfile readProfile(Users users) {
    return new ReadProfile(users);
  }

  @Provides
  @Singleton
  ChangeProfile changeProfile(Users users, InstantSource clock) {
    return new ChangeProfile(users, clock);
  }

  @Provides
  @Singleton
  DeleteAccount deleteAccount(Users users, PasswordHasher hasher, InstantSource clock) {
    return new DeleteAccount(users, hasher, clock);
  }

  @ProvidesIntoSet
  Subscription sessionsOfDeletedUsers(Sessions sessions) {
    EndSessionsOfDeletedUser reaction = new EndSessionsOfDeletedUser(sessions);
    return Subscription.group("identity-sessions").on(UserDeletedV1.class, reaction::on).build();
  }

  @ProvidesIntoSet
  ScheduledTask expiredSessions(Sessions sessions, InstantSource clock) {
    return new ScheduledTask(
        "end-expired-sessions",
        Duration.ofMinutes(10),
        new EndExpiredSessions(sessions, clock)::run);
  }
}
