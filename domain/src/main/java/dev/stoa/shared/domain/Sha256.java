package dev.stoa.shared.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes SHA-256 digests (FIPS 180-4) without asking the security providers for each anew. */
final class Sha256 {
  private static final MessageDigest UNUSED = lookUp();

  private Sha256() {}

  /** One that nothing was put into. */
  static MessageDigest fresh() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException providerCannot) {
      return lookUp();
    }
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
