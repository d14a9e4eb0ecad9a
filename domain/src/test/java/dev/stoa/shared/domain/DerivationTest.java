package dev.stoa.shared.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000c0de");

  @Test
  void givesTheSameIdForEver() {
    assertThat(Derivation.of("order", 1).with(ID).id())
        .isEqualTo(UUID.fromString("9ee1e69b-ebf8-8ec0-9cea-15542a020103"));
    assertThat(Derivation.of("dead-letter", 1).with("orders").with(ID).id())
        .isEqualTo(UUID.fromString("bd9a0c93-2424-8cd0-a3b8-8eb184b338b0"));
    assertThat(Derivation.of("kafka-message", 1).with("user-events").with(3).with(42).id())
        .isEqualTo(UUID.fromString("8d7df661-726e-80f3-85b3-04d81a3a46da"));
  }

  @Test
  void namesAUuidOfVersion8() {
    UUID id = Derivation.of("order", 1).with(ID).id();
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void keepsKindsAndVersionsApart() {
    assertThat(
            List.of(
                Derivation.of("order", 1).with(ID).id(),
                Derivation.of("order", 2).with(ID).id(),
                Derivation.of("payment", 1).with(ID).id()))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsPartsApart() {
    assertThat(
            List.of(
                Derivation.of("k", 1).with("ab").with("c").id(),
                Derivation.of("k", 1).with("a").with("bc").id(),
                Derivation.of("k", 1).with("abc").id(),
                Derivation.of("k", 1).withAll(List.of("ab", "c")).id(),
                Derivation.of("k", 1).withAll(List.of("ab", "c")).withAll(List.of()).id(),
                Derivation.of("k", 1).withAll(List.of("ab")).withAll(List.of("c")).id(),
                Derivation.of("k", 1).withOptional("c").id(),
                Derivation.of("k", 1).withOptional("").id(),
                Derivation.of("k", 1).withOptional(null).id(),
                Derivation.of("k", 1).with(true).id(),
                Derivation.of("k", 1).with(false).id()))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesAKindThatCouldBeMistakenForAVersionOfAnother() {
    assertThatIllegalArgumentException().isThrownBy(() -> Derivation.of("order/2", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Derivation.of("", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Derivation.of("order", 0));
  }
}
