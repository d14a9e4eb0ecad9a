package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.invoicing.events.InvoicingEvents;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.payment.events.PaymentEvents;
import dev.stoa.shared.events.EventType;
import java.util.List;
import java.util.stream.Stream;

/** All published events: a process reads those of contexts that it does not run, too. */
final class EventTypesModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<EventType<?>> types =
        Multibinder.newSetBinder(binder(), new TypeLiteral<EventType<?>>() {});
    Stream.of(
            IdentityEvents.all(),
            CatalogEvents.all(),
            BasketEvents.all(),
            PaymentEvents.all(),
            OrderingEvents.all(),
            InvoicingEvents.all())
        .flatMap(List::stream)
        .forEach(type -> types.addBinding().toInstance(type));
  }
}
