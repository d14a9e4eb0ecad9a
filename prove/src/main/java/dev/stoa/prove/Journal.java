package dev.stoa.prove;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** All events that were committed with their aggregates, in the order of their commits. */
final class Journal {
  private final EventTypes types;
  private final List<Subscription> groups;
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, int[]> places = new HashMap<>();
  private final BiFunction<String, PublishedEvent, PublishedEvent> filter;
  private BiConsumer<String, List<Message>> listener = (store, committed) -> {};

  /**
   * An empty journal.
   *
   * @param filter what is kept of the event of a store
   */
  Journal(
      EventTypes types,
      List<Subscription> groups,
      BiFunction<String, PublishedEvent, PublishedEvent> filter) {
    this.filter = filter;
    this.types = types;
    this.groups = groups;
  }

  /** Who takes the events of a commit further, in the commit itself. */
  void onCommit(BiConsumer<String, List<Message>> next) {
    listener = next;
  }

  /** Keeps the events of a commit; called inside of it. */
  void commit(String store, Object aggregate, List<? extends PublishedEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    String key = store + " " + aggregate;
    int[] next = places.computeIfAbsent(key, k -> new int[groups.size()]);
    List<Message> committed = new ArrayList<>(events.size());
    for (PublishedEvent raised : events) {
      PublishedEvent event = filter.apply(store, raised);
      int[] mine = new int[groups.size()];
      for (int group = 0; group < mine.length; group++) {
        mine[group] = groups.get(group).wants(event) ? next[group]++ : -1;
      }
      int number = messages.size();
      Message message = new Message(number, event, types.of(event), key, mine);
      messages.add(message);
      committed.add(message);
    }
    listener.accept(store, committed);
  }

  List<Message> messages() {
    return messages;
  }
}
