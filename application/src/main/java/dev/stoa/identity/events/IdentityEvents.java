package dev.stoa.identity.events;

import dev.stoa.shared.events.EventType;
import java.util.List;

/** The wire names of the events that the identity context publishes. */
public final class IdentityEvents {
  public static final EventType<UserCreatedV1> USER_CREATED_V1 =
      new EventType<>("dev.stoa.identity.user-created.v1", "user-events", UserCreatedV1.class);

  public static final EventType<UserUpdatedV1> USER_UPDATED_V1 =
      new EventType<>("dev.stoa.identity.user-updated.v1", "user-events", UserUpdatedV1.class);

  public static final EventType<UserDeletedV1> USER_DELETED_V1 =
      new EventType<>("dev.stoa.identity.user-deleted.v1", "user-events", UserDeletedV1.class);

  private IdentityEvents() {}

  /** All of them. */
  public static List<EventType<?>> all() {
    return List.of(USER_CREATED_V1, USER_UPDATED_V1, USER_DELETED_V1);
  }
}
