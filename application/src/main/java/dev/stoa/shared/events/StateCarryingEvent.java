package dev.stoa.shared.events;

/**
 * An event that tells the whole state of its subject (event-carried state transfer): the newest one
 * of a subject says all that matters of the earlier ones. A topic that holds nothing else keeps the
 * newest of each subject for good, so that a reader can build its copy at any time.
 */
public interface StateCarryingEvent extends PublishedEvent {}
