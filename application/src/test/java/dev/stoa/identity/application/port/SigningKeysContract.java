package dev.stoa.identity.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeys} must do; an adapter's test says how to make one. */
public interface SigningKeysContract {
  /** The store under test, as one process sees it; after a {@link #restart()} the new one. */
  SigningKeys keys();

  /** The same store as another process sees it. */
  SigningKeys keysOfAnotherProcess();

  /** Closes the store and opens it again. */
  void restart();

  @Test
  default void givesTheSameKeyToAllAlsoAfterARestart() {
    SigningKey first = keys().current();

    assertThat(keys().current()).isEqualTo(first);
    assertThat(keysOfAnotherProcess().current()).isEqualTo(first);
    restart();
    assertThat(keys().current()).isEqualTo(first);
    assertThat(keys().current().id()).isEqualTo(first.id()).hasSize(43);
  }

  @Test
  default void givesOneKeyWhenSeveralAskFirst() {
    SigningKeys here = keys();
    SigningKeys there = keysOfAnotherProcess();

    List<Object> outcomes =
        Race.of(List.of(here::current, there::current, here::current, there::current));

    assertThat(outcomes).allMatch(SigningKey.class::isInstance);
    assertThat(outcomes).containsOnly(here.current());
  }

  @Test
  default void givesAPairThatSignsAndVerifies() throws GeneralSecurityException {
    SigningKey key = keys().current();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.privateKey());
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();

    signature.initVerify(key.publicKey());
    signature.update(new byte[] {1, 2, 3});

    assertThat(signature.verify(signed)).isTrue();
    assertThat(key.publicKey().getParams().getCurve().getField().getFieldSize()).isEqualTo(256);
  }

  @Test
  default void neverPrintsThePrivateHalf() {
    SigningKey key = keys().current();

    assertThat(key.toString())
        .isEqualTo("SigningKey " + key.id())
        .doesNotContain(key.privateKey().getS().toString())
        .doesNotContain(Base64.getEncoder().encodeToString(key.privateKey().getEncoded()));
  }
}
