package dev.stoa.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  private static final UserId ID = new UserId(new UUID(1, 1));
  private static final EmailAddress EMAIL = new EmailAddress("Ada@Example.com");
  private static final PasswordHash HASH = new PasswordHash("$hash");
  private static final DisplayName NAME = new DisplayName("Ada");

  @Test
  void registersAsACustomer() {
    User user = User.register(ID, EMAIL, NAME, HASH, null, NOW);

    assertThat(user.roles()).containsExactly(Role.CUSTOMER);
    assertThat(user.version()).isEqualTo(Version.NEW);
    assertThat(user.email().value()).isEqualTo("ada@example.com");
    assertThat(user.registration()).isEmpty();
    assertThat(user.isRegisteredBy(Fingerprint.of("x"))).isFalse();
  }

  @Test
  void mayRunTheShopAndBuyInIt() {
    assertThat(User.administrator(ID, EMAIL, NAME, HASH, NOW).roles())
        .containsExactlyInAnyOrder(Role.CUSTOMER, Role.ADMIN);
  }

  @Test
  void isAlwaysACustomer() {
    assertThatThrownBy(() ->
            User.reconstitute(ID, new Version(1), EMAIL, NAME, HASH, Set.of(Role.ADMIN), NOW, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every user is a customer");
  }

  @Test
  void saysWhetherANewNameIsAChange() {
    User user = User.register(ID, EMAIL, NAME, HASH, null, NOW);

    assertThat(user.rename(new DisplayName(" Ada "))).isFalse();
    assertThat(user.rename(new DisplayName("Countess"))).isTrue();
    assertThat(user.name()).isEqualTo(new DisplayName("Countess"));
  }

  @Test
  void knowsTheCommandItCameFrom() {
    User user = User.register(ID, EMAIL, NAME, HASH, Fingerprint.of("x"), NOW);

    assertThat(user.isRegisteredBy(Fingerprint.of("x"))).isTrue();
    assertThat(user.isRegisteredBy(Fingerprint.of("y"))).isFalse();
  }

  @Test
  void takesNamesOfEveryKindUpTo100Characters() {
    assertThat(new DisplayName(" 山田太郎 ").value()).isEqualTo("山田太郎");
    assertThat(new DisplayName("🎈".repeat(100)).value()).hasSize(200);
    assertThatThrownBy(() -> new DisplayName("x".repeat(101))).hasMessageContaining("101");
    assertThatThrownBy(() -> new DisplayName(" ")).hasMessageContaining("but it has 0");
    assertThatThrownBy(() -> new DisplayName("a\nb")).hasMessageContaining("control characters");
  }
}
