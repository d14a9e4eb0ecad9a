package dev.stoa.prove;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.events.PublishedEvent;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A shop in which one method of one port, or one event, is not what it should be. */
final class DefectiveShop extends Parts {
  private final @Nullable Class<?> port;
  private final String method;
  private final Function<World, DefectivePort.Instead> instead;
  private final UnaryOperator<PublishedEvent> published;

  private DefectiveShop(
      @Nullable Class<?> port,
      String method,
      Function<World, DefectivePort.Instead> instead,
      UnaryOperator<PublishedEvent> published) {
    this.port = port;
    this.method = method;
    this.instead = instead;
    this.published = published;
  }

  /** One whose port does something else. */
  static Supplier<Parts> port(
      Class<?> port, String method, Function<World, DefectivePort.Instead> instead) {
    return () -> new DefectiveShop(port, method, instead, event -> event);
  }

  /** One that publishes something else. */
  static Supplier<Parts> publishing(UnaryOperator<PublishedEvent> published) {
    return () -> new DefectiveShop(null, "", world -> DefectivePort.Sound::call, published);
  }

  private <P> P wrong(Class<P> type, World world, P sound) {
    return type == port ? DefectivePort.of(type, sound, method, instead.apply(world)) : sound;
  }

  @Override
  Baskets baskets(World world, Baskets sound) {
    return wrong(Baskets.class, world, sound);
  }

  @Override
  Checkouts checkouts(World world, Checkouts sound) {
    return wrong(Checkouts.class, world, sound);
  }

  @Override
  ProductReplica replica(World world, ProductReplica sound) {
    return wrong(ProductReplica.class, world, sound);
  }

  @Override
  Products products(World world, Products sound) {
    return wrong(Products.class, world, sound);
  }

  @Override
  Stocks stocks(World world, Stocks sound) {
    return wrong(Stocks.class, world, sound);
  }

  @Override
  Reservations reservations(World world, Reservations sound) {
    return wrong(Reservations.class, world, sound);
  }

  @Override
  Payments payments(World world, Payments sound) {
    return wrong(Payments.class, world, sound);
  }

  @Override
  PaymentGateway gateway(World world, PaymentGateway sound) {
    return wrong(PaymentGateway.class, world, sound);
  }

  @Override
  Orders orders(World world, Orders sound) {
    return wrong(Orders.class, world, sound);
  }

  @Override
  Invoices invoices(World world, Invoices sound) {
    return wrong(Invoices.class, world, sound);
  }

  @Override
  Feeds feeds(World world, Feeds sound) {
    return wrong(Feeds.class, world, sound);
  }

  @Override
  PublishedEvent published(String store, PublishedEvent event) {
    return published.apply(event);
  }
}
