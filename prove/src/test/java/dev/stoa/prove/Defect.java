package dev.stoa.prove;

import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.CheckoutOrigin;
import dev.stoa.basket.domain.Generation;
import dev.stoa.basket.domain.PaymentMethodToken;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Mistakes that shops are made with, each of them one that somebody has shipped. The simulator must
 * find every one of them: {@link DefectsTest}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers have no state
enum Defect {
  STOCK_WITHOUT_VERSION_CHECK(
      "a stock is written over whatever somebody else has written since it was read",
      Promise.STOCK_IS_ITS_LEDGER,
      300,
      StockWithoutVersionCheck::new),
  ORDER_WITHOUT_VERSION_CHECK(
      "an order that is there is placed again",
      Promise.REPETITION_CHANGES_NOTHING,
      100,
      OrderWithoutVersionCheck::new),
  ACKNOWLEDGED_BEFORE_COMMIT(
      "a checkout is acknowledged first and written soon",
      Promise.ACKNOWLEDGED_IS_KEPT,
      500,
      AcknowledgedBeforeCommit::new),
  IDEMPOTENCY_KEY_DROPPED(
      "each call of the gateway has a key of its own",
      Promise.CHARGED_ONCE,
      100,
      IdempotencyKeyDropped::new),
  TIMEOUT_TAKEN_FOR_NO(
      "a gateway that does not answer is taken to have refused",
      Promise.CHARGE_HAS_ORDER_AND_INVOICE,
      200,
      TimeoutTakenForNo::new),
  PUBLISHED_OUTSIDE_COMMIT(
      "events are written right after their aggregate, not with it",
      Promise.EVERY_CHECKOUT_ENDS,
      500,
      PublishedOutsideCommit::new),
  PUBLISHED_BEFORE_COMMIT(
      "events are written right before their aggregate, not with it",
      Promise.TOLD_IS_TRUE,
      1_000,
      PublishedBeforeCommit::new),
  RELEASED_BUT_HELD(
      "a hold that was released is still there", Promise.HOLD_ENDS_ONCE, 100, ReleasedButHeld::new),
  MOVEMENT_MADE_TWICE(
      "a movement that is in the ledger is made again when its event comes again",
      Promise.STOCK_IS_ITS_LEDGER,
      300,
      MovementMadeTwice::new),
  LEDGER_ENTRY_FORGOTTEN(
      "a hold is given back, but nobody writes that into the ledger",
      Promise.STOCK_IS_ITS_LEDGER,
      100,
      LedgerEntryForgotten::new),
  PAYMENT_WITHOUT_DEADLINE(
      "a payment waits for the buyer's bank, however long that takes",
      Promise.HOLD_ENDS_ONCE,
      100,
      PaymentWithoutDeadline::new),
  SOLD_BUT_THERE(
      "what was sold is still on hand, and can be sold once more",
      Promise.NEVER_OVERSOLD,
      300,
      SoldButThere::new),
  HOLD_ENDS_BY_THE_CLOCK(
      "what is held is free for others by a clock, half a minute before the payment has to decide",
      Promise.FINAL_IS_FINAL,
      500,
      HoldEndsByTheClock::new),
  DECLINED_WITHOUT_CANCELLING(
      "at its deadline a payment is declined without a word to the gateway",
      Promise.CHARGE_HAS_ORDER_AND_INVOICE,
      200,
      DeclinedWithoutCancelling::new),
  LATE_SUCCESS_KEPT(
      "what the gateway charges after a payment has expired is kept",
      Promise.CHARGE_HAS_ORDER_AND_INVOICE,
      300,
      LateSuccessKept::new),
  LATE_SUCCESS_BOUGHT(
      "what the gateway charges after a payment has expired buys the goods after all",
      Promise.EVERY_CHECKOUT_ENDS,
      300,
      LateSuccessBought::new),
  NUMBER_BEFORE_INSERT(
      "an invoice number is taken from a counter before the invoice is written",
      Promise.NUMBERS_WITHOUT_GAP,
      300,
      NumberBeforeInsert::new),
  EXCEPTION_SWALLOWED(
      "a reaction that fails logs it and goes on",
      Promise.EVERY_CHECKOUT_ENDS,
      1_000,
      ExceptionSwallowed::new),
  REFUND_FORGOTTEN(
      "nobody refunds what was paid and cannot be delivered",
      Promise.EVERY_CHECKOUT_ENDS,
      300,
      RefundForgotten::new),
  CREDIT_NOTE_FORGOTTEN(
      "nobody reverses the invoice of a refunded payment",
      Promise.CHARGE_HAS_ORDER_AND_INVOICE,
      300,
      CreditNoteForgotten::new),
  PAYMENT_NOT_ASKED_AGAIN(
      "a payment that the gateway left open is never asked about again",
      Promise.EVERY_CHECKOUT_ENDS,
      100,
      () -> new Without("resolve-payments")),
  REFUSAL_NOT_HEARD(
      "nobody tells the checkout that its goods are not to be had",
      Promise.EVERY_CHECKOUT_ENDS,
      100,
      RefusalNotHeard::new),
  CHECKOUT_ENDS_TWICE(
      "a checkout that has ended ends again with the next event",
      Promise.REPETITION_CHANGES_NOTHING,
      100,
      CheckoutEndsTwice::new),
  SWEEPER_MISSING(
      "events that a killed process left in the outbox are never published",
      Promise.EVENTS_ARRIVE,
      100,
      () -> new Without("sweeper")),
  OVERTAKEN_IN_THE_RELAY(
      "a process publishes the newest event of an aggregate first",
      Promise.EVENTS_IN_ORDER,
      100,
      OvertakenInTheRelay::new),
  CLEARED_BEFORE_PUBLISHING(
      "the outbox is cleared before the broker has the events",
      Promise.EVENTS_ARRIVE,
      100,
      ClearedBeforePublishing::new),
  OFFSET_BEFORE_EFFECT(
      "a reader stores its place before it has done what the event asks for",
      Promise.EVENTS_ARRIVE,
      100,
      OffsetBeforeEffect::new),
  BASKET_READ_AND_WRITTEN(
      "adding to a basket reads the line, adds, and writes it back",
      Promise.BASKETS_KEEP_LINES,
      200,
      BasketReadAndWritten::new),
  TAKEN_OUT_TWICE(
      "what was bought is taken out of the basket each time somebody says so",
      Promise.REPETITION_CHANGES_NOTHING,
      200,
      TakenOutTwice::new),
  CHECKOUT_NAMED_BY_ITS_KEY(
      "the id of a checkout is made of the client's key, and not of the basket",
      Promise.BASKET_BOUGHT_ONCE,
      100,
      CheckoutNamedByItsKey::new),
  KEY_NOT_UNIQUE(
      "a key is remembered only as long as the checkout that it started is under way",
      Promise.BASKET_BOUGHT_ONCE,
      200,
      KeyNotUnique::new),
  LINES_LEAVE_LATER(
      "a basket is free to be bought again a moment before what was bought leaves it",
      Promise.BASKET_BOUGHT_ONCE,
      500,
      LinesLeaveLater::new),
  LOST_BASKET_SOLD_AGAIN(
      "what a basket's store had lost and found again is sold once more",
      Promise.BASKET_BOUGHT_ONCE,
      1_000,
      LostBasketSoldAgain::new),
  OLDER_FACT_OVERWRITES(
      "buyers see whatever was heard last of a product, not the newest",
      Promise.TOLD_IS_TRUE,
      2_000,
      OlderFactOverwrites::new),
  TOLD_TWICE(
      "a repeated event tells the buyer once more",
      Promise.REPETITION_CHANGES_NOTHING,
      100,
      ToldTwice::new),
  PRICE_FROM_CLIENT(
      "the price is the one that the client sends",
      Promise.PRICE_AS_AGREED,
      100,
      PriceFromClient::new),
  REFUSED_BUT_KEPT(
      "a checkout is written before it is known whether it can be had",
      Promise.REFUSED_LEAVES_NO_TRACE,
      100,
      RefusedButKept::new);

