package dev.stoa.shared.rest;

import dev.stoa.shared.domain.Version;
import jakarta.ws.rs.core.EntityTag;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags (RFC 9110, section 8.8.3). */
public final class EntityTags {
  private static final Pattern STRONG = Pattern.compile("\"\\d{1,18}\"");

  private EntityTags() {}

  /** The tag of a version: {@code "3"}. */
  public static EntityTag of(Version version) {
    return new EntityTag(version.toString());
  }

  /**
   * The version that the client insists on with {@code If-Match}; empty without the header or with
   * {@code *}. A header that no answer gave out can match nothing: 412.
   */
  public static Optional<Version> required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Optional.empty();
    }
    String tag = ifMatch.strip();
    if (!STRONG.matcher(tag).matches()) {
      throw preconditionFailed().toException();
    }
    return Optional.of(new Version(Long.parseLong(tag.substring(1, tag.length() - 1))));
  }

  /** 412: the resource is no longer what the client saw. */
  public static Problem preconditionFailed() {
    return Problem.of(
        412,
        "precondition-failed",
        "Changed meanwhile",
        "The resource is not in the state that If-Match names. Read it again.");
  }
}
