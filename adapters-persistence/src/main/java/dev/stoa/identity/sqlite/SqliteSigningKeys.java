package dev.stoa.identity.sqlite;

import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.sqlite.SqliteSession;
import dev.stoa.shared.sqlite.SqliteStore;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The signing key in the one row of a table. Who comes first writes it, in a transaction that looks
 * before it writes; who comes second finds it. The data folder is as secret as the key in it.
 */
final class SqliteSigningKeys implements SigningKeys {
  private final SqliteStore store;
  private final InstantSource clock;

  SqliteSigningKeys(SqliteStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public SigningKey current() {
    return decoded(store.read(SqliteSigningKeys::find).orElseGet(this::make));
  }

  private Row make() {
    Row made = generated();
    return store.write(tx -> {
      Optional<Row> first = find(tx);
      if (first.isPresent()) {
        return first.get();
      }
      tx.update(
          """
          INSERT INTO identity_signing_key (slot, public_key, private_key, made_at)
          VALUES (1, ?, ?, ?)\
          """,
          made.publicKey,
          made.privateKey,
          clock.instant().toString());
      return made;
    });
  }

  private static Optional<Row> find(SqliteSession session) throws SQLException {
    return session.first(
        "SELECT public_key, private_key FROM identity_signing_key WHERE slot = 1",
        row -> new Row(row.getBytes(1), row.getBytes(2)));
  }

  private static Row generated() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new Row(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static SigningKey decoded(Row row) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new SigningKey(
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(row.publicKey)),
          (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(row.privateKey)));
    } catch (GeneralSecurityException e) {
      throw new StoreUnavailable("the stored signing key cannot be read", e);
    }
  }

  /** Both halves in their standard encodings (X.509, PKCS #8). */
  private static final class Row {
    private final byte[] publicKey;
    private final byte[] privateKey;

    Row(byte[] publicKey, byte[] privateKey) {
      this.publicKey = publicKey;
      this.privateKey = privateKey;
    }
  }
}
