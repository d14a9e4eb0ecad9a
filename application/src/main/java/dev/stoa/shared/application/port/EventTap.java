package dev.stoa.shared.application.port;

import dev.stoa.shared.events.PublishedEvent;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets this process hear every published event, whoever else handles it: for what each process
 * keeps in its memory for its own clients. What must not be missed is a {@link
 * dev.stoa.shared.application.Subscription} instead.
 *
 * <ul>
 *   <li>A listener hears each event that is published after the listening began and has one of the
 *       types it asked for, at least once, in the order of its subject.
 *   <li>It hears nothing from before. No place is kept: a process that was away begins at the end.
 *   <li>Each process hears all events, however many processes there are.
 *   <li>Events are heard one after the other; a listener returns quickly, for the next event waits
 *       for it. One that throws hears the next event all the same and hurts no other listener.
 *   <li>A closed listening hears nothing further.
 *   <li>An event that cannot be read is left out.
 * </ul>
 */
public interface EventTap {
  /** Begins to listen. */
  Listening listen(
      Set<? extends Class<? extends PublishedEvent>> types,
      Consumer<? super PublishedEvent> listener);

  /** One who listens. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
