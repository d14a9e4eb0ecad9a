package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Optional;

/**
 * The users, each saved as one.
 *
 * <ul>
 *   <li>What was saved is found again by its id and by its e-mail address, also after a restart.
 *   <li>Changing a found user changes nothing until it is saved.
 *   <li>A save from another version than the stored one is refused with {@link StaleAggregate}; so
 *       is a new user under an id that exists.
 *   <li>An e-mail address belongs to one user: a new user with a taken one is refused with {@link
 *       EmailTaken}, also when both are saved at the same time.
 *   <li>State and events appear together or not at all.
 *   <li>Of saves at the same time from the same version one is accepted.
 *   <li>A deleted user is not found; nothing personal stays behind; the e-mail address is free
 *       again.
 *   <li>The id of a deleted user is never used again: a new user under it is {@link
 *       StaleAggregate}.
 * </ul>
 *
 * All methods throw {@link StoreUnavailable} when the store cannot be reached.
 */
public interface Users {
  /** The user of that id. */
  Optional<User> find(UserId id);

  /** The user who logs in with that address. */
  Optional<User> findByEmail(EmailAddress email);

  /**
   * Saves state and events in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when somebody else saved first
   * @throws EmailTaken when another user has the address
   */
  Version save(User user, List<? extends PublishedEvent> events);

  /**
   * Deletes the user and publishes the events in one commit.
   *
   * @throws StaleAggregate when somebody else saved or deleted first
   */
  void delete(User user, List<? extends PublishedEvent> events);

  /** The address is another user's. */
  final class EmailTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmailTaken() {
      super("the e-mail address belongs to another user");
    }
  }
}
