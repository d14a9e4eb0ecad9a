package dev.stoa.prove;

import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.invoicing.events.InvoicingEvents;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentEvents;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All there is in one history: processes, stores, the broker, the gateway, and time. */
final class World {
  /** After so long the sweeper publishes what is still pending. */
  private static final Duration SWEEP_AFTER = Duration.ofSeconds(10);

  /** Every event that is published. */
  private static final EventTypes TYPES =
      new EventTypes(
          Stream.of(
                  IdentityEvents.all(),
                  CatalogEvents.all(),
                  BasketEvents.all(),
                  PaymentEvents.all(),
                  OrderingEvents.all(),
                  InvoicingEvents.all())
              .<EventType<?>>flatMap(List::stream)
              .toList());

  /** Who finds broken goods is numbered from here on. */
  private static final int FIRST_CLERK = 100;

  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace;
  private final Chance chance;
  private final Chance accidents;
  private int broken;
  private final boolean distributed;
  private final List<Node> nodes;
  private final Duration holdDuration;
  private final Parts parts;
  private final Gate gate;
  private final Journal journal;
  private final Map<String, SimulatedOutbox> outboxes = new LinkedHashMap<>();
  private final Relay relay;
  private final Broker broker;
  private final SimulatedGateway gateway;
  private final SimulatedBaskets baskets;
  private final SimulatedCheckouts checkouts;
  private final SimulatedReplica replica;
  private final SimulatedProducts products;
  private final SimulatedStocks stocks;
  private final SimulatedReservations reservations;
  private final SimulatedPayments payments;
  private final SimulatedOrders orders;
  private final SimulatedInvoices invoices;
  private final SimulatedFeeds feeds;
  private final SimulatedDeadLetters deadLetters;
  private final Shop shop;
  private final List<Subscription> groups;
  private final List<Node.Part> partsOfGroups = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Answers answers = new Answers();
  private final Offers offers = new Offers();
  private final Sales sales = new Sales();

  World(long seed, Mask mask, Trace trace, Parts parts) {
    this.trace = trace;
    Chance shape = new Chance(seed, "shape");
    // One in eight begins right before the new year of the seller, when the invoices count from 1.
    Instant start =
        Instant.parse(shape.below(8) == 0 ? "2026-12-31T22:55:00Z" : "2026-11-23T10:00:00Z");
    int[] stays = {0, 50, 80, 95};
    scheduler =
        new Scheduler(mask.chance(seed, "schedule"), mask, start, stays[shape.below(stays.length)]);
    trace.of(scheduler);
    faults = new Faults(mask.chance(seed, "faults"), mask);
    chance = new Chance(seed, "world");
    accidents = new Chance(seed, "accidents");
    int size = shape.below(4);
    distributed = size > 0;
    nodes = nodes(size, shape);
    holdDuration = shape.below(2) == 0 ? Duration.ofMinutes(15) : Duration.ofSeconds(40);

    InstantSource clock = scheduler::instant;
    this.parts = parts;
    gate = new FaultyGate(scheduler, faults, trace, new Around());
    // The groups that are wanted are known before the reactions are made.
    List<Subscription> wanted = new ArrayList<>();
    journal = new Journal(TYPES, wanted, parts::published);
    baskets =
        new SimulatedBaskets(
            gate, distributed ? new LostBaskets() : SimulatedBaskets.LostMoments.NONE);
    checkouts = parts.checkouts(gate, journal);
    replica = new SimulatedReplica(gate);
    products = new SimulatedProducts(gate, journal);
    products.onCommit((before, after) -> offers.changed(scheduler.now(), before, after));
    stocks = parts.stocks(gate, journal);
    reservations = new SimulatedReservations(gate, journal);
    reservations.onDecided(id -> sales.decided(id, scheduler.current().begun(), scheduler.now()));
    payments = new SimulatedPayments(gate, journal);
    orders = new SimulatedOrders(gate, journal);
    invoices = parts.invoices(gate, journal);
    feeds = new SimulatedFeeds(gate, clock);
    deadLetters = new SimulatedDeadLetters(gate);
    gateway =
        new SimulatedGateway(scheduler, faults, trace, new Chance(seed, "gateway"), this::crash);
    Chance ids = new Chance(seed, "ids");
    IdGenerator generator =
        () -> new UUID((ids.next() & ~0xF000L) | 0x7000L, (ids.next() >>> 2) | (1L << 63));
    shop =
        new Shop(
            new Shop.Ports(
                parts.baskets(this, baskets),
                parts.checkouts(this, checkouts),
                parts.replica(this, replica),
                parts.products(this, products),
                parts.stocks(this, stocks),
                parts.reservations(this, reservations),
                parts.keyedCommands(new SimulatedKeyedCommands(gate)),
                parts.payments(this, payments),
                parts.gateway(this, gateway),
                parts.orders(this, orders),
                parts.invoices(this, invoices),
                parts.feeds(this, feeds),
                generator,
                clock),
            holdDuration);
    shop.contexts()
        .forEach((part, context) ->
            context
                .subscriptions()
                .forEach(group -> {
                  wanted.add(parts.reactions(this, group));
                  partsOfGroups.add(part);
                }));
    groups = List.copyOf(wanted);
    broker = new Broker(this, new Chance(seed, "broker"), parts.manners(this));
    relay = parts.relay(this);
    if (distributed) {
      for (String store :
          List.of(
              "checkouts",
              "products",
              "stocks",
              "reservations",
              "payments",
              "orders",
              "invoices")) {
        outboxes.put(store, outbox(store));
      }
    }
    journal.onCommit(this::take);
    tasks();
    tasks.removeIf(task -> !parts.runs(task.name));
  }

