package dev.stoa.identity.application.port;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/**
 * A key pair on the curve P-256, for ES256 (RFC 7518, section 3.4). It never prints its private
 * half.
 */
public record SigningKey(ECPublicKey publicKey, ECPrivateKey privateKey) {
  private static final int COORDINATE_BYTES = 32;

  public SigningKey {
    if (publicKey.getParams().getCurve().getField().getFieldSize() != 256
        || privateKey.getParams().getCurve().getField().getFieldSize() != 256) {
      throw new IllegalArgumentException("expected a key pair on the curve P-256");
    }
  }

  /** The key's name: its JWK thumbprint (RFC 7638), so that equal keys have equal names. */
  public String id() {
    String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x(), y());
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The public point's first coordinate as in a JWK: 32 bytes in base64url. */
  public String x() {
    return coordinate(publicKey.getW().getAffineX());
  }

  /** The public point's second coordinate as in a JWK: 32 bytes in base64url. */
  public String y() {
    return coordinate(publicKey.getW().getAffineY());
  }

  @Override
  public String toString() {
    return "SigningKey " + id();
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int from = Math.max(0, bytes.length - COORDINATE_BYTES);
    int length = bytes.length - from;
    System.arraycopy(bytes, from, fixed, COORDINATE_BYTES - length, length);
    return base64(fixed);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
