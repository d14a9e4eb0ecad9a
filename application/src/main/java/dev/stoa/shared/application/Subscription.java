package dev.stoa.shared.application;

import dev.stoa.shared.events.PublishedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A group of reactions that shares one place in the event stream: which events it wants and what it
 * does with each. Every event reaches each group at least once, in the order of its subject; events
 * of different subjects may be handled at the same time. A reaction returns when its effect is
 * durable. One that throws is called again after growing pauses and then dead-lettered.
 */
public final class Subscription {
  private final String group;
  private final Map<Class<? extends PublishedEvent>, Consumer<PublishedEvent>> reactions;
  private final @Nullable Supplier<String> copy;

  private Subscription(
      String group,
      Map<Class<? extends PublishedEvent>, Consumer<PublishedEvent>> reactions,
      @Nullable Supplier<String> copy) {
    this.group = group;
    this.reactions = Map.copyOf(reactions);
    this.copy = copy;
  }

  /**
   * Begins a subscription.
   *
   * @param group a name that never changes, for the place in the stream is kept under it: {@code
   *     ordering}, {@code catalog-search}
   */
  public static Builder group(String group) {
    return new Builder(group);
  }

  /** The name of the group. */
  public String group() {
    return group;
  }

  /** The events this group wants. */
  public Set<Class<? extends PublishedEvent>> eventTypes() {
    return reactions.keySet();
  }

  /** Whether the group wants this event. */
  public boolean wants(PublishedEvent event) {
    return reactions.containsKey(event.getClass());
  }

  /** Runs the reaction to this event; does nothing when the group does not want it. */
  public void deliver(PublishedEvent event) {
    Consumer<PublishedEvent> reaction = reactions.get(event.getClass());
    if (reaction != null) {
      reaction.accept(event);
    }
  }

  /**
   * The incarnation of the copy that this group keeps; empty when it keeps none that could be lost.
   *
   * @throws StoreUnavailable when the copy's store does not say
   */
  public Optional<String> incarnation() {
    return copy == null ? Optional.empty() : Optional.of(copy.get());
  }

  /** Whether the group keeps a copy that could be lost. */
  public boolean keepsCopy() {
    return copy != null;
  }

  @Override
  public String toString() {
    return "Subscription " + group;
  }

  /** Collects the reactions of a group. */
  public static final class Builder {
    private final String group;
    private final Map<Class<? extends PublishedEvent>, Consumer<PublishedEvent>> reactions =
        new LinkedHashMap<>();
    private @Nullable Supplier<String> copy;

    private Builder(String group) {
      if (!group.matches("[a-z]+(-[a-z]+)*")) {
        throw new IllegalArgumentException(
            "expected a group name such as catalog-search, but was '" + group + "'");
      }
      this.group = group;
    }

    /** Adds the reaction to one type of event. */
    public <E extends PublishedEvent> Builder on(Class<E> type, Consumer<? super E> reaction) {
      if (reactions.put(type, event -> reaction.accept(type.cast(event))) != null) {
        throw new IllegalArgumentException(group + " has two reactions to " + type.getSimpleName());
      }
      return this;
    }

    /**
     * The group keeps a copy of what others own, in a store that may lose it while the place in the
     * stream is kept elsewhere. When that happens the group begins again with the first event that
     * is still kept.
     *
     * @param incarnation gives an id that is lost together with the copy, short and printable; may
     *     throw {@link StoreUnavailable}
     */
    public Builder keepingCopy(Supplier<String> incarnation) {
      this.copy = incarnation;
      return this;
    }

    public Subscription build() {
      return new Subscription(group, reactions, copy);
    }
  }
}
