package dev.stoa.identity.jwt;

import dev.stoa.shared.application.StoreUnavailable;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;

/** The public halves of the keys that access tokens are signed with. */
interface VerifyingKeys {
  /**
   * The key of that name; empty when there certainly is none.
   *
   * @throws StoreUnavailable when that cannot be told at the moment
   */
  Optional<ECPublicKey> find(String keyId);
}