  private final String text;
  private final Promise breaks;
  private final int budget;
  private final Supplier<Parts> parts;

  Defect(String text, Promise breaks, int budget, Supplier<Parts> parts) {
    this.text = text;
    this.breaks = breaks;
    this.budget = budget;
    this.parts = parts;
  }

  /** As the simulator takes it. */
  Plant plant() {
    return new Plant(Plant.slug(this), text, breaks, budget, parts);
  }

  private static final class StockWithoutVersionCheck extends Parts {
    @Override
    SimulatedStocks stocks(Gate gate, Journal journal) {
      return new SimulatedStocks(gate, journal) {
        @Override
        boolean isCurrent(Stock loaded) {
          return true;
        }
      };
    }
  }

  private static final class OrderWithoutVersionCheck extends Parts {
    @Override
    Orders orders(World world, Orders sound) {
      return new Orders() {
        @Override
        public Optional<Order> find(OrderId id) {
          return Optional.empty();
        }

        @Override
        public Version save(Order order, List<? extends PublishedEvent> events) {
          Version now = world.orders().stored(order.id()).map(Order::version).orElse(Version.NEW);
          return sound.save(new Order.Placed(order.content(), now), events);
        }

        @Override
        public Page<Order> list(UserId user, PageRequest page) {
          return sound.list(user, page);
        }

        @Override
        public Page<Order> listAll(PageRequest page) {
          return sound.listAll(page);
        }

        @Override
        public Orders.Tally tally() {
          return sound.tally();
        }
      };
    }
  }