  private static List<Node> nodes(int size, Chance shape) {
    Set<Node.Part> all = EnumSet.allOf(Node.Part.class);
    List<Node> nodes = new ArrayList<>();
    switch (size) {
      case 0 -> nodes.add(new Node("shop", all));
      case 1 -> {
        nodes.add(new Node("shop-1", all));
        nodes.add(new Node("shop-2", all));
      }
      default -> {
        service(nodes, "monolith", EnumSet.of(Node.Part.CATALOG), shape);
        service(nodes, "basket", EnumSet.of(Node.Part.BASKET, Node.Part.NOTIFICATION), shape);
        service(nodes, "payment", EnumSet.of(Node.Part.PAYMENT), shape);
        service(nodes, "order", EnumSet.of(Node.Part.ORDERING), shape);
        service(nodes, "invoice", EnumSet.of(Node.Part.INVOICING), shape);
      }
    }
    return nodes;
  }

  private static void service(List<Node> nodes, String name, Set<Node.Part> parts, Chance shape) {
    int instances = shape.between(1, 2);
    for (int i = 1; i <= instances; i++) {
      nodes.add(new Node(name + "-" + i, parts));
    }
  }

  private SimulatedOutbox outbox(String store) {
    SimulatedOutbox outbox = new SimulatedOutbox(store, gate);
    outbox.onCommit(events -> {
      Node node = scheduler.current().node();
      scheduler.spawn("relay", node, () -> relay.publish(outbox, events));
    });
    return outbox;
  }

  /** Now and then goods break while they are held, before they are paid for or right after it. */
  private void breakGoods(List<Message> messages) {
    for (Message message : messages) {
      switch (message.event()) {
        case StockReservedV1 reserved when accidents.percent(4) -> breakGoods(reserved.checkout());
        case PaymentCreatedV1 paid when accidents.percent(12) -> breakGoods(paid.checkout());
        default -> {}
      }
    }
  }

  private void breakGoods(CheckoutV1 checkout) {
    Sku sku = new Sku(accidents.pick(checkout.lines()).sku());
    broken++;
    Chance dice = new Chance(accidents.next(), "accident");
    Admin admin = new Admin(this, dice, FIRST_CLERK + broken, List.of(sku), 0);
    scheduler.spawn(
        admin.name(), null, () -> admin.lose(sku, new CheckoutId(checkout.checkoutId())));
  }

  private void take(String store, List<Message> messages) {
    breakGoods(messages);
    SimulatedOutbox outbox = outboxes.get(store);
    if (outbox == null) {
      // The log is the queue: what is committed is published.
      messages.forEach(broker::append);
    } else {
      outbox.commit(messages, scheduler.instant());
    }
  }

