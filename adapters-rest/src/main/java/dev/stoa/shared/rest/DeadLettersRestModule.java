package dev.stoa.shared.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.InspectDeadLetter;
import dev.stoa.shared.application.ListDeadLetters;
import dev.stoa.shared.application.ReplayDeadLetter;

/** Serves the dead letters to operators. */
public final class DeadLettersRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object deadLetters(
      ListDeadLetters list, InspectDeadLetter inspect, ReplayDeadLetter replay) {
    return new DeadLettersResource(list, inspect, replay);
  }
}