  private static final class AcknowledgedBeforeCommit extends Parts {
    @Override
    Checkouts checkouts(World world, Checkouts all) {
      return new OtherCheckouts(all) {
        @Override
        public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
          if (!(checkout instanceof Checkout.Pending)) {
            return sound.save(checkout, events);
          }
          world
              .scheduler()
              .spawn(
                  "writer",
                  world.scheduler().current().node(),
                  () -> {
                    try {
                      sound.save(checkout, events);
                    } catch (RuntimeException failure) {
                      world.trace().say("nobody hears that this failed: " + failure);
                    }
                  });
          return checkout.version().next();
        }
      };
    }
  }

  private static final class IdempotencyKeyDropped extends Parts {
    private final Map<GatewayKey, GatewayKey> last = new HashMap<>();
    private int calls;

    @Override
    PaymentGateway gateway(World world, PaymentGateway sound) {
      return new PaymentGateway() {
        @Override
        public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod method) {
          calls++;
          GatewayKey own = new GatewayKey("charge-" + calls);
          last.put(key, own);
          return sound.charge(own, amount, method);
        }

        @Override
        public FindAnswer find(GatewayKey key) {
          return sound.find(last.getOrDefault(key, key));
        }

        @Override
        public CancelAnswer cancel(GatewayKey key) {
          return sound.cancel(last.getOrDefault(key, key));
        }

        @Override
        public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
          return sound.refund(key, charge, amount);
        }
      };
    }
  }

  private static final class TimeoutTakenForNo extends Parts {
    @Override
    PaymentGateway gateway(World world, PaymentGateway sound) {
      return new PaymentGateway() {
        @Override
        public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod method) {
          try {
            return sound.charge(key, amount, method);
          } catch (GatewayUnavailable unanswered) {
            return new Refused(new Reason("gateway-error"));
          }
        }

        @Override
        public FindAnswer find(GatewayKey key) {
          return sound.find(key);
        }

        @Override
        public CancelAnswer cancel(GatewayKey key) {
          return sound.cancel(key);
        }

        @Override
        public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
          return sound.refund(key, charge, amount);
        }
      };
    }
  }

  /** Payments whose events are written by themselves. */
  private abstract static class EventsByThemselves extends Parts {
    abstract Version save(World world, Payments sound, Payment payment, Runnable events);

    @Override
    Payments payments(World world, Payments sound) {
      return new Payments() {
        @Override
        public Optional<Payment> find(PaymentId id) {
          return sound.find(id);
        }

        @Override
        public Version save(Payment payment, List<? extends PublishedEvent> events) {
          return EventsByThemselves.this.save(
              world,
              sound,
              payment,
              () -> {
                if (!events.isEmpty()) {
                  world
                      .gate()
                      .write(
                          "events.write",
                          payment.id(),
                          () -> {
                            world.journal().commit("payments", payment.id(), events);
                            return events.size();
                          });
                }
              });
        }

        @Override
        public List<Payment.Unresolved> due(Instant now, int limit) {
          return sound.due(now, limit);
        }

        @Override
        public Page<Payment> list(PageRequest page) {
          return sound.list(page);
        }

        @Override
        public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
          return sound.needingDecision(page);
        }

        @Override
        public long countNeedingDecision() {
          return sound.countNeedingDecision();
        }

        @Override
        public Payments.Tally tally() {
          return sound.tally();
        }
      };
    }
  }

  private static final class PublishedOutsideCommit extends EventsByThemselves {
    @Override
    Version save(World world, Payments sound, Payment payment, Runnable events) {
      Version version = sound.save(payment, List.of());
      events.run();
      return version;
    }
  }

  private static final class PublishedBeforeCommit extends EventsByThemselves {
    @Override
    Version save(World world, Payments sound, Payment payment, Runnable events) {
      events.run();
      return sound.save(payment, List.of());
    }
  }

  private static final class ReleasedButHeld extends Parts {
    @Override
    SimulatedStocks stocks(Gate gate, Journal journal) {
      return new SimulatedStocks(gate, journal) {
        @Override
        Stock kept(Stock before, Stock decided, StockMovement movement) {
          boolean released = movement.kind() == StockMovement.Kind.RELEASED;
          return released
              ? Stock.reconstitute(
                  decided.id(),
                  decided.version().next(),
                  before.onHand(),
                  List.copyOf(before.holds()),
                  decided.sequence())
              : super.kept(before, decided, movement);
        }
      };
    }
  }

  private static final class SoldButThere extends Parts {
    @Override
    SimulatedStocks stocks(Gate gate, Journal journal) {
      return new SimulatedStocks(gate, journal) {
        @Override
        Stock kept(Stock before, Stock decided, StockMovement movement) {
          return movement.kind() == StockMovement.Kind.SOLD
              ? Stock.reconstitute(
                  decided.id(),
                  decided.version().next(),
                  before.onHand(),
                  List.copyOf(decided.holds()),
                  decided.sequence())
              : super.kept(before, decided, movement);
        }
      };
    }
  }

  private static final class MovementMadeTwice extends Parts {
    @Override
    SimulatedStocks stocks(Gate gate, Journal journal) {
      return new SimulatedStocks(gate, journal) {
        @Override
        boolean isThere(Sku sku, MovementKey key) {
          return !key.value().startsWith("sold:") && super.isThere(sku, key);
        }
      };
    }
  }

  private static final class LedgerEntryForgotten extends Parts {
    @Override
    SimulatedStocks stocks(Gate gate, Journal journal) {
      return new SimulatedStocks(gate, journal) {
        @Override
        boolean isRecorded(StockMovement movement) {
          return movement.kind() != StockMovement.Kind.RELEASED;
        }
      };
    }
  }

  /** A shop in which a recurring task does not run. */
  private static final class Without extends Parts {
    private final String task;

    Without(String task) {
      this.task = task;
    }

    @Override
    boolean runs(String name) {
      return !name.equals(task);
    }
  }

  /** Payments that are stored in another way. */
  private static class OtherPayments implements Payments {
    final Payments sound;

    OtherPayments(Payments sound) {
      this.sound = sound;
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
      return sound.find(id);
    }

    @Override
    public Version save(Payment payment, List<? extends PublishedEvent> events) {
      return sound.save(payment, events);
    }

    @Override
    public List<Payment.Unresolved> due(Instant now, int limit) {
      return sound.due(now, limit);
    }

    @Override
    public Page<Payment> list(PageRequest page) {
      return sound.list(page);
    }

    @Override
    public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
      return sound.needingDecision(page);
    }

    @Override
    public long countNeedingDecision() {
      return sound.countNeedingDecision();
    }

    @Override
    public Payments.Tally tally() {
      return sound.tally();
    }
  }

  private static final class PaymentWithoutDeadline extends Parts {
    @Override
    Payments payments(World world, Payments all) {
      return new OtherPayments(all) {
        @Override
        public Version save(Payment payment, List<? extends PublishedEvent> events) {
          return sound.save(
              payment instanceof Payment.Requested p
                  ? new Payment.Requested(
                      p.purchase(), p.payer(), p.version(), p.requestedAt(), Instant.MAX, p.plan())
                  : payment,
              events);
        }
      };
    }
  }

  private static final class LateSuccessKept extends Parts {
    @Override
    Payments payments(World world, Payments all) {
      return new OtherPayments(all) {
        @Override
        public Version save(Payment payment, List<? extends PublishedEvent> events) {
          return sound.save(
              payment instanceof Payment.ChargedLate p
                  ? new Payment.Declined(
                      p.purchase(), p.version(), p.requestedAt(), Payment.EXPIRED, p.declinedAt())
                  : payment,
              events);
        }
      };
    }
  }

  private static final class LateSuccessBought extends Parts {
    @Override
    Payments payments(World world, Payments all) {
      return new OtherPayments(all) {
        @Override
        public Version save(Payment payment, List<? extends PublishedEvent> events) {
          if (!(payment instanceof Payment.ChargedLate p)) {
            return sound.save(payment, events);
          }
          Instant now = world.scheduler().instant();
          return sound.save(
              new Payment.Captured(p.purchase(), p.version(), p.requestedAt(), p.reference(), now),
              List.of(
                  new PaymentCreatedV1(
                      p.id().value(), checkout(world, p), p.reference().value(), now)));
        }
      };
    }
  }

  /** What a payment was reserved for, which it has forgotten. */
  private static CheckoutV1 checkout(World world, Payment payment) {
    return world.journal().messages().stream()
        .map(Message::event)
        .filter(StockReservedV1.class::isInstance)
        .map(event -> ((StockReservedV1) event).checkout())
        .filter(checkout -> checkout.checkoutId().equals(payment.purchase().checkoutId().value()))
        .findFirst()
        .orElseThrow();
  }

  private static final class DeclinedWithoutCancelling extends Parts {
    @Override
    PaymentGateway gateway(World world, PaymentGateway sound) {
      return new PaymentGateway() {
        @Override
        public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod method) {
          return sound.charge(key, amount, method);
        }

        @Override
        public FindAnswer find(GatewayKey key) {
          return sound.find(key);
        }

        @Override
        public CancelAnswer cancel(GatewayKey key) {
          return new Cancelled();
        }

        @Override
        public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
          return sound.refund(key, charge, amount);
        }
      };
    }
  }

  private static final class HoldEndsByTheClock extends Parts {
    @Override
    Stocks stocks(World world, Stocks sound) {
      return new Stocks() {
        @Override
        public <R> Change<R> change(
            Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision) {
          if (key.value().startsWith("held:")) {
            Instant now = world.scheduler().instant();
            for (StockHold hold : List.copyOf(sound.find(sku).holds())) {
              if (hold.isOverdue(now.plusSeconds(30))) {
                end(sku, hold.checkout(), now);
              }
            }
          }
          return sound.change(sku, key, decision);
        }

        private void end(Sku sku, CheckoutId checkout, Instant now) {
          sound.change(
              sku,
              MovementKey.released(checkout),
              stock ->
                  stock.release(checkout, now) instanceof Stock.ReleaseOutcome.Freed freed
                      ? new Decision<>(true, freed.movement(), List.of())
                      : new Decision<>(false, null, List.of()));
        }

        @Override
        public Stock find(Sku sku) {
          return sound.find(sku);
        }

        @Override
        public Map<Sku, Integer> available(Collection<Sku> skus) {
          return sound.available(skus);
        }

        @Override
        public Overdue overdue(Instant now) {
          return sound.overdue(now);
        }

        @Override
        public Page<StockMovement> ledger(Sku sku, PageRequest page) {
          return sound.ledger(sku, page);
        }

        @Override
        public List<StockMovement> movements(MovementKey key) {
          return sound.movements(key);
        }

        @Override
        public List<StockAccount> accounts() {
          return sound.accounts();
        }
      };
    }
  }

  private static final class NumberBeforeInsert extends Parts {
    @Override
    SimulatedInvoices invoices(Gate gate, Journal journal) {
      Map<String, Long> counters = new HashMap<>();
      return new SimulatedInvoices(gate, journal) {
        @Override
        long next(Series series) {
          return gate.write(
              "counter.next", series, () -> counters.merge(series.toString(), 1L, Long::sum));
        }
      };
    }
  }

  /** A group that treats some of its events in its own way. */
  private static Subscription wrapped(
      Subscription sound, BiConsumer<PublishedEvent, Runnable> around) {
    Subscription.Builder builder = Subscription.group(sound.group());
    for (Class<? extends PublishedEvent> type : sound.eventTypes()) {
      builder.on(type, event -> around.accept(event, () -> sound.deliver(event)));
    }
    return builder.build();
  }

  private static final class ExceptionSwallowed extends Parts {
    @Override
    Subscription reactions(World world, Subscription sound) {
      return sound.group().equals("ordering")
          ? wrapped(
              sound,
              (event, reaction) -> {
                try {
                  reaction.run();
                } catch (RuntimeException logged) {
                  world.trace().say("logged and forgotten: " + logged);
                }
              })
          : sound;
    }
  }

  private static final class RefundForgotten extends Parts {
    @Override
    Subscription reactions(World world, Subscription sound) {
      return wrapped(
          sound,
          (event, reaction) -> {
            if (!(event instanceof StockShortV1) || !sound.group().equals("payment")) {
              reaction.run();
            }
          });
    }
  }

  private static final class CreditNoteForgotten extends Parts {
    @Override
    Subscription reactions(World world, Subscription sound) {
      return wrapped(
          sound,
          (event, reaction) -> {
            if (!(event instanceof PaymentRefundedV1) || !sound.group().equals("invoicing")) {
              reaction.run();
            }
          });
    }
  }

  private static final class RefusalNotHeard extends Parts {
    @Override
    Subscription reactions(World world, Subscription sound) {
      return wrapped(
          sound,
          (event, reaction) -> {
            if (!(event instanceof StockRefusedV1) || !sound.group().equals("basket-checkout")) {
              reaction.run();
            }
          });
    }
  }

  private static final class CheckoutEndsTwice extends Parts {
    @Override
    Checkouts checkouts(World world, Checkouts all) {
      return new OtherCheckouts(all) {
        @Override
        public Optional<Checkout> find(CheckoutId id) {
          Optional<Checkout> found = sound.find(id);
          // Those who end checkouts see none as ended; buyers see what is stored.
          String who = world.scheduler().current().name();
          return who.equals("basket-checkout") || who.equals("again")
              ? found.map(checkout -> reopened(world, checkout))
              : found;
        }
      };
    }

    private static Checkout reopened(World world, Checkout checkout) {
      return new Checkout.Pending(
          checkout.content(),
          checkout.version(),
          Objects.requireNonNull(world.answers().requestOf(checkout)).person,
          new PaymentMethodToken("any"));
    }
  }

  private static final class OvertakenInTheRelay extends Parts {
    @Override
    Relay relay(World world) {
      return new Relay(world) {
        @Override
        void publish(Outbox outbox, List<PendingEvent> events) {
          super.publish(outbox, List.copyOf(events).reversed());
        }
      };
    }
  }

  private static final class ClearedBeforePublishing extends Parts {
    @Override
    Relay relay(World world) {
      return new Relay(world) {
        @Override
        void publish(Outbox outbox, List<PendingEvent> events) {
          clear(outbox, events);
          for (PendingEvent event : events) {
            if (!send(event)) {
              return;
            }
          }
        }
      };
    }
  }

  private static final class OffsetBeforeEffect extends Parts {
    @Override
    Broker.Manners manners(World world) {
      return new Broker.Manners() {
        @Override
        boolean offsetFirst() {
          return true;
        }
      };
    }
  }

  /** Checkouts that do one thing in their own way. */
  private static class OtherCheckouts implements Checkouts {
    final Checkouts sound;

    OtherCheckouts(Checkouts sound) {
      this.sound = sound;
    }

    @Override
    public Optional<Checkout> find(CheckoutId id) {
      return sound.find(id);
    }

    @Override
    public Optional<Checkout> find(UserId user, IdempotencyKey key) {
      return sound.find(user, key);
    }

    @Override
    public Optional<Checkout> underWay(UserId user) {
      return sound.underWay(user);
    }

    @Override
    public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
      return sound.save(checkout, events);
    }

    @Override
    public Checkouts.Tally tally() {
      return sound.tally();
    }
  }

  /** Baskets that do one thing in their own way. */
  private static class OtherBaskets implements Baskets {
    final Baskets sound;

    OtherBaskets(Baskets sound) {
      this.sound = sound;
    }

    @Override
    public Basket find(BasketOwner owner) {
      return sound.find(owner);
    }

    @Override
    public Addition add(
        BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key) {
      return sound.add(owner, sku, quantity, atMost, key);
    }

    @Override
    public boolean set(BasketOwner owner, Sku sku, Quantity quantity) {
      return sound.set(owner, sku, quantity);
    }

    @Override
    public boolean remove(BasketOwner owner, Sku sku) {
      return sound.remove(owner, sku);
    }

    @Override
    public void clear(BasketOwner owner) {
      sound.clear(owner);
    }

    @Override
    public boolean endGeneration(
        BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
      return sound.endGeneration(owner, generation, bought);
    }

    @Override
    public boolean takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
      return sound.takeOut(owner, checkout, bought);
    }

    @Override
    public void forget(BasketOwner owner) {
      sound.forget(owner);
    }
  }

  private static final class BasketReadAndWritten extends Parts {
    @Override
    Baskets baskets(World world, Baskets all) {
      return new OtherBaskets(all) {
        @Override
        public Addition add(
            BasketOwner owner,
            Sku sku,
            Quantity quantity,
            int atMost,
            Optional<IdempotencyKey> key) {
          int before =
              sound.find(owner).lines().stream()
                  .filter(line -> line.sku().equals(sku))
                  .mapToInt(line -> line.quantity().value())
                  .sum();
          if (before + quantity.value() > atMost) {
            return new Addition.TooMany(before);
          }
          Quantity after = Quantity.of(before + quantity.value());
          sound.set(owner, sku, after);
          return new Addition.Added(after);
        }
      };
    }
  }

  private static final class TakenOutTwice extends Parts {
    @Override
    Baskets baskets(World world, Baskets all) {
      return new OtherBaskets(all) {
        @Override
        public boolean endGeneration(
            BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
          return sound.endGeneration(owner, sound.find(owner).generation(), bought);
        }
      };
    }
  }

  /** As if the id of a checkout were made of the buyer's key: each key is a basket of its own. */
  private static final class CheckoutNamedByItsKey extends Parts {
    @Override
    StartCheckout.Result start(World world, StartCheckout sound, StartCheckout.Command command) {
      Baskets named =
          new OtherBaskets(world.baskets()) {
            @Override
            public Basket find(BasketOwner owner) {
              Basket basket = sound.find(owner);
              long number = Long.parseLong(command.key().value().substring("key-".length()));
              return new Basket(basket.version(), new Generation(number), basket.lines());
            }
          };
      Checkouts asked =
          new OtherCheckouts(world.checkouts()) {
            @Override
            public Optional<Checkout> underWay(UserId user) {
              return Optional.empty();
            }
          };
      return new StartCheckout(
              named, world.replica(), asked, BasketSignals.NONE, world.scheduler()::instant)
          .handle(command);
    }
  }

  private static final class KeyNotUnique extends Parts {
    @Override
    SimulatedCheckouts checkouts(Gate gate, Journal journal) {
      return new SimulatedCheckouts(gate, journal) {
        @Override
        public Optional<Checkout> find(UserId user, IdempotencyKey key) {
          return super.find(user, key).filter(Checkout.Pending.class::isInstance);
        }

        @Override
        boolean mayUseItsKey(Checkout checkout) {
          return true;
        }
      };
    }
  }

  private static final class LinesLeaveLater extends Parts {
    @Override
    Baskets baskets(World world, Baskets all) {
      return new OtherBaskets(all) {
        @Override
        public boolean endGeneration(
            BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
          return sound.endGeneration(owner, generation, Map.of())
              && sound.takeOut(owner, Checkout.idOf(owner, generation), bought);
        }
      };
    }
  }

  private static final class LostBasketSoldAgain extends Parts {
    @Override
    Baskets baskets(World world, Baskets all) {
      return new OtherBaskets(all) {
        @Override
        public boolean endGeneration(
            BasketOwner owner, Generation generation, Map<Sku, Quantity> bought) {
          boolean reaction = world.scheduler().current().name().equals("basket-checkout");
          return sound.endGeneration(owner, generation, reaction ? bought : Map.of());
        }
      };
    }
  }

  private static final class OlderFactOverwrites extends Parts {
    private long heard;

    @Override
    ProductReplica replica(World world, ProductReplica sound) {
      return new ProductReplica() {
        @Override
        public void put(ProductState product) {
          sound.put(product);
        }

        @Override
        public void remove(ProductId product, Version version) {
          sound.remove(product, version);
        }

        @Override
        public void putAvailable(Sku sku, int available, Version stockVersion) {
          heard++;
          sound.putAvailable(sku, available, new Version(heard));
        }

        @Override
        public Map<Sku, ProductFacts> find(Collection<Sku> skus) {
          return sound.find(skus);
        }

        @Override
        public Set<Sku> skusOf(ProductId product) {
          return sound.skusOf(product);
        }

        @Override
        public String incarnation() {
          return sound.incarnation();
        }
      };
    }
  }

  private static final class ToldTwice extends Parts {
    private int told;

    @Override
    Feeds feeds(World world, Feeds sound) {
      return new Feeds() {
        @Override
        public void append(UserId user, List<Notice> notices) {
          List<Notice> news = new ArrayList<>();
          for (Notice notice : notices) {
            told++;
            news.add(
                new Notice(
                    Derivation.of("news", 1).with(told).id(),
                    notice.type(),
                    notice.occurredAt(),
                    notice.data()));
          }
          sound.append(user, news);
        }

        @Override
        public Optional<List<Entry>> after(UserId user, Position position, int limit) {
          return sound.after(user, position, limit);
        }

        @Override
        public Newest newest(UserId user, int limit) {
          return sound.newest(user, limit);
        }

        @Override
        public void forget(UserId user) {
          sound.forget(user);
        }
      };
    }
  }

  /** Writes a checkout of these lines, whatever they cost. */
  private static Checkout.Pending written(
      World world, StartCheckout.Command command, List<CheckoutLine> lines, Money total) {
    CheckoutId id = StartCheckout.formerIdOf(command.userId(), command.key());
    CheckoutContent content =
        new CheckoutContent(
            id,
            command.userId(),
            lines,
            total,
            Fingerprint.of(command.toString()),
            world.scheduler().instant(),
            new CheckoutOrigin(Generation.FIRST, Version.NEW, command.key().value()));
    Checkout.Pending checkout =
        Checkout.start(content, command.buyer(), new PaymentMethodToken(command.paymentMethod()));
    world.checkouts().save(checkout, List.of());
    return checkout;
  }

  private static List<CheckoutLine> lines(List<PricedLine> lines, Optional<Money> price) {
    List<CheckoutLine> all = new ArrayList<>();
    for (PricedLine line : lines) {
      ProductFacts facts = line.facts();
      if (facts != null) {
        all.add(
            new CheckoutLine(
                line.sku(),
                facts.productId(),
                facts.title(),
                line.quantity(),
                price.orElse(facts.unitPrice()),
                facts.taxRate()));
      }
    }
    return all;
  }

  private static final class PriceFromClient extends Parts {
    @Override
    StartCheckout.Result start(World world, StartCheckout sound, StartCheckout.Command command) {
      StartCheckout.Result result = sound.handle(command);
      if (result instanceof StartCheckout.Result.PriceChanged changed
          && changed.lines().size() == 1
          && changed.lines().getFirst().quantity().value() == 1) {
        written(
            world,
            command,
            lines(changed.lines(), Optional.of(command.expectedTotal())),
            command.expectedTotal());
      }
      return result;
    }
  }

  private static final class RefusedButKept extends Parts {
    @Override
    StartCheckout.Result start(World world, StartCheckout sound, StartCheckout.Command command) {
      StartCheckout.Result result = sound.handle(command);
      if (result instanceof StartCheckout.Result.PriceChanged changed) {
        written(world, command, lines(changed.lines(), Optional.empty()), changed.total());
      }
      return result;
    }
  }
}
