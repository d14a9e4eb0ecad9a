package dev.stoa.basket.rest;

import dev.stoa.basket.application.AwaitCheckout;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long the client wants to wait for the outcome ({@code Prefer: wait=10}, RFC 7240, section
 * 4.3). A preference is never an error: what cannot be understood is as if it were not there, and
 * more than the longest time is the longest time.
 */
record WaitPreference(Duration atMost) {
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?");

  /** Reads the header's values, joined by commas; the first {@code wait} counts. */
  static Optional<WaitPreference> of(@Nullable String prefer) {
    if (prefer == null) {
      return Optional.empty();
    }
    for (String preference : prefer.split(",", -1)) {
      String withoutParameters = preference.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
      Matcher wait = WAIT.matcher(withoutParameters);
      if (wait.matches()) {
        long seconds = Math.min(Long.parseLong(wait.group(1)), AwaitCheckout.LONGEST.toSeconds());
        return Optional.of(new WaitPreference(Duration.ofSeconds(seconds)));
      }
    }
    return Optional.empty();
  }

  /** The value of {@code Preference-Applied}. */
  String applied() {
    return "wait=" + atMost.toSeconds();
  }
}
