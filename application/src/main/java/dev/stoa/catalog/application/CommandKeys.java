package dev.stoa.catalog.application;

import static dev.stoa.shared.application.OptimisticRetry.retry;

import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.catalog.domain.KeyedCommand.Refusal;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Fingerprint;
import java.time.InstantSource;
import java.util.UUID;

/** Gives each idempotency key one command, and each refused command one refusal. */
final class CommandKeys {
  private final KeyedCommands commands;
  private final InstantSource clock;

  CommandKeys(KeyedCommands commands, InstantSource clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** The command that the key means: this one, unless another came first. */
  KeyedCommand bind(UUID id, Fingerprint content) {
    return commands.find(id).orElseGet(() -> first(id, content));
  }

  private KeyedCommand first(UUID id, Fingerprint content) {
    KeyedCommand command = KeyedCommand.asked(id, content, clock.instant());
    try {
      commands.save(command);
    } catch (StaleAggregate twiceAtOnce) {
      return commands.find(id).orElseThrow(() -> twiceAtOnce);
    }
    return command;
  }

  /** Binds a refusal to the key; returns the one that is bound, which an earlier one may be. */
  Refusal refuse(UUID id, Refusal refusal) {
    return retry(() -> {
      KeyedCommand command =
          commands.find(id).orElseThrow(() -> new IllegalStateException("never bound: " + id));
      if (command.refusal().isPresent()) {
        return command.refusal().get();
      }
      command.refuse(refusal);
      commands.save(command);
      return refusal;
    });
  }
}
