package dev.stoa.shared.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of all published events: wire name to record and back. Both are unique. */
public final class EventTypes {
  private final List<EventType<?>> all;
  private final Map<String, EventType<?>> byName = new HashMap<>();
  private final Map<Class<?>, EventType<?>> byJavaType = new HashMap<>();

  public EventTypes(Collection<? extends EventType<?>> types) {
    all = List.copyOf(types);
    for (EventType<?> type : all) {
      if (byName.put(type.name(), type) != null) {
        throw new IllegalArgumentException("two events are named " + type.name());
      }
      if (byJavaType.put(type.javaType(), type) != null) {
        throw new IllegalArgumentException(type.javaType() + " has two names");
      }
    }
  }

  public List<EventType<?>> all() {
    return all;
  }

  /** The event of that wire name; empty for one this version does not know. */
  public Optional<EventType<?>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The type of an event.
   *
   * @throws IllegalArgumentException for an event that is not registered
   */
  public EventType<?> of(PublishedEvent event) {
    EventType<?> type = byJavaType.get(event.getClass());
    if (type == null) {
      throw new IllegalArgumentException(event.getClass() + " is not a registered event");
    }
    return type;
  }

  /** The type that a record holds. */
  public EventType<?> of(Class<? extends PublishedEvent> javaType) {
    EventType<?> type = byJavaType.get(javaType);
    if (type == null) {
      throw new IllegalArgumentException(javaType + " is not a registered event");
    }
    return type;
  }
}
