package dev.stoa.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  private static final SessionId ID = new SessionId(new UUID(1, 1));
  private static final UserId ADA = new UserId(new UUID(2, 2));
  private static final RefreshSecret FIRST = secret(1);
  private static final RefreshSecret SECOND = secret(2);
  private static final RefreshSecret THIRD = secret(3);

  private final Session session = Session.begin(new RefreshToken(ID, FIRST), ADA, NOW);

  private static RefreshSecret secret(int first) {
    byte[] bytes = new byte[RefreshSecret.BYTES];
    bytes[0] = (byte) first;
    return RefreshSecret.of(bytes);
  }

  @Test
  void beginsWithTheSecretOfItsToken() {
    assertThat(session.id()).isEqualTo(ID);
    assertThat(session.version()).isEqualTo(Version.NEW);
    assertThat(session.userId()).isEqualTo(ADA);
    assertThat(session.secretHash()).isEqualTo(SecretHash.of(FIRST));
    assertThat(session.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void exchangesEachSecretForTheNext() {
    Instant later = NOW.plusSeconds(900);

    assertThat(session.refresh(FIRST, SECOND, later)).isEqualTo(Session.Refresh.ROTATED);
    assertThat(session.refreshedAt()).isEqualTo(later);
    assertThat(session.refresh(SECOND, THIRD, later)).isEqualTo(Session.Refresh.ROTATED);
    assertThat(session.secretHash().matches(THIRD)).isTrue();
  }

  @Test
  void noticesASecretThatWasUsedBefore() {
    session.refresh(FIRST, SECOND, NOW);
    session.refresh(SECOND, THIRD, NOW);

    assertThat(session.refresh(FIRST, secret(4), NOW)).isEqualTo(Session.Refresh.REUSED);
    assertThat(session.refresh(SECOND, secret(4), NOW)).isEqualTo(Session.Refresh.REUSED);
    assertThat(session.secretHash().matches(THIRD)).isTrue();
  }

  @Test
  void noticesASecretThatWasMadeUp() {
    assertThat(session.refresh(secret(9), SECOND, NOW)).isEqualTo(Session.Refresh.REUSED);
  }

  @Test
  void endsThirtyDaysAfterTheLoginHoweverOftenItIsRefreshed() {
    Instant last = NOW.plus(Session.LIFETIME).minusNanos(1);

    assertThat(session.refresh(FIRST, SECOND, last)).isEqualTo(Session.Refresh.ROTATED);
    assertThat(session.refresh(SECOND, THIRD, last.plusNanos(1)))
        .isEqualTo(Session.Refresh.EXPIRED);
    assertThat(session.isExpiredAt(last)).isFalse();
    assertThat(session.isExpiredAt(last.plusNanos(1))).isTrue();
  }

  @Test
  void givesATokenThatReadsBack() {
    RefreshToken token = new RefreshToken(ID, FIRST);

    assertThat(RefreshToken.parse(token.text())).isEqualTo(token);
    assertThat(token.text()).hasSize(36 + 1 + 43);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "x",
        "00000000-0000-0001-0000-000000000001",
        "00000000-0000-0001-0000-000000000001.",
        "00000000-0000-0001-0000-000000000001.AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1-1-1-1-1.AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "00000000-0000-0001-0000-000000000001.AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+=",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."
      })
  void refusesWhatIsNoToken(String text) {
    assertThatThrownBy(() -> RefreshToken.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsSecrets() {
    assertThat(new RefreshToken(ID, FIRST).toString()).doesNotContain(FIRST.text());
    assertThat(FIRST.toString()).isEqualTo("***");
    assertThat(SecretHash.of(FIRST).toString()).isEqualTo("***");
  }
}
