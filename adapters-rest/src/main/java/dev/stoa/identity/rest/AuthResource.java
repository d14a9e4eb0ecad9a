package dev.stoa.identity.rest;

import dev.stoa.identity.application.LogIn;
import dev.stoa.identity.application.LogOut;
import dev.stoa.identity.application.RefreshSession;
import dev.stoa.identity.application.RegisterUser;
import dev.stoa.identity.application.SessionTokens;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.BodyLimit;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.Field;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and sessions begin and end here. */
@Path("/api/auth")
@Tag(name = "identity")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AuthResource {
  private static final long SMALL = 16_384;

  private final RegisterUser registerUser;
  private final LogIn logIn;
  private final RefreshSession refreshSession;
  private final LogOut logOut;

  AuthResource(
      RegisterUser registerUser, LogIn logIn, RefreshSession refreshSession, LogOut logOut) {
    this.registerUser = registerUser;
    this.logIn = logIn;
    this.refreshSession = refreshSession;
    this.logOut = logOut;
  }

  record RegisterRequest(String email, String password, String name) {
    @Override
    public String toString() {
      return "RegisterRequest";
    }
  }

  record LoginRequest(String email, String password) {
    @Override
    public String toString() {
      return "LoginRequest";
    }
  }

  record RefreshRequest(String refreshToken) {
    @Override
    public String toString() {
      return "RefreshRequest";
    }
  }

  /**
   * The answer to a login or a refresh, by the names of OAuth 2.0 in camelCase.
   *
   * @param expiresIn seconds for which the access token is good
   */
  record TokenResponse(String accessToken, String tokenType, long expiresIn, String refreshToken) {
    static TokenResponse of(SessionTokens tokens) {
      return new TokenResponse(
          tokens.access().text(),
          "Bearer",
          tokens.access().lifetime().toSeconds(),
          tokens.refresh().text());
    }

    @Override
    public String toString() {
      return "TokenResponse";
    }
  }

  @POST
  @Path("register")
  @Operation(summary = "Registers a user")
  @Access(Access.Level.ANYONE)
  @BodyLimit(SMALL)
  public Response register(
      RegisterRequest body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    RegisterUser.Command command =
        new RegisterUser.Command(
            Field.read("email", body.email(), EmailAddress::new),
            Field.read("name", body.name(), DisplayName::new),
            Field.read("password", body.password(), Password::new),
            Optional.ofNullable(Field.readOptional("Idempotency-Key", key, IdempotencyKey::new)));
    try {
      return switch (registerUser.handle(command)) {
        case RegisterUser.Result.Registered registered ->
            Response.created(URI.create("/api/me"))
                .tag(EntityTags.of(registered.profile().version()))
                .entity(ProfileJson.of(registered.profile()))
                .build();
        case RegisterUser.Result.EmailTaken taken -> IdentityProblems.emailTaken();
        case RegisterUser.Result.KeyReused reused -> IdentityProblems.keyReused();
      };
    } catch (PasswordHasher.Busy e) {
      return IdentityProblems.busy();
    }
  }

  @POST
  @Path("login")
  @Operation(summary = "Logs in: an access token for 15 minutes and a refresh token")
  @Access(Access.Level.ANYONE)
  @BodyLimit(SMALL)
  public Response logIn(LoginRequest body) {
    LogIn.Command command =
        new LogIn.Command(
            Field.read("email", body.email(), EmailAddress::new),
            new PasswordAttempt(body.password()));
    try {
      return switch (logIn.handle(command)) {
        case LogIn.Result.LoggedIn loggedIn -> answer(loggedIn.tokens());
        case LogIn.Result.InvalidCredentials invalid -> IdentityProblems.invalidCredentials();
      };
    } catch (PasswordHasher.Busy e) {
      return IdentityProblems.busy();
    }
  }

  @POST
  @Path("refresh")
  @Operation(summary = "Exchanges the refresh token for new tokens; a used one ends the session")
  @Access(Access.Level.ANYONE)
  @BodyLimit(SMALL)
  public Response refresh(RefreshRequest body) {
    return token(body)
        .map(RefreshSession.Command::new)
        .map(refreshSession::handle)
        .map(result ->
            switch (result) {
              case RefreshSession.Result.Refreshed refreshed -> answer(refreshed.tokens());
              case RefreshSession.Result.SessionEnded ended -> IdentityProblems.sessionEnded();
            })
        .orElseGet(IdentityProblems::sessionEnded);
  }

  @POST
  @Path("logout")
  @Operation(summary = "Ends the session")
  @Access(Access.Level.ANYONE)
  @BodyLimit(SMALL)
  public void logOut(RefreshRequest body) {
    token(body).map(LogOut.Command::new).ifPresent(logOut::handle);
  }

  /** What is no token at all is treated as one that no session knows. */
  private static Optional<RefreshToken> token(RefreshRequest body) {
    try {
      return Optional.of(RefreshToken.parse(body.refreshToken()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Response answer(SessionTokens tokens) {
    return Response.ok(TokenResponse.of(tokens))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
