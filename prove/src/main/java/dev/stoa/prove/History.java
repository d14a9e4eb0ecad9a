package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.ordering.domain.Order;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.InspectDeadLetter;
import dev.stoa.shared.application.ReplayDeadLetter;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One history: a seed, and everything that follows from it. */
final class History {
  private static final int OPERATOR_ROUNDS = 3;

  private final long seed;
  private final int purchases;
  private final Mask mask;
  private final Parts parts;
  private final Trace trace;

  /**
   * What came of a history.
   *
   * @param people how many buyers and admins there were
   */
  record Outcome(
      long seed,
      Findings findings,
      Map<Fault, Integer> faults,
      int faultNumbers,
      int interruptions,
      int people,
      long steps,
      long digest,
      int acknowledged,
      Map<String, Integer> checkouts,
      int events,
      int redelivered,
      List<String> trace) {
    boolean isBroken() {
      return !findings.violations().isEmpty();
    }

    boolean breaks(Promise promise) {
      return findings.violations().stream().anyMatch(v -> v.promise() == promise);
    }
  }

  History(long seed, int purchases, Mask mask, Parts parts, Trace trace) {
    this.seed = seed;
    this.purchases = purchases;
    this.mask = mask;
    this.parts = parts;
    this.trace = trace;
  }

  /** Runs it to its end and checks every promise. */
  Outcome run() {
    World world = new World(seed, mask, trace, parts);
    Chance plan = new Chance(seed, "plan");
    List<Sku> skus = new ArrayList<>();
    int products = plan.between(1, 4);
    for (int i = 0; i < products; i++) {
      skus.add(new Sku("SKU-" + (char) ('A' + i)));
    }
    trace.setUp(true);
    setUp(world, plan, skus);
    trace.setUp(false);
    for (Sku sku : trace.isWanted() ? skus : List.<Sku>of()) {
      trace.say(
          "there are %d %s at %s"
              .formatted(
                  world.stocks().stored(sku).available(),
                  sku,
                  world.answers().prices(sku).iterator().next()));
    }
    int people = people(world, plan, skus);
    int minutes = plan.between(1, 40);
    world
        .scheduler()
        .at(
            world.scheduler().now() + minutes * 60_000_000L,
            () -> {
              trace.say("no more faults from here on");
              world.faults().off();
            });
    world.scheduler().runUntilQuiet();
    world.faults().off();
    for (int round = 0; round < OPERATOR_ROUNDS && operate(world); round++) {
      trace.say("the operator has replayed what was put aside");
    }
    Findings findings = new Findings();
    new Checks(world, findings).all();
    if (!world.scheduler().exhausted()) {
      repeatAll(world, findings);
    }
    if (trace.isWanted()) {
      findings = findings.named(trace);
    }
    return new Outcome(
        seed,
        findings,
        world.faults().counts(),
        world.faults().numbers(),
        world.scheduler().interruptions(),
        people,
        world.scheduler().steps(),
        world.scheduler().digest(),
        world.answers().acknowledged(),
        ends(world),
        world.journal().messages().size(),
        world.broker().redelivered(),
        trace.lines());
  }

  private void setUp(World world, Chance plan, List<Sku> skus) {
    world.scheduler().calm(true);
    world.faults().on(false);
    Admin first = new Admin(world, new Chance(plan.next(), "admin"), 0, skus, 0);
    world.scheduler().spawn(first.name(), null, first::setUp);
    world.scheduler().runUntilQuiet();
    world.scheduler().calm(false);
    world.faults().on(true);
  }

  private int people(World world, Chance plan, List<Sku> skus) {
    int left = purchases;
    int number = 0;
    while (left > 0) {
      int mine = Math.min(left, plan.between(1, 3));
      left -= mine;
      number++;
      int before = purchases - left - mine;
      Buyer buyer =
          new Buyer(
              world,
              new Chance(plan.next(), "buyer"),
              number,
              skus,
              mine,
              i -> !mask.purchases().contains(before + i + 1));
      if (!mask.people().contains(number)) {
        world.scheduler().spawn(buyer.name(), null, buyer);
      }
    }
    int admins = plan.between(0, 2);
    for (int i = 1; i <= admins; i++) {
      number++;
      Admin admin = new Admin(world, new Chance(plan.next(), "admin"), i, skus, plan.between(1, 4));
      if (!mask.people().contains(number)) {
        world.scheduler().spawn(admin.name(), null, admin);
      }
    }
    return number;
  }

  /** Replays every dead letter, as an operator does; false when there was none. */
  private static boolean operate(World world) {
    List<DeadLetter> letters = world.deadLetters().stored();
    if (letters.isEmpty() || world.scheduler().exhausted()) {
      return false;
    }
    InstantSource clock = world.scheduler()::instant;
    InspectDeadLetter inspect = new InspectDeadLetter(world.deadLetters());
    ReplayDeadLetter replay =
        new ReplayDeadLetter(world.deadLetters(), new Codec(world), world.groups(), clock);
    Desk desk = new Desk(world);
    // What was put aside waited for the operator, and so did whatever depends on it.
    letters.forEach(letter ->
        world
            .faults()
            .lost(Duration.between(letter.firstFailedAt(), clock.instant()).toNanos() / 1_000));
    world
        .scheduler()
        .spawn(
            "operator",
            null,
            () -> {
              for (DeadLetter letter : letters) {
                world.scheduler().sleep(1_000_000);
                desk.ask(
                    Node.Part.CATALOG,
                    "replays a dead letter of " + letter.group(),
                    () -> {
                      inspect.handle(new InspectDeadLetter.Query(letter.id()));
                      ReplayDeadLetter.Result result =
                          replay.handle(new ReplayDeadLetter.Command(letter.id()));
                      if (result instanceof ReplayDeadLetter.Result.Replayed) {
                        world.handled(letter.group(), letter.data());
                      }
                      return result;
                    });
              }
            });
    world.scheduler().runUntilQuiet();
    return true;
  }

