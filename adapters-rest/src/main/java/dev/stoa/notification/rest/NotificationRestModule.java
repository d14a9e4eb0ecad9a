package dev.stoa.notification.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.notification.application.Audience;
import dev.stoa.shared.rest.RestResource;

/** Streams notifications over HTTP. */
public final class NotificationRestModule extends AbstractModule {
  private final EventStreamOptions options;

  public NotificationRestModule(EventStreamOptions options) {
    this.options = options;
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object notifications(Audience audience) {
    return new NotificationResource(audience, options);
  }
}
