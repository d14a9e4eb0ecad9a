package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that a caller named by an idempotency key. From the moment it is saved the key means
 * this content and no other, whatever it is about; and once the command was refused, the refusal is
 * its answer for good. What an accepted command did is not here but where it was done.
 */
public final class KeyedCommand implements Aggregate<UUID> {
  private final UUID id;
  private final Version version;
  private final Fingerprint content;
  private final Instant firstAskedAt;
  private @Nullable Refusal refusal;

  private KeyedCommand(
      UUID id,
      Version version,
      Fingerprint content,
      Instant firstAskedAt,
      @Nullable Refusal refusal) {
    this.id = id;
    this.version = version;
    this.content = content;
    this.firstAskedAt = firstAskedAt;
    this.refusal = refusal;
  }

  /**
   * Why a command was refused.
   *
   * @param reason one word, such as {@code sku-in-use}
   * @param details what the answer says beside it, in an order that the reason fixes
   */
  public record Refusal(String reason, List<String> details) {
    public Refusal {
      details = List.copyOf(details);
    }

    public Refusal(String reason, String... details) {
      this(reason, List.of(details));
    }
  }

  /**
   * A command that is asked for the first time.
   *
   * @param id derived from the caller, the key and the kind of the command
   */
  public static KeyedCommand asked(UUID id, Fingerprint content, Instant now) {
    return new KeyedCommand(id, Version.NEW, content, now, null);
  }

  /** The command as it was stored; for persistence only. */
  public static KeyedCommand reconstitute(
      UUID id,
      Version version,
      Fingerprint content,
      Instant firstAskedAt,
      @Nullable Refusal refusal) {
    return new KeyedCommand(id, version, content, firstAskedAt, refusal);
  }

  /** Whether this is the command that the key means. */
  public boolean isOf(Fingerprint asked) {
    return content.equals(asked);
  }

  /** Refuses it, unless it was refused before: the first refusal stays. */
  public void refuse(Refusal why) {
    if (refusal == null) {
      refusal = why;
    }
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public Version version() {
    return version;
  }

  public Fingerprint content() {
    return content;
  }

  public Instant firstAskedAt() {
    return firstAskedAt;
  }

  /** Why it was refused; empty when it was not. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }
}
