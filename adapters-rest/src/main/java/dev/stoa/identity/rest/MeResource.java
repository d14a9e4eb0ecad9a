package dev.stoa.identity.rest;

import dev.stoa.identity.application.ChangeProfile;
import dev.stoa.identity.application.DeleteAccount;
import dev.stoa.identity.application.ProfileView;
import dev.stoa.identity.application.ReadProfile;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.BodyLimit;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.Field;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller's own account. */
@Path("/api/me")
@Tag(name = "identity")
@Produces(MediaType.APPLICATION_JSON)
public final class MeResource {
  private static final long SMALL = 16_384;

  private final ReadProfile readProfile;
  private final ChangeProfile changeProfile;
  private final DeleteAccount deleteAccount;

  MeResource(ReadProfile readProfile, ChangeProfile changeProfile, DeleteAccount deleteAccount) {
    this.readProfile = readProfile;
    this.changeProfile = changeProfile;
    this.deleteAccount = deleteAccount;
  }

  record ChangeRequest(@Nullable String name) {}

  record DeleteRequest(String password) {
    @Override
    public String toString() {
      return "DeleteRequest";
    }
  }

  @GET
  @Operation(summary = "The own profile")
  @Access(Access.Level.USER)
  public Response read(@Context SecurityContext security) {
    return readProfile
        .handle(new ReadProfile.Query(Caller.of(security).userId()))
        .map(MeResource::answer)
        .orElseGet(IdentityProblems::accountGone);
  }

  @PATCH
  @Operation(summary = "Changes the own name")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Access(Access.Level.USER)
  @BodyLimit(SMALL)
  public Response change(
      ChangeRequest body,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Context SecurityContext security) {
    ChangeProfile.Command command =
        new ChangeProfile.Command(
            Caller.of(security).userId(),
            Optional.ofNullable(Field.readOptional("name", body.name(), DisplayName::new)),
            EntityTags.required(ifMatch));
    return switch (changeProfile.handle(command)) {
      case ChangeProfile.Result.Changed changed -> answer(changed.profile());
      case ChangeProfile.Result.OtherVersion other -> EntityTags.preconditionFailed().toResponse();
      case ChangeProfile.Result.UnknownUser unknown -> IdentityProblems.accountGone();
    };
  }

  @DELETE
  @Operation(summary = "Deletes the own account, for its password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Access(Access.Level.USER)
  @BodyLimit(SMALL)
  public Response delete(DeleteRequest body, @Context SecurityContext security) {
    DeleteAccount.Command command =
        new DeleteAccount.Command(
            Caller.of(security).userId(), new PasswordAttempt(body.password()));
    try {
      return switch (deleteAccount.handle(command)) {
        case DeleteAccount.Result.Deleted deleted -> Response.noContent().build();
        case DeleteAccount.Result.WrongPassword wrong -> IdentityProblems.wrongPassword();
        case DeleteAccount.Result.UnknownUser unknown -> IdentityProblems.accountGone();
      };
    } catch (PasswordHasher.Busy e) {
      return IdentityProblems.busy();
    }
  }

  private static Response answer(ProfileView profile) {
    return Response.ok(ProfileJson.of(profile)).tag(EntityTags.of(profile.version())).build();
  }
}
