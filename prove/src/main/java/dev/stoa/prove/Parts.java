package dev.stoa.prove;

import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.PublishedEvent;

/**
 * What a history is made of. As it stands, everything is as it should be; the tests exchange one
 * part for a broken one and see that the simulator finds it.
 */
class Parts {
  Baskets baskets(World world, Baskets sound) {
    return sound;
  }

  Checkouts checkouts(World world, Checkouts sound) {
    return sound;
  }

  SimulatedCheckouts checkouts(Gate gate, Journal journal) {
    return new SimulatedCheckouts(gate, journal);
  }

  ProductReplica replica(World world, ProductReplica sound) {
    return sound;
  }

  Products products(World world, Products sound) {
    return sound;
  }

  SimulatedStocks stocks(Gate gate, Journal journal) {
    return new SimulatedStocks(gate, journal);
  }

  SimulatedInvoices invoices(Gate gate, Journal journal) {
    return new SimulatedInvoices(gate, journal);
  }

  Stocks stocks(World world, Stocks sound) {
    return sound;
  }

  Reservations reservations(World world, Reservations sound) {
    return sound;
  }

  KeyedCommands keyedCommands(KeyedCommands sound) {
    return sound;
  }

  Payments payments(World world, Payments sound) {
    return sound;
  }

  PaymentGateway gateway(World world, PaymentGateway sound) {
    return sound;
  }

  Orders orders(World world, Orders sound) {
    return sound;
  }

  Invoices invoices(World world, Invoices sound) {
    return sound;
  }

  /** An event as it is committed by a store. */
  PublishedEvent published(String store, PublishedEvent event) {
    return event;
  }

  Feeds feeds(World world, Feeds sound) {
    return sound;
  }

  StartCheckout.Result start(World world, StartCheckout sound, StartCheckout.Command command) {
    return sound.handle(command);
  }

  /** Whether a recurring task of that name is run at all. */
  boolean runs(String task) {
    return true;
  }

  Relay relay(World world) {
    return new Relay(world);
  }

  Broker.Manners manners(World world) {
    return new Broker.Manners();
  }

  Subscription reactions(World world, Subscription sound) {
    return sound;
  }
}
