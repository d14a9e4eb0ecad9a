package dev.stoa.shared.json;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.events.EventTypes;
import jakarta.inject.Singleton;

/** Binds the codec of published events. */
public final class JsonEventsModule extends AbstractModule {
  @Provides
  @Singleton
  EventCodec eventCodec(EventTypes types) {
    return new JacksonEventCodec(types);
  }
}
