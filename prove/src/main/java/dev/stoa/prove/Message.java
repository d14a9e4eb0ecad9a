package dev.stoa.prove;

import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.PublishedEvent;
import java.util.UUID;

/** An event that was committed. */
final class Message {
  private final int number;
  private final PublishedEvent event;
  private final EventType<?> type;
  private final String aggregate;
  private final int[] places;
  private int handledBy;

  /**
   * An event.
   *
   * @param number counts all events of a history, from 0
   * @param aggregate the store and the id of what it happened to
   * @param places its place among the events of its aggregate that a group wants, from 0, by group;
   *     -1 for a group that does not want it
   */
  Message(int number, PublishedEvent event, EventType<?> type, String aggregate, int[] places) {
    this.number = number;
    this.event = event;
    this.type = type;
    this.aggregate = aggregate;
    this.places = places;
  }

  int number() {
    return number;
  }

  UUID id() {
    return new UUID(0x8000L, 0x8000_0000_0000_0000L | number);
  }

  PublishedEvent event() {
    return event;
  }

  EventType<?> type() {
    return type;
  }

  String aggregate() {
    return aggregate;
  }

  /** Its place among those that the group wants; -1 when the group does not want it. */
  int place(int group) {
    return places[group];
  }

  boolean isWantedBy(int group) {
    return places[group] >= 0;
  }

  void handled(int group) {
    handledBy |= 1 << group;
  }

  boolean wasHandledBy(int group) {
    return (handledBy & (1 << group)) != 0;
  }

  String data() {
    return "{\"number\":" + number + "}";
  }

  /** The number in data that this class wrote. */
  static int numberIn(String data) {
    return Integer.parseInt(data.substring("{\"number\":".length(), data.length() - 1));
  }

  @Override
  public String toString() {
    return event.getClass().getSimpleName() + " #" + number;
  }
}
