package dev.stoa.identity.jwt;

import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.application.port.SigningKeys;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key that this very process signs with. It is read when it is needed for the first time, not
 * before: a process starts while the store of its key is away.
 */
final class OwnKey implements VerifyingKeys, Supplier<SigningKey> {
  private final SigningKeys keys;
  private volatile @Nullable SigningKey key;

  OwnKey(SigningKeys keys) {
    this.keys = keys;
  }

  @Override
  public SigningKey get() {
    SigningKey known = key;
    if (known == null) {
      // Two at once may both read it: it is the same.
      known = keys.current();
      key = known;
    }
    return known;
  }

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    SigningKey own = get();
    return own.id().equals(keyId) ? Optional.of(own.publicKey()) : Optional.empty();
  }
}
