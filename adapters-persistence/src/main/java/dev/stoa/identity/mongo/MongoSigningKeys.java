package dev.stoa.identity.mongo;

import static com.mongodb.client.model.Filters.eq;

import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.mongo.DuplicateKey;
import dev.stoa.shared.mongo.MongoStore;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The signing key in the one document of a collection. Of several who make one at the same time,
 * the first to insert it wins, and the others take his. The database is as secret as the key in it.
 */
final class MongoSigningKeys implements SigningKeys {
  private static final String COLLECTION = "signing_key";
  private static final String ID = "_id";
  private static final String THE_ONE = "current";
  private static final String PUBLIC_KEY = "publicKey";
  private static final String PRIVATE_KEY = "privateKey";

  private final MongoStore store;
  private final InstantSource clock;

  MongoSigningKeys(MongoStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public SigningKey current() {
    return decoded(find().orElseGet(this::make));
  }

  private Row make() {
    Row made = generated();
    Document document =
        new Document(ID, THE_ONE)
            .append(PUBLIC_KEY, new Binary(made.publicKey))
            .append(PRIVATE_KEY, new Binary(made.privateKey))
            .append("madeAt", Date.from(clock.instant()));
    try {
      store.run(() -> store.collection(COLLECTION).insertOne(document));
      return made;
    } catch (DuplicateKey anotherWasFirst) {
      return find().orElseThrow(() -> anotherWasFirst);
    }
  }

  private Optional<Row> find() {
    return store
        .run(() -> Optional.ofNullable(store.collection(COLLECTION).find(eq(ID, THE_ONE)).first()))
        .map(found -> new Row(bytes(found, PUBLIC_KEY), bytes(found, PRIVATE_KEY)));
  }

  private static byte[] bytes(Document document, String field) {
    return document.get(field, Binary.class).getData();
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
