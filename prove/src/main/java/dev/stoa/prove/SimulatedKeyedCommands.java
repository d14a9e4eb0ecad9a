package dev.stoa.prove;

import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Commands with a key, one commit each. */
final class SimulatedKeyedCommands implements KeyedCommands {
  private final Gate gate;
  private final Map<UUID, KeyedCommand> all = new LinkedHashMap<>();

  SimulatedKeyedCommands(Gate gate) {
    this.gate = gate;
  }

  @Override
  public Optional<KeyedCommand> find(UUID id) {
    return gate.read(
        "commands.find", id, () -> Optional.ofNullable(all.get(id)).map(c -> copy(c, c.version())));
  }

  @Override
  public Version save(KeyedCommand command) {
    return gate.write(
        "commands.save",
        command.id(),
        () -> {
          KeyedCommand stored = all.get(command.id());
          Version version = stored == null ? Version.NEW : stored.version();
          if (!version.equals(command.version())) {
            throw new StaleAggregate(command.id(), command.version());
          }
          all.put(command.id(), copy(command, version.next()));
          return version.next();
        });
  }

  private static KeyedCommand copy(KeyedCommand c, Version version) {
    return KeyedCommand.reconstitute(
        c.id(), version, c.content(), c.firstAskedAt(), c.refusal().orElse(null));
  }
}