  /** Delivers every event to every group once more, shuffled, and looks whether anything moved. */
  private void repeatAll(World world, Findings findings) {
    record Delivery(Message message, int group) {}
    List<Delivery> deliveries = new ArrayList<>();
    for (Message message : world.journal().messages()) {
      for (int group = 0; group < world.groups().size(); group++) {
        if (message.isWantedBy(group)) {
          deliveries.add(new Delivery(message, group));
        }
      }
    }
    Chance shuffle = new Chance(seed, "shuffle");
    for (int i = deliveries.size() - 1; i > 0; i--) {
      int other = shuffle.below(i + 1);
      Delivery mine = deliveries.get(i);
      deliveries.set(i, deliveries.get(other));
      deliveries.set(other, mine);
    }
    int before = world.journal().messages().size();
    Map<String, String> state = state(world);
    List<String> failures = new ArrayList<>();
    trace.repetition(true);
    trace.say("everything is delivered once more, in another order");
    world.scheduler().calm(true);
    world
        .scheduler()
        .spawn(
            "again",
            null,
            () -> {
              for (Delivery delivery : deliveries) {
                Node node = world.someNode(world.partOf(delivery.group));
                if (node == null) {
                  continue;
                }
                world.scheduler().current().enter(node);
                if (trace.isWanted()) {
                  trace.say(
                      "repeats " + delivery.message + " " + delivery.message.event().subject());
                }
                try {
                  world.groups().get(delivery.group).deliver(delivery.message.event());
                } catch (RuntimeException failure) {
                  failures.add(delivery.message + " repeated fails: " + failure);
                }
              }
            });
    world.scheduler().runUntilQuiet();
    findings.check(
        Promise.REPETITION_CHANGES_NOTHING,
        failures.isEmpty(),
        "%s",
        failures.isEmpty() ? "" : failures.getFirst());
    findings.check(
        Promise.REPETITION_CHANGES_NOTHING,
        before == world.journal().messages().size(),
        "a repeated event led to %s",
        world.journal().messages().subList(before, world.journal().messages().size()));
    Map<String, String> after = state(world);
    state.forEach((store, was) ->
        findings.check(
            Promise.REPETITION_CHANGES_NOTHING,
            was.equals(after.get(store)),
            "a repeated event changed the %s from %s to %s",
            store,
            was,
            after.get(store)));
  }

  private static Map<String, Integer> ends(World world) {
    Map<String, Integer> ends = new TreeMap<>();
    for (Checkout checkout : world.checkouts().stored()) {
      ends.merge(checkout.getClass().getSimpleName(), 1, Integer::sum);
    }
    return ends;
  }

  private static Map<String, String> state(World world) {
    Map<String, String> state = new TreeMap<>();
    StringBuilder checkouts = new StringBuilder();
    for (Checkout checkout : world.checkouts().stored()) {
      checkouts
          .append(checkout.id())
          .append(checkout.getClass().getSimpleName())
          .append(checkout.version())
          .append(' ');
    }
    state.put("checkouts", checkouts.toString());
    StringBuilder reservations = new StringBuilder();
    for (Reservation reservation : world.reservations().stored()) {
      reservations.append(reservation).append(' ');
    }
    state.put("reservations", reservations.toString());
    StringBuilder stocks = new StringBuilder();
    for (Stock stock : world.stocks().stored()) {
      stocks.append(stock).append(' ').append(stock.sequence()).append(' ');
    }
    state.put("stocks", stocks.toString());
    StringBuilder payments = new StringBuilder();
    for (Payment payment : world.payments().stored()) {
      payments
          .append(payment.id())
          .append(payment.getClass().getSimpleName())
          .append(payment.version())
          .append(' ');
    }
    state.put("payments", payments.toString());
    StringBuilder orders = new StringBuilder();
    for (Order order : world.orders().stored()) {
      orders
          .append(order.id())
          .append(order.getClass().getSimpleName())
          .append(order.version())
          .append(' ');
    }
    state.put("orders", orders.toString());
    StringBuilder invoices = new StringBuilder();
    for (Invoice invoice : world.invoices().stored()) {
      invoices.append(invoice.id()).append(' ').append(invoice.number()).append(' ');
    }
    state.put("invoices", invoices.toString());
    // One that was lost is mended by the first who says again what was bought.
    state.put(
        "baskets", world.baskets().stored(owner -> !world.answers().isLost(owner)).toString());
    state.put("product facts", world.replica().storedText());
    StringBuilder feeds = new StringBuilder();
    for (UserId user : world.answers().baskets().keySet()) {
      feeds.append(user).append(' ').append(world.feeds().stored(user).size()).append(' ');
    }
    state.put("feeds", feeds.toString());
    StringBuilder charges = new StringBuilder();
    for (SimulatedGateway.Charge charge : world.gateway().charges()) {
      charges.append(charge.key).append(' ').append(charge.refunded()).append(' ');
    }
    state.put("charges", charges.toString());
    return state;
  }

  /** Events as they stand in dead letters. */
  private record Codec(World world) implements EventCodec {
    @Override
    public String encode(PublishedEvent event) {
      throw new IllegalStateException("nobody writes events here");
    }

    @Override
    public PublishedEvent decode(String typeName, String data) {
      return world.journal().messages().get(Message.numberIn(data)).event();
    }
  }
}
