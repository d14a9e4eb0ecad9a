package dev.stoa.shared.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address, in lower case, so that one mailbox is one account. At most 254 characters (RFC
 * 5321, section 4.5.3.1.3). The form is checked as browsers do (HTML Standard, "valid email
 * address") with a domain of at least two labels; whether it exists only a message can tell.
 */
public record EmailAddress(String value) {
  private static final Pattern FORM =
      Pattern.compile(
          "[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
              + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
              + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");

  public EmailAddress {
    value = value.strip().toLowerCase(Locale.ROOT);
    if (value.length() > 254 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("expected an e-mail address, but was '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
