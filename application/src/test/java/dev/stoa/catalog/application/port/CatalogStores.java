package dev.stoa.catalog.application.port;

import dev.stoa.shared.events.PublishedEvent;
import java.util.List;

/** All stores of the catalogue, as an adapter's test makes them for the contract suites. */
public interface CatalogStores extends AutoCloseable {
  Products products();

  Categories categories();

  Stocks stocks();

  Reservations reservations();

  KeyedCommands keyedCommands();

  /** What was published so far, in order. */
  List<PublishedEvent> events();

  /** Ends the process, as it were, and begins a new one on the same data; this one is closed. */
  CatalogStores restart();

  @Override
  void close();
}