  private void tasks() {
    Map<String, Supplier<@Nullable Instant>> due = Map.of("resolve-payments", payments::nextDue);
    shop.contexts()
        .forEach((part, context) ->
            context
                .tasks()
                .forEach(task ->
                    tasks.add(
                        new Task(
                            task.name(),
                            part,
                            task.interval(),
                            Objects.requireNonNull(due.get(task.name()), task.name()),
                            task.task()))));
    outboxes.forEach((store, outbox) ->
        tasks.add(
            new Task(
                "sweeper",
                partOf(store),
                Duration.ofSeconds(5),
                () -> {
                  Instant oldest = outbox.oldest();
                  return oldest == null ? null : oldest.plus(SWEEP_AFTER).plusMillis(1);
                },
                () ->
                    relay.publish(
                        outbox, outbox.left(scheduler.instant().minus(SWEEP_AFTER), 100)))));
  }

  private static Node.Part partOf(String store) {
    return switch (store) {
      case "checkouts" -> Node.Part.BASKET;
      case "payments" -> Node.Part.PAYMENT;
      case "orders" -> Node.Part.ORDERING;
      case "invoices" -> Node.Part.INVOICING;
      default -> Node.Part.CATALOG;
    };
  }

  /**
   * Work that every process does now and then. A run that would find nothing to do is left out: it
   * would change nothing.
   */
  private final class Task {
    private static final long RUNNING = Long.MAX_VALUE;

    private final String name;
    private final Duration interval;
    private final Supplier<@Nullable Instant> due;
    private final Runnable body;
    private final List<Node> runners = new ArrayList<>();
    private final long[] planned;
    private final long[] notBefore;

    Task(
        String name,
        Node.Part part,
        Duration interval,
        Supplier<@Nullable Instant> due,
        Runnable body) {
      this.name = name;
      this.interval = interval;
      this.due = due;
      this.body = body;
      nodes.stream().filter(node -> node.runs(part)).forEach(runners::add);
      planned = new long[runners.size()];
      notBefore = new long[runners.size()];
      Arrays.fill(planned, Long.MAX_VALUE);
    }

    void plan() {
      Instant next = due.get();
      if (next == null) {
        return;
      }
      long at = scheduler.at(next);
      for (int i = 0; i < planned.length; i++) {
        if (notBefore[i] == RUNNING) {
          continue;
        }
        long mine = Math.max(Math.max(at, notBefore[i]), scheduler.now());
        if (mine < planned[i]) {
          mine += chance.below((int) (interval.toMillis() * 1_000));
          if (mine < planned[i]) {
            planned[i] = mine;
            int runner = i;
            scheduler.at(mine, () -> begin(runner));
          }
        }
      }
    }

    private void begin(int runner) {
      if (planned[runner] > scheduler.now()) {
        return;
      }
      planned[runner] = Long.MAX_VALUE;
      Node node = runners.get(runner);
      Instant next = due.get();
      if (!node.isUp() || next == null) {
        return;
      }
      if (next.isAfter(scheduler.instant())) {
        plan();
        return;
      }
      // Until it has ended nobody else begins it in this process.
      notBefore[runner] = RUNNING;
      scheduler.spawn(name, node, () -> run(runner));
    }

    private void run(int runner) {
      try {
        body.run();
      } catch (RuntimeException failure) {
        scheduler.current().requireAlive();
        trace.say("fails, and will run again: " + failure);
      }
      ended(runner);
    }

    private void ended(int runner) {
      notBefore[runner] = scheduler.now() + interval.toMillis() * 1_000;
      plan();
    }

    void restarted(Node node) {
      int runner = runners.indexOf(node);
      if (runner >= 0) {
        ended(runner);
      }
    }
  }

  /** Over servers, baskets are where the last moment may be lost; in one process they are not. */
  private final class LostBaskets implements SimulatedBaskets.LostMoments {
    @Override
    public long lost() {
      if (!faults.happens(Fault.BASKETS_LOST)) {
        return 0;
      }
      int kind = faults.between(1, 10);
      boolean everything = kind == 1;
      // Mostly what was not synced; sometimes a replica that was behind takes over.
      long micros =
          everything ? Long.MAX_VALUE : faults.between(1, kind < 5 ? 120_000 : 2_000) * 1_000L;
      trace.fault(
          "the store of baskets loses "
              + (everything ? "everything" : micros / 1_000 + " ms of its last changes"));
      return micros;
    }

