package dev.stoa.catalog.application.port;

import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Version;
import java.util.Optional;
import java.util.UUID;

/**
 * The commands that callers named by a key. They publish nothing.
 *
 * <ul>
 *   <li>What was saved is found again, also after a restart.
 *   <li>A save from another version than the stored one is {@link StaleAggregate}; so is a new
 *       command under an id that exists: of many at once one gets the key.
 *   <li>Changing a found command changes nothing until it is saved.
 * </ul>
 *
 * All methods throw {@link StoreUnavailable} when the store cannot be reached.
 */
public interface KeyedCommands {
  /** The command of that id. */
  Optional<KeyedCommand> find(UUID id);

  /**
   * Saves a command.
   *
   * @return the version it now has
   * @throws StaleAggregate when somebody else saved it first
   */
  Version save(KeyedCommand command);
}
