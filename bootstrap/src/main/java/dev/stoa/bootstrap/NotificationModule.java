package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.NotificationContext;
import dev.stoa.notification.application.port.BasketContents;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.ListenerAuthenticator;
import dev.stoa.notification.application.port.LiveTransport;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.ProductVariants;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerAuthenticator;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Live notification, and what it asks of the basket beside which it runs. */
public final class NotificationModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), LiveTransport.class);
  }

  @Provides
  @Singleton
  static LiveFront liveFront(Audience audience, Set<LiveTransport> transports) {
    return new LiveFront(audience, transports);
  }

  @Provides
  @Singleton
  static NotificationContext context(Feeds feeds, NoticeSignals signals, InstantSource clock) {
    return new NotificationContext(new NotificationContext.Ports(feeds, signals, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(NotificationContext context) {
    return context;
  }

  @Provides
  @Singleton
  static Audience audience(
      Feeds feeds,
      NoticeSignals signals,
      EventTap events,
      BasketContents baskets,
      ProductVariants variants,
      InstantSource clock) {
    return new Audience(feeds, signals, events, baskets, variants, clock, Audience.Limits.DEFAULT);
  }

  @Provides
  @Singleton
  static BasketContents basketContents(Baskets baskets, ProductReplica products) {
    return user -> {
      List<Sku> skus =
          baskets.find(BasketOwner.user(user)).lines().stream().map(BasketLine::sku).toList();
      Map<Sku, ProductFacts> facts = products.find(skus);
      return skus.stream().map(sku -> line(sku, facts)).toList();
    };
  }

  private static BasketContents.Line line(Sku sku, Map<Sku, ProductFacts> all) {
    ProductFacts facts = all.get(sku);
    return new BasketContents.Line(sku, facts == null ? null : facts.productId());
  }

  @Provides
  @Singleton
  static ProductVariants productVariants(ProductReplica products) {
    return products::skusOf;
  }

  @Provides
  @Singleton
  static ListenerAuthenticator listenerAuthenticator(CallerAuthenticator authenticator) {
    return token -> {
      try {
        Caller caller = authenticator.authenticate(token);
        return Optional.of(new Audience.Member(caller.userId(), caller.isAdmin(), caller.until()));
      } catch (CallerAuthenticator.InvalidAccessToken e) {
        return Optional.empty();
      }
    };
  }
}
