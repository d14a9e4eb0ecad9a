package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.payment.application.ForgetPayers;
import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.ScheduledTask;
import java.time.Duration;

/** Makes payments that a version before stored forget who paid. */
final class FormerPayersModule extends AbstractModule {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @ProvidesIntoSet
  @Singleton
  static ScheduledTask forgetPayers(FormerPayers former, Payments payments) {
    return new ScheduledTask("forget-payers", INTERVAL, new ForgetPayers(former, payments)::run);
  }
}
