package dev.stoa.identity.application;

import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.IdGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Identity: accounts, and who is logged in. */
public final class IdentityContext implements BoundedContext {
  /** How often sessions that are over are looked for. */
  private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(10);

  /** What identity needs. */
  public record Ports(
      Users users,
      Sessions sessions,
      PasswordHasher hasher,
      AccessTokens accessTokens,
      Secrets secrets,
      IdGenerator ids,
      InstantSource clock) {}

  public final RegisterUser registerUser;
  public final CreateAdmin createAdmin;
  public final LogIn logIn;
  public final RefreshSession refreshSession;
  public final LogOut logOut;
  public final ReadProfile readProfile;
  public final ChangeProfile changeProfile;
  public final DeleteAccount deleteAccount;
  public final CheckStanding checkStanding;
  private final EndSessionsOfDeletedUser endSessions;
  private final EndExpiredSessions endExpired;

  public IdentityContext(Ports ports) {
    registerUser = new RegisterUser(ports.users, ports.hasher, ports.ids, ports.clock);
    createAdmin = new CreateAdmin(ports.users, ports.hasher, ports.ids, ports.clock);
    logIn =
        new LogIn(
            ports.users,
            ports.sessions,
            ports.hasher,
            ports.accessTokens,
            ports.secrets,
            ports.ids,
            ports.clock);
    refreshSession =
        new RefreshSession(
            ports.users, ports.sessions, ports.accessTokens, ports.secrets, ports.ids, ports.clock);
    logOut = new LogOut(ports.sessions);
    readProfile = new ReadProfile(ports.users);
    changeProfile = new ChangeProfile(ports.users, ports.clock);
    deleteAccount = new DeleteAccount(ports.users, ports.hasher, ports.clock);
    checkStanding = new CheckStanding(ports.users, ports.sessions, ports.clock);
    endSessions = new EndSessionsOfDeletedUser(ports.sessions);
    endExpired = new EndExpiredSessions(ports.sessions, ports.clock);
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("identity-sessions").on(UserDeletedV1.class, endSessions::on).build());
  }

  @Override
  public List<ScheduledTask> tasks() {
    return List.of(new ScheduledTask("end-expired-sessions", EXPIRY_INTERVAL, endExpired::run));
  }
}
