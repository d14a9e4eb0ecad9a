package dev.stoa.identity.domain;

/**
 * A password after a slow, salted hash, in the PHC string format: it names its algorithm and cost
 * ({@code $argon2id$v=19$m=19456,t=2,p=1$…}). It never prints itself.
 */
public record PasswordHash(String phc) {
  public PasswordHash {
    if (!phc.startsWith("$") || phc.length() > 512) {
      throw new IllegalArgumentException("expected a hash in the PHC string format");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
