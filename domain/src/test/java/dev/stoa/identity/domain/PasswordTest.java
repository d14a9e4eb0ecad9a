package dev.stoa.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a long enough passphrase",
        "xK4)qLmw",
        "correct horse battery staple",
        "пароль-密码-🔑🔒",
        "zzzzzzzq",
        "12345679",
        "        x"
      })
  void takesWhatIsHardToGuessWhateverItsCharacters(String text) {
    assertThat(new Password(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PassWord",
        "iloveyou",
        "qwertyuiop",
        "P@ssw0rd",
        "aaaaaaaa",
        "ababababab",
        "abcabcabc",
        "12341234",
        "12345678",
        "1234567890",
        "87654321",
        "abcdefgh",
        "ZYXWVUTS"
      })
  void refusesWhatIsTriedFirst(String text) {
    assertThatThrownBy(() -> new Password(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("harder to guess");
  }

  @Test
  void has8To128CharactersHoweverManyBytesTheyTake() {
    assertThat(new Password("🔑🔒🔓🔏🔐🗝🚪🏠").text()).hasSize(16);
    assertThat(new Password("0123456789abcdeg".repeat(8)).text()).hasSize(128);
    assertThatThrownBy(() -> new Password("xK4)qLm")).hasMessageContaining("but it has 7");
    assertThatThrownBy(() -> new Password("0123456789abcdeg".repeat(8) + "x"))
        .hasMessageContaining("but it has 129");
    assertThatThrownBy(() -> new Password("")).hasMessageContaining("but it has 0");
  }

  @Test
  void refusesBlanks() {
    assertThatThrownBy(() -> new Password(" \t \t\t \t \t "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not blank");
  }

  @Test
  void isTheSameFromEveryKeyboard() {
    String composed = "caf\u00e9 creme!";
    String decomposed = "cafe\u0301 creme!";

    assertThat(new Password(decomposed)).isEqualTo(new Password(composed));
    assertThat(new PasswordAttempt(decomposed)).isEqualTo(new Password(composed).attempt());
  }

  @Test
  void neverPrintsItself() {
    assertThat("" + new Password("a long enough passphrase")).isEqualTo("***");
    assertThat("" + new PasswordAttempt("a long enough passphrase")).isEqualTo("***");
    assertThat("" + new PasswordHash("$argon2id$x")).isEqualTo("***");
  }
}
