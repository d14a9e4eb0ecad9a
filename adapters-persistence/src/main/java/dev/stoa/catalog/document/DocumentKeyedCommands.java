package dev.stoa.catalog.document;

import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Commands with a key as documents; the id of the document gives each key to one. */
public final class DocumentKeyedCommands implements KeyedCommands {
  /** How commands are stored. */
  public static final DocumentKind<KeyedCommandDocument> KIND =
      new DocumentKind<>("keyed_command", "keyed-commands", KeyedCommandDocument.class, List.of());

  private final Documents<KeyedCommandDocument> documents;

  public DocumentKeyedCommands(Documents<KeyedCommandDocument> documents) {
    this.documents = documents;
  }

  @Override
  public Optional<KeyedCommand> find(UUID id) {
    return documents.find(id.toString()).map(stored -> stored.as(KeyedCommandDocument::toCommand));
  }

  @Override
  public Version save(KeyedCommand command) {
    return documents.save(
        command.id().toString(), command.version(), KeyedCommandDocument.of(command), List.of());
  }
}
