package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.matcher.Matchers;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.spi.ProvisionListener;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.CallerStanding;
import dev.stoa.shared.rest.RequestMetrics;
import dev.stoa.shared.rest.RestResource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** What every process has, whatever its profile: configuration, clock, events, the web front. */
final class ProcessModule extends AbstractModule {
  private final ShopConfig config;

  ProcessModule(ShopConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(ShopConfig.class).toInstance(config);
    bind(ShopConfig.Seller.class).toInstance(config.seller());
    bind(InstantSource.class).toInstance(InstantSource.system());
    Stores stores = new Stores();
    bind(Stores.class).toInstance(stores);
    bindListener(Matchers.any(), new ClosesWhatWasOpened(stores));
    Multibinder.newSetBinder(binder(), BoundedContext.class);
    OptionalBinder.newOptionalBinder(binder(), LiveFront.class);
    Multibinder.newSetBinder(binder(), ScheduledTask.class);
  }

  /** Whatever the injector makes and can be closed is closed at the end, the last one first. */
  private record ClosesWhatWasOpened(Stores stores) implements ProvisionListener {
    @Override
    public <T> void onProvision(ProvisionInvocation<T> provision) {
      T made = provision.provision();
      // These are closed before all stores, by name: they use them.
      if (made instanceof AutoCloseable opened
          && !(made instanceof Reactions)
          && !(made instanceof WebFront)
          && !(made instanceof LiveFront)
          && !(made instanceof Stores)) {
        stores.opened(opened);
      }
    }
  }

  @Provides
  @Singleton
  static Set<Subscription> subscriptions(Set<BoundedContext> contexts) {
    return contexts.stream()
        .flatMap(context -> context.subscriptions().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Provides
  @Singleton
  EventTypes eventTypes(Set<EventType<?>> types) {
    return new EventTypes(types);
  }

  @Provides
  @Singleton
  RequestMetrics requestMetrics(MeterRegistry registry) {
    return new RequestMetrics(registry);
  }

  @Provides
  @Singleton
  WebFront webFront(
      @RestResource Set<Object> resources,
      CallerAuthenticator authenticator,
      CallerStanding standing,
      RequestMetrics metrics) {
    return new WebFront(resources, authenticator, standing, metrics, config.http());
  }
}
