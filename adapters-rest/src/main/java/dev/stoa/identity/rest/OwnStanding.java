package dev.stoa.identity.rest;

import dev.stoa.identity.application.CheckStanding;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerStanding;

/** The standing of callers where the accounts are: asks identity in this process. */
final class OwnStanding implements CallerStanding {
  private final CheckStanding check;

  OwnStanding(CheckStanding check) {
    this.check = check;
  }

  @Override
  public Standing of(Caller caller, String accessToken, boolean asAdmin) {
    SessionId session = caller.session();
    if (session == null) {
      return Standing.ENDED;
    }
    return switch (check.handle(new CheckStanding.Query(caller.userId(), session, asAdmin))) {
      case CheckStanding.Result.Good good -> Standing.GOOD;
      case CheckStanding.Result.Ended ended -> Standing.ENDED;
      case CheckStanding.Result.NoAdmin no -> Standing.NO_ADMIN;
    };
  }
}
