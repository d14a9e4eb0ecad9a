package dev.stoa.catalog.document;

import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.catalog.domain.KeyedCommand.Refusal;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored form of a command with a key; without a reason it was not refused. */
public record KeyedCommandDocument(
    int form,
    String id,
    String content,
    Instant firstAskedAt,
    @Nullable String reason,
    @Nullable List<String> details) {
  private static final int FORM = 1;

  static KeyedCommandDocument of(KeyedCommand command) {
    Refusal refusal = command.refusal().orElse(null);
    return new KeyedCommandDocument(
        FORM,
        command.id().toString(),
        command.content().hex(),
        command.firstAskedAt(),
        refusal == null ? null : refusal.reason(),
        refusal == null ? null : refusal.details());
  }

  KeyedCommand toCommand(Version version) {
    return KeyedCommand.reconstitute(
        UUID.fromString(id),
        version,
        new Fingerprint(content),
        firstAskedAt,
        reason == null ? null : new Refusal(reason, details == null ? List.of() : details));
  }
}