    @Override
    public long now() {
      return scheduler.now();
    }

    @Override
    public void lost(BasketOwner owner) {
      switch (owner) {
        case BasketOwner.User user -> answers.basket(user.id()).lost();
      }
    }
  }

  private final class Around implements FaultyGate.Surroundings {
    @Override
    public void crash() {
      World.this.crash();
    }

    @Override
    public void written() {
      plan();
      outboxes.values().forEach(SimulatedOutbox::handOver);
    }

    @Override
    public void unanswered() {
      plan();
      outboxes.values().forEach(SimulatedOutbox::forgetHandOver);
    }
  }

  private void plan() {
    tasks.forEach(Task::plan);
  }

  /** Kills the process of whoever runs; it comes back after a while. */
  void crash() {
    Node node = scheduler.current().node();
    if (node == null) {
      throw new IllegalStateException(scheduler.current() + " is in no process");
    }
    trace.fault(node + " is killed");
    outboxes.values().forEach(SimulatedOutbox::forgetHandOver);
    node.crash();
    broker.crashed(node);
    long down = chance.between(100, 60_000) * 1_000L;
    faults.lost(down);
    scheduler.at(
        scheduler.now() + down,
        () -> {
          trace.say(node + " is back");
          node.restart();
          broker.restarted();
          tasks.forEach(task -> task.restarted(node));
        });
    plan();
    throw new Crash();
  }

  /** A running process of that part; null when there is none. */
  @Nullable Node someNode(Node.Part part) {
    List<Node> up = new ArrayList<>();
    for (Node node : nodes) {
      if (node.isUp() && node.runs(part)) {
        up.add(node);
      }
    }
    return up.isEmpty() ? null : chance.pick(up);
  }

  /** Which part of the shop a group of reactions belongs to. */
  Node.Part partOf(int group) {
    return partsOfGroups.get(group);
  }

  /** Notes that a group has handled an event that was put aside for it. */
  void handled(String group, String data) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).group().equals(group)) {
        journal.messages().get(Message.numberIn(data)).handled(i);
      }
    }
  }

  /** The message that a pending event is. */
  Message message(PendingEvent event) {
    return journal.messages().get(Message.numberIn(event.data()));
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Faults faults() {
    return faults;
  }

  Trace trace() {
    return trace;
  }

  boolean isDistributed() {
    return distributed;
  }

  List<Node> nodes() {
    return nodes;
  }

  Duration holdDuration() {
    return holdDuration;
  }

  Journal journal() {
    return journal;
  }

  Map<String, SimulatedOutbox> outboxes() {
    return outboxes;
  }

  Broker broker() {
    return broker;
  }

  SimulatedGateway gateway() {
    return gateway;
  }

  SimulatedBaskets baskets() {
    return baskets;
  }

  SimulatedCheckouts checkouts() {
    return checkouts;
  }

  SimulatedReplica replica() {
    return replica;
  }

  SimulatedProducts products() {
    return products;
  }

  SimulatedStocks stocks() {
    return stocks;
  }

  SimulatedReservations reservations() {
    return reservations;
  }

  SimulatedPayments payments() {
    return payments;
  }

  SimulatedOrders orders() {
    return orders;
  }

  SimulatedInvoices invoices() {
    return invoices;
  }

  SimulatedFeeds feeds() {
    return feeds;
  }

  SimulatedDeadLetters deadLetters() {
    return deadLetters;
  }

  Gate gate() {
    return gate;
  }

  /** Starts a checkout. */
  StartCheckout.Result start(StartCheckout.Command command) {
    return parts.start(this, shop.startCheckout, command);
  }

  Shop shop() {
    return shop;
  }

  List<Subscription> groups() {
    return groups;
  }

  Offers offers() {
    return offers;
  }

  Sales sales() {
    return sales;
  }

  Answers answers() {
    return answers;
  }
}
