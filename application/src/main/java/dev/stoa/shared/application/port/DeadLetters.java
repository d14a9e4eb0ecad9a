package dev.stoa.shared.application.port;

import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * The events that reactions could not handle, kept until an operator deals with them.
 *
 * <ul>
 *   <li>A letter that is put in again replaces the one of the same id.
 *   <li>The list is newest failure first, in pages without gaps or repetitions; a cursor that it
 *       did not give out is refused with {@link InvalidCursor}.
 *   <li>A letter that was removed is gone; removing it again does nothing.
 *   <li>What was put in is there after a restart.
 * </ul>
 */
public interface DeadLetters {
  void put(DeadLetter letter);

  Optional<DeadLetter> find(UUID id);

  Page<DeadLetter> list(PageRequest page);

  void remove(UUID id);

  /** How many there are. */
  long count();
}
