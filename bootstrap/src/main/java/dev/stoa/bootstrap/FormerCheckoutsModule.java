package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.MoveCheckouts;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.shared.application.ScheduledTask;
import java.time.Duration;

/** Moves the checkouts that a version before kept in another store. */
final class FormerCheckoutsModule extends AbstractModule {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @ProvidesIntoSet
  @Singleton
  static ScheduledTask moveCheckouts(FormerCheckouts former, Checkouts checkouts) {
    return new ScheduledTask("move-checkouts", INTERVAL, new MoveCheckouts(former, checkouts)::run);
  }
}
