package dev.stoa.identity.domain;

import java.text.Normalizer;

/**
 * What somebody types to prove who they are. Any text: whether it is right, only the comparison
 * tells; the rules for choosing a {@link Password} may have changed since it was chosen. Kept in
 * Unicode's composed form (NFC). It never prints itself.
 */
public record PasswordAttempt(String text) {
  public PasswordAttempt {
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  @Override
  public String toString() {
    return "***";
  }
}
