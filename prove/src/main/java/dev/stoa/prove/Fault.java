package dev.stoa.prove;

/** What goes wrong in the world around the shop, and what it is called in reports. */
enum Fault {
  CRASH_BEFORE("a process is killed before a call"),
  CRASH_AFTER_WRITE("a process is killed right after a write"),
  CRASH_BEFORE_PUBLISH("a process is killed before it publishes an event"),
  CRASH_AFTER_PUBLISH("a process is killed right after it published an event"),
  STORE_AWAY("a store cannot be reached"),
  STORE_ANSWER_LOST("a store writes, but its answer is lost"),
  PAUSE("a process stands still for a while"),
  BROKER_AWAY("the broker cannot be reached"),
  BROKER_ANSWER_LOST("the broker takes an event, but its answer is lost"),
  DELAY("an event is delivered late"),
  HANDED_OVER("a reader is taken for dead and another takes over while it still works"),
  OFFSET_LOST("a process is killed between the effect of an event and its offset"),
  REPLAY("a group reads again from an older offset"),
  BASKETS_LOST("the store of baskets loses what it acknowledged last, or everything"),
  STALE_LIST("a list of what is due is older than the store"),
  ANSWER_LOST("an answer to a client is lost"),
  SENT_TWICE("a client's request arrives twice at once"),
  GATEWAY_AWAY("the gateway does not get the request and does not answer"),
  GATEWAY_ANSWER_LOST("the gateway does what it is asked, but does not answer in time"),
  GATEWAY_LATE("the gateway gets a request long after the caller gave up"),
  GATEWAY_TWICE("the gateway gets a request twice and answers twice");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /** In words, for a report. */
  String text() {
    return text;
  }
}
