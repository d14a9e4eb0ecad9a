package dev.stoa.identity.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a JSON Web Key Set (RFC 7517). Only keys for ES256 signatures count; others are passed
 * over, as section 5 asks for.
 */
final class Jwks {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ECParameterSpec P_256 = p256();

  private Jwks() {}

  /**
   * The keys by their ids.
   *
   * @throws IOException when it is no key set, or has no key of this kind
   */
  static Map<String, ECPublicKey> parse(byte[] json) throws IOException {
    Map<String, ECPublicKey> keys = new HashMap<>();
    for (JsonNode key : JSON.readTree(json).path("keys")) {
      String id = key.path("kid").asText();
      if (!id.isEmpty()
          && key.path("kty").asText().equals("EC")
          && key.path("crv").asText().equals("P-256")
          && key.path("use").asText("sig").equals("sig")
          && key.path("alg").asText("ES256").equals("ES256")) {
        keys.put(id, publicKey(key.path("x").asText(), key.path("y").asText()));
      }
    }
    if (keys.isEmpty()) {
      throw new IOException("there is no key for ES256 in what it answered");
    }
    return Map.copyOf(keys);
  }

  private static ECPublicKey publicKey(String x, String y) throws IOException {
    try {
      ECPoint point = new ECPoint(coordinate(x), coordinate(y));
      if (!isOnCurve(point)) {
        throw new IOException("a key is no point of the curve P-256");
      }
      return (ECPublicKey)
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P_256));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException("a key cannot be read", e);
    }
  }

  private static BigInteger coordinate(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }

  /** y² = x³ + ax + b; the JDK does not look. */
  private static boolean isOnCurve(ECPoint point) {
    BigInteger p = ((ECFieldFp) P_256.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.pow(3).add(P_256.getCurve().getA().multiply(x)).add(P_256.getCurve().getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
