package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.shared.application.InspectDeadLetter;
import dev.stoa.shared.application.ListDeadLetters;
import dev.stoa.shared.application.ReplayDeadLetter;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventCodec;
import java.time.InstantSource;
import java.util.Set;

/** What an operator can do with events that could not be handled. */
public final class DeadLettersModule extends AbstractModule {
  @Provides
  @Singleton
  static ListDeadLetters listDeadLetters(DeadLetters letters) {
    return new ListDeadLetters(letters);
  }

  @Provides
  @Singleton
  static InspectDeadLetter inspectDeadLetter(DeadLetters letters) {
    return new InspectDeadLetter(letters);
  }

  @Provides
  @Singleton
  static ReplayDeadLetter replayDeadLetter(
      DeadLetters letters, EventCodec codec, Set<Subscription> subscriptions, InstantSource clock) {
    return new ReplayDeadLetter(letters, codec, subscriptions, clock);
  }
}
