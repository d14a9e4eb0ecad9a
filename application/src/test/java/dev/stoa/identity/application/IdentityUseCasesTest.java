package dev.stoa.identity.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.application.port.CountedSecrets;
import dev.stoa.identity.application.port.FastPasswordHasher;
import dev.stoa.identity.application.port.InMemorySessions;
import dev.stoa.identity.application.port.InMemoryUsers;
import dev.stoa.identity.application.port.PlainAccessTokens;
import dev.stoa.identity.application.port.Race;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.identity.domain.Role;
import dev.stoa.identity.domain.Session;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.identity.events.UserUpdatedV1;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdentityUseCasesTest {
  private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
  private static final DisplayName NAME = new DisplayName("Ada");
  private static final Password PASSWORD = new Password("a long enough passphrase");
  private static final PasswordAttempt WRONG = new PasswordAttempt("another passphrase");
  private static final IdempotencyKey KEY = new IdempotencyKey("key-1");

  private Instant now = Instant.parse("2026-11-23T10:15:30Z");
  private final AtomicLong ids = new AtomicLong();
  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemorySessions sessions = new InMemorySessions();
  private final FastPasswordHasher hasher = new FastPasswordHasher(1);
  private final PlainAccessTokens tokens = new PlainAccessTokens();
  private final CountedSecrets secrets = new CountedSecrets();

  private final RegisterUser register = new RegisterUser(users, hasher, this::id, () -> now);
  private final LogIn logIn = logIn(hasher);
  private final RefreshSession refresh =
      new RefreshSession(users, sessions, tokens, secrets, this::id, () -> now);
  private final LogOut logOut = new LogOut(sessions);
  private final ReadProfile readProfile = new ReadProfile(users);
  private final ChangeProfile changeProfile = new ChangeProfile(users, () -> now);
  private final DeleteAccount deleteAccount = new DeleteAccount(users, hasher, () -> now);

  private UUID id() {
    return new UUID(7, ids.incrementAndGet());
  }

  private LogIn logIn(FastPasswordHasher with) {
    return new LogIn(users, sessions, with, tokens, secrets, this::id, () -> now);
  }

  private RegisterUser.Result register(String name, Password password, IdempotencyKey key) {
    return register.handle(
        new RegisterUser.Command(EMAIL, new DisplayName(name), password, Optional.of(key)));
  }

  private ProfileView registered() {
    RegisterUser.Result result =
        register.handle(new RegisterUser.Command(EMAIL, NAME, PASSWORD, Optional.empty()));
    assertThat(result).isInstanceOf(RegisterUser.Result.Registered.class);
    return ((RegisterUser.Result.Registered) result).profile();
  }

  private SessionTokens loggedIn() {
    LogIn.Result result = logIn.handle(new LogIn.Command(EMAIL, PASSWORD.attempt()));
    assertThat(result).isInstanceOf(LogIn.Result.LoggedIn.class);
    return ((LogIn.Result.LoggedIn) result).tokens();
  }

  private SessionTokens refreshed(RefreshToken token) {
    RefreshSession.Result result = refresh.handle(new RefreshSession.Command(token));
    assertThat(result).isInstanceOf(RefreshSession.Result.Refreshed.class);
    return ((RefreshSession.Result.Refreshed) result).tokens();
  }

  private void assertEnded(RefreshToken token) {
    assertThat(refresh.handle(new RefreshSession.Command(token)))
        .isEqualTo(new RefreshSession.Result.SessionEnded());
  }

  @Test
  void registersACustomer() {
    ProfileView profile = registered();

    assertThat(profile.email()).isEqualTo(EMAIL);
    assertThat(profile.roles()).containsExactly(Role.CUSTOMER);
    assertThat(profile.version()).isEqualTo(new Version(1));
    assertThat(users.published()).containsExactly(new UserCreatedV1(profile.id().value(), 1, now));
    assertThat(readProfile.handle(new ReadProfile.Query(profile.id()))).contains(profile);
  }

  @Test
  void registersAnAddressOnce() {
    registered();

    assertThat(register.handle(new RegisterUser.Command(EMAIL, NAME, PASSWORD, Optional.empty())))
        .isEqualTo(new RegisterUser.Result.EmailTaken());
    assertThat(register("Ada", PASSWORD, KEY)).isEqualTo(new RegisterUser.Result.EmailTaken());
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void givesTheSameAccountForTheSameKeyAndCommand() {
    RegisterUser.Result first = register("Ada", PASSWORD, KEY);
    now = now.plusSeconds(60);

    assertThat(register("Ada", PASSWORD, KEY)).isEqualTo(first);
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void refusesTheSameKeyForAnotherCommand() {
    register("Ada", PASSWORD, KEY);

    assertThat(register("Eve", PASSWORD, KEY)).isEqualTo(new RegisterUser.Result.KeyReused());
    assertThat(register("Ada", new Password("another passphrase"), KEY))
        .isEqualTo(new RegisterUser.Result.KeyReused());
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void makesOneAccountOfTheSameCommandSentTwentyTimesAtOnce() {
    List<Object> results = Race.of(20, () -> register("Ada", PASSWORD, KEY));

    assertThat(results).hasSize(20).containsOnly(results.getFirst());
    assertThat(results.getFirst()).isInstanceOf(RegisterUser.Result.Registered.class);
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void doesNotBringBackADeletedAccountWhenItsCommandComesAgain() {
    RegisterUser.Result first = register("Ada", PASSWORD, KEY);
    UserId user = ((RegisterUser.Result.Registered) first).profile().id();
    deleteAccount.handle(new DeleteAccount.Command(user, PASSWORD.attempt()));

    assertThat(register("Ada", PASSWORD, KEY)).isEqualTo(new RegisterUser.Result.KeyReused());
    assertThat(registered().id()).isNotEqualTo(user);
  }

  @Test
  void beginsASessionForTheRightPassword() {
    ProfileView profile = registered();

    SessionTokens tokensGiven = loggedIn();

    Session session = sessions.find(tokensGiven.refresh().session()).orElseThrow();
    assertThat(session.userId()).isEqualTo(profile.id());
    assertThat(session.secretHash().matches(tokensGiven.refresh().secret())).isTrue();
    assertThat(tokensGiven.access().lifetime()).isEqualTo(Duration.ofMinutes(15));
    assertThat(tokensGiven.access().text())
        .startsWith(profile.id() + " [CUSTOMER] " + session.id());
  }

  @Test
  void refusesAnUnknownAddressAndAWrongPasswordAlikeAndAfterTheSameWork() {
    registered();

    LogIn.Result wrong = logIn.handle(new LogIn.Command(EMAIL, WRONG));
    int afterWrong = hasher.comparisons();
    LogIn.Result unknown =
        logIn.handle(new LogIn.Command(new EmailAddress("eve@example.com"), WRONG));

    assertThat(wrong).isEqualTo(new LogIn.Result.InvalidCredentials()).isEqualTo(unknown);
    assertThat(afterWrong).isEqualTo(1);
    assertThat(hasher.comparisons()).isEqualTo(2);
    assertThat(sessions.count()).isZero();
  }

  @Test
  void rehashesThePasswordAtALoginOnceTheCostHasRisen() {
    ProfileView profile = registered();
    FastPasswordHasher dearer = new FastPasswordHasher(2);
    LogIn later = logIn(dearer);

    assertThat(later.handle(new LogIn.Command(EMAIL, WRONG)))
        .isEqualTo(new LogIn.Result.InvalidCredentials());
    assertThat(users.find(profile.id()).orElseThrow().version()).isEqualTo(new Version(1));

    for (int i = 0; i < 2; i++) {
      assertThat(later.handle(new LogIn.Command(EMAIL, PASSWORD.attempt())))
          .isInstanceOf(LogIn.Result.LoggedIn.class);
      assertThat(users.find(profile.id()).orElseThrow().version()).isEqualTo(new Version(2));
    }
    assertThat(dearer.isOutdated(users.find(profile.id()).orElseThrow().passwordHash())).isFalse();
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void letsEveryoneInWhoLogsInAtTheSameTimeWhileTheCostRises() {
    registered();
    LogIn later = logIn(new FastPasswordHasher(2));

    List<Object> results =
        Race.of(8, () -> later.handle(new LogIn.Command(EMAIL, PASSWORD.attempt())));

    assertThat(results).allMatch(LogIn.Result.LoggedIn.class::isInstance);
    assertThat(sessions.count()).isEqualTo(8);
  }

  @Test
  void exchangesARefreshTokenForTheNextPair() {
    registered();
    SessionTokens first = loggedIn();
    now = now.plusSeconds(900);

    SessionTokens second = refreshed(first.refresh());
    SessionTokens third = refreshed(second.refresh());

    assertThat(second.refresh().session()).isEqualTo(first.refresh().session());
    assertThat(second.refresh().secret()).isNotEqualTo(first.refresh().secret());
    assertThat(second.access().text()).isNotEqualTo(first.access().text());
    assertThat(third.refresh().secret()).isNotEqualTo(second.refresh().secret());
  }

  @Test
  void endsTheSessionWhenAnOldRefreshTokenIsPresented() {
    registered();
    SessionTokens first = loggedIn();
    SessionTokens other = loggedIn();
    SessionTokens second = refreshed(first.refresh());

    assertEnded(first.refresh());

    assertEnded(second.refresh());
    refreshed(other.refresh());
    assertThat(sessions.count()).isEqualTo(1);
  }

  @Test
  void rotatesOnceWhenTheSameTokenIsPresentedByManyAtOnce() {
    registered();
    SessionTokens first = loggedIn();

    List<Object> results =
        Race.of(8, () -> refresh.handle(new RefreshSession.Command(first.refresh())));

    assertThat(results).filteredOn(RefreshSession.Result.Refreshed.class::isInstance).hasSize(1);
    assertThat(sessions.count()).isZero();
  }

  @Test
  void refusesATokenOfNoSession() {
    assertEnded(new RefreshToken(new SessionId(id()), secrets.nextRefreshSecret()));
  }

  @Test
  void endsASessionThatIsOver() {
    registered();
    SessionTokens first = loggedIn();
    now = now.plus(Session.LIFETIME);

    assertEnded(first.refresh());
    assertThat(sessions.count()).isZero();
  }

  @Test
  void removesTheSessionsThatAreOver() {
    registered();
    for (int i = 0; i < 1_001; i++) {
      loggedIn();
    }
    now = now.plus(Session.LIFETIME);
    SessionTokens fresh = loggedIn();

    new EndExpiredSessions(sessions, () -> now).run();

    assertThat(sessions.count()).isEqualTo(1);
    refreshed(fresh.refresh());
  }

  @Test
  void logsOutOnceAndForAll() {
    registered();
    SessionTokens first = loggedIn();
    SessionTokens second = loggedIn();

    logOut.handle(new LogOut.Command(first.refresh()));
    logOut.handle(new LogOut.Command(first.refresh()));

    assertEnded(first.refresh());
    refreshed(second.refresh());
  }

  @Test
  void changesTheName() {
    ProfileView before = registered();

    ChangeProfile.Result result =
        changeProfile.handle(
            new ChangeProfile.Command(
                before.id(),
                Optional.of(new DisplayName("Countess")),
                Optional.of(before.version())));

    assertThat(result)
        .isInstanceOfSatisfying(
            ChangeProfile.Result.Changed.class,
            changed -> {
              assertThat(changed.profile().name()).isEqualTo(new DisplayName("Countess"));
              assertThat(changed.profile().version()).isEqualTo(new Version(2));
            });
    assertThat(users.published()).contains(new UserUpdatedV1(before.id().value(), 2, now));
  }

  @Test
  void publishesNothingWhenNothingChanges() {
    ProfileView before = registered();

    for (Optional<DisplayName> same : List.of(Optional.of(NAME), Optional.<DisplayName>empty())) {
      assertThat(
              changeProfile.handle(new ChangeProfile.Command(before.id(), same, Optional.empty())))
          .isEqualTo(new ChangeProfile.Result.Changed(before));
    }
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void refusesAChangeOfAProfileThatIsNoLongerWhatTheUserSaw() {
    ProfileView before = registered();
    changeProfile.handle(
        new ChangeProfile.Command(
            before.id(), Optional.of(new DisplayName("First")), Optional.empty()));

    assertThat(
            changeProfile.handle(
                new ChangeProfile.Command(
                    before.id(),
                    Optional.of(new DisplayName("Second")),
                    Optional.of(before.version()))))
        .isEqualTo(new ChangeProfile.Result.OtherVersion());
    assertThat(users.find(before.id()).orElseThrow().name()).isEqualTo(new DisplayName("First"));
  }

  @Test
  void letsOneOfManyChangesFromTheSameVersionThrough() {
    ProfileView before = registered();
    AtomicLong names = new AtomicLong();

    List<Object> results =
        Race.of(
            8,
            () ->
                changeProfile.handle(
                    new ChangeProfile.Command(
                        before.id(),
                        Optional.of(new DisplayName("N" + names.incrementAndGet())),
                        Optional.of(before.version()))));

    assertThat(results).filteredOn(ChangeProfile.Result.Changed.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(ChangeProfile.Result.OtherVersion.class::isInstance).hasSize(7);
  }

  @Test
  void deletesTheAccountForItsPasswordOnly() {
    ProfileView profile = registered();

    assertThat(deleteAccount.handle(new DeleteAccount.Command(profile.id(), WRONG)))
        .isEqualTo(new DeleteAccount.Result.WrongPassword());
    assertThat(readProfile.handle(new ReadProfile.Query(profile.id()))).isPresent();

    assertThat(deleteAccount.handle(new DeleteAccount.Command(profile.id(), PASSWORD.attempt())))
        .isEqualTo(new DeleteAccount.Result.Deleted());
    assertThat(readProfile.handle(new ReadProfile.Query(profile.id()))).isEmpty();
    assertThat(users.published()).contains(new UserDeletedV1(profile.id().value(), 2, now));
    assertThat(deleteAccount.handle(new DeleteAccount.Command(profile.id(), PASSWORD.attempt())))
        .isEqualTo(new DeleteAccount.Result.UnknownUser());
    assertThat(
            changeProfile.handle(
                new ChangeProfile.Command(profile.id(), Optional.of(NAME), Optional.empty())))
        .isEqualTo(new ChangeProfile.Result.UnknownUser());
  }

  @Test
  void endsTheSessionsOfADeletedAccount() {
    ProfileView profile = registered();
    SessionTokens first = loggedIn();
    SessionTokens second = loggedIn();
    deleteAccount.handle(new DeleteAccount.Command(profile.id(), PASSWORD.attempt()));

    // Before the reaction hears of it no session can be refreshed any more,
    assertEnded(first.refresh());
    // and after it none is left.
    EndSessionsOfDeletedUser reaction = new EndSessionsOfDeletedUser(sessions);
    UserDeletedV1 deleted = new UserDeletedV1(profile.id().value(), 2, now);
    reaction.on(deleted);
    reaction.on(deleted);
    assertThat(sessions.count()).isZero();
    assertEnded(second.refresh());
    assertThat(logIn.handle(new LogIn.Command(EMAIL, PASSWORD.attempt())))
        .isEqualTo(new LogIn.Result.InvalidCredentials());
  }

  @Test
  void makesAnAdministratorOfANewAddressOnly() {
    CreateAdmin createAdmin = new CreateAdmin(users, hasher, this::id, () -> now);
    CreateAdmin.Command command = new CreateAdmin.Command(EMAIL, NAME, PASSWORD);

    CreateAdmin.Result result = createAdmin.handle(command);

    assertThat(result)
        .isInstanceOfSatisfying(
            CreateAdmin.Result.Created.class,
            created ->
                assertThat(created.profile().roles())
                    .containsExactlyInAnyOrder(Role.CUSTOMER, Role.ADMIN));
    assertThat(loggedIn().access().text()).contains("[CUSTOMER, ADMIN]");
    assertThat(createAdmin.handle(command)).isEqualTo(new CreateAdmin.Result.EmailTaken());
    assertThat(users.published()).hasSize(1);
  }

  @Test
  void doesNotRaiseACustomerToAnAdministrator() {
    registered();

    assertThat(
            new CreateAdmin(users, hasher, this::id, () -> now)
                .handle(new CreateAdmin.Command(EMAIL, NAME, PASSWORD)))
        .isEqualTo(new CreateAdmin.Result.EmailTaken());
    assertThat(users.findByEmail(EMAIL).orElseThrow().roles()).containsExactly(Role.CUSTOMER);
  }

  @Test
  void commandsNeverPrintPasswords() {
    assertThat(
            new RegisterUser.Command(EMAIL, NAME, PASSWORD, Optional.of(KEY)).toString()
                + new LogIn.Command(EMAIL, PASSWORD.attempt()))
        .doesNotContain("passphrase");
    assertThatThrownBy(() -> new Password("short")).hasMessageNotContaining("short");
  }
}
