package dev.stoa.prove;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.PublishedEvent;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Groups of reactions that treat some of their events in their own way. */
final class DefectiveGroup {
  private DefectiveGroup() {}

  /** Does something around each reaction, or instead of it. */
  static Subscription around(Subscription sound, BiConsumer<PublishedEvent, Runnable> around) {
    Subscription.Builder builder = Subscription.group(sound.group());
    for (Class<? extends PublishedEvent> type : sound.eventTypes()) {
      builder.on(type, event -> around.accept(event, () -> sound.deliver(event)));
    }
    return builder.build();
  }

  /** Reads something else than what was published. */
  static Subscription reading(Subscription sound, UnaryOperator<PublishedEvent> reads) {
    Subscription.Builder builder = Subscription.group(sound.group());
    for (Class<? extends PublishedEvent> type : sound.eventTypes()) {
      builder.on(type, event -> sound.deliver(reads.apply(event)));
    }
    return builder.build();
  }

  /** Is deaf to one type of event. */
  static Subscription without(Subscription sound, String group, String type) {
    return !sound.group().equals(group)
        ? sound
        : around(
            sound,
            (event, reaction) -> {
              if (!event.getClass().getSimpleName().equals(type)) {
                reaction.run();
              }
            });
  }
}
