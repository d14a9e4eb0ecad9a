package dev.stoa.prove;

import dev.stoa.basket.application.CheckoutView;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockLedger;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.notification.domain.Notice;
import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.domain.OrderLine;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lays the books of all sides next to each other when a history has come to rest. */
final class Checks {
  /** So long after its time a hold may end when nothing goes wrong. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final World world;
  private final Findings findings;
  private final Answers answers;

  Checks(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    this.answers = world.answers();
  }

  /** Everything that can be seen once the history is at rest. */
  void all() {
    stock();
    charges();
    prices();
    acknowledgements();
    numbers();
    ends();
    events();
    new BasketChecks(world, findings).all();
    baskets();
    told();
    refusals();
    new Goods(world, findings).check();
    world.sales().check(world, findings);
    new Papers(world, findings).check();
    new Notices(world, findings).check();
  }

  private void stock() {
    Map<Sku, Long> ordered = new HashMap<>();
    for (Order order : world.orders().stored()) {
      if (order instanceof Order.Placed placed) {
        for (OrderLine line : placed.content().lines()) {
          ordered.merge(line.sku(), (long) line.quantity().value(), Long::sum);
        }
      }
    }
    Set<Sku> skus = new TreeSet<>(ordered.keySet());
    world.stocks().stored().forEach(stock -> skus.add(stock.id()));
    for (Sku sku : skus) {
      ledger(world.stocks().stored(sku), ordered.getOrDefault(sku, 0L));
    }
  }

  private void ledger(Stock stock, long ordered) {
    List<StockMovement> ledger = world.stocks().storedLedger(stock.id());
    long there = 0;
    long onHand = 0;
    long held = 0;
    long lowest = 0;
    long sequence = 0;
    boolean counted = true;
    Map<CheckoutId, int[]> holds = new HashMap<>();
    Set<String> keys = new HashSet<>();
    boolean once = true;
    Losses losses = Losses.of(ledger);
    for (StockMovement movement : ledger) {
      onHand += movement.onHand();
      held += movement.held();
      lowest = Math.min(lowest, Math.min(onHand - held, held));
      sequence++;
      counted &= movement.sequence() == sequence;
      once &= keys.add(movement.key().value());
      switch (movement.kind()) {
        case RECEIVED, ADJUSTED -> {
          there += movement.onHand();
          losses.by(movement).forEach(lost -> holds.computeIfAbsent(lost, c -> new int[2])[1]++);
        }
        case HELD -> hold(holds, movement)[0]++;
        case RELEASED, EXPIRED -> hold(holds, movement)[1]++;
        case SOLD -> hold(holds, movement)[1] += movement.held() == 0 ? 0 : 1;
        case RETURNED -> {}
      }
    }
    findings.check(
        Promise.NEVER_OVERSOLD,
        ordered <= there && lowest >= 0,
        "of %s %d were there, but %d are ordered, and at worst %d were available",
        stock.id(),
        there,
        ordered,
        lowest);
    findings.check(
        Promise.STOCK_IS_ITS_LEDGER,
        StockLedger.fold(ledger).equals(stock.figures())
            && counted
            && stock.sequence() == sequence
            && once,
        "%s, but its ledger adds up to %s in %d movements",
        stock,
        StockLedger.fold(ledger),
        ledger.size());
    holds.forEach((checkout, times) ->
        findings.check(
            Promise.HOLD_ENDS_ONCE,
            times[0] == 1 && times[1] == 1,
            "%s was held %d times for %s, and the hold ended %d times",
            stock.id(),
            times[0],
            checkout,
            times[1]));
    findings.check(
        Promise.HOLD_ENDS_ONCE, stock.held() == 0, "%s, though every payment has decided", stock);
    inTime(ledger);
    for (Order order : world.orders().stored()) {
      if (order instanceof Order.Placed) {
        for (OrderLine line : order.content().lines()) {
          if (line.sku().equals(stock.id())) {
            CheckoutId checkout = order.content().checkoutId();
            findings.check(
                Promise.NEVER_OVERSOLD,
                keys.contains(MovementKey.sold(checkout).value())
                    && !keys.contains(MovementKey.returned(checkout).value()),
                "%s is ordered by %s, but the ledger has not sold it to that checkout",
                line.sku(),
                checkout);
          }
        }
      }
    }
  }

  /** A payment decides by its deadline, as soon as the faults of the history let it. */
  private void inTime(List<StockMovement> ledger) {
    Map<CheckoutId, Instant> until = new HashMap<>();
    Duration slack = SLACK.plusNanos(world.faults().lost() * 1_000);
    for (StockMovement movement : ledger) {
      if (movement.kind() == StockMovement.Kind.HELD) {
        until.put(Losses.checkoutOf(movement), movement.at().plus(world.holdDuration()));
      } else if (movement.held() < 0) {
        Instant due = until.get(Losses.checkoutOf(movement));
        findings.check(
            Promise.HOLD_ENDS_ONCE,
            due == null || !movement.at().isAfter(due.plus(slack)),
            "%s was due at %s, but ended with %s",
            movement.sku(),
            due,
            movement);
      }
    }
  }

  private static int[] hold(Map<CheckoutId, int[]> holds, StockMovement movement) {
    if (movement.kind() == StockMovement.Kind.SOLD && movement.held() == 0) {
      return new int[2];
    }
    return holds.computeIfAbsent(Losses.checkoutOf(movement), c -> new int[2]);
  }

  private void charges() {
    Map<String, List<SimulatedGateway.Charge>> byToken = new TreeMap<>();
    for (SimulatedGateway.Charge charge : world.gateway().charges()) {
      if (charge.isGood()) {
        byToken.computeIfAbsent(charge.token, t -> new ArrayList<>()).add(charge);
      }
    }
    answers
        .requests()
        .forEach((attempt, request) -> {
          CheckoutId id = checkoutOf(attempt).map(Checkout::id).orElse(null);
          List<SimulatedGateway.Charge> charges = byToken.remove(request.token);
          int times = charges == null ? 0 : charges.size();
          findings.check(
              Promise.CHARGED_ONCE,
              times <= 1,
              "the buyer of %s was charged %d times",
              attempt,
              times);
          if (id == null) {
            findings.check(
                Promise.CHARGE_HAS_ORDER_AND_INVOICE,
                charges == null,
                "%s was charged, but came to no checkout",
                attempt);
            return;
          }
          if (charges != null) {
            charges.forEach(charge -> charge(id, charge));
          }
          findings.check(
              Promise.CHARGE_HAS_ORDER_AND_INVOICE,
              times > 0 || world.orders().stored(orderOf(id)).isEmpty(),
              "%s was ordered, but never charged",
              id);
        });
    byToken.forEach((token, charges) ->
        findings.check(
            Promise.CHARGE_HAS_ORDER_AND_INVOICE,
            false,
            "%s was charged, but nobody asked for it",
            token));
  }

  private void charge(CheckoutId id, SimulatedGateway.Charge charge) {
    PaymentId payment = Payment.idOf(id);
    Order order = world.orders().stored(orderOf(id)).orElse(null);
    List<Invoice> invoices = new ArrayList<>();
    List<Invoice> notes = new ArrayList<>();
    for (Invoice invoice : world.invoices().stored()) {
      if (invoice.paymentId().equals(payment)) {
        (invoice.type() == InvoiceType.INVOICE ? invoices : notes).add(invoice);
      }
    }
    boolean refunded = charge.refunded() == charge.amount.minorUnits();
    boolean kept =
        charge.refunded() == 0
            && order instanceof Order.Placed
            && invoices.size() == 1
            && notes.isEmpty()
            && order.content().total().equals(charge.amount)
            && invoices.getFirst().content().totals().gross().equals(charge.amount);
    boolean back =
        refunded
            && !(order instanceof Order.Placed)
            && invoices.size() == notes.size()
            && invoices.size() <= 1;
    findings.check(
        Promise.CHARGE_HAS_ORDER_AND_INVOICE,
        kept || back,
        "%s of %s was charged %s and got %d cents back, and has %s, %d invoices and %d credit"
            + " notes",
        charge.key,
        id,
        charge.amount,
        charge.refunded(),
        order == null ? "no order" : "an order " + order.getClass().getSimpleName(),
        invoices.size(),
        notes.size());
  }

  private static OrderId orderOf(CheckoutId id) {
    return OrderId.of(id);
  }

  private void prices() {
    for (Checkout checkout : world.checkouts().stored()) {
      Attempt attempt = Attempt.of(checkout);
      Answers.Request request = attempt == null ? null : answers.requests().get(attempt);
      Money sum = Money.ofMinor(0, "EUR");
      boolean known = true;
      for (CheckoutLine line : checkout.content().lines()) {
        sum = sum.plus(line.unitPrice().times(line.quantity()));
        known &= answers.prices(line.sku()).contains(line.unitPrice());
      }
      boolean agreed =
          request != null
              && request.total.equals(checkout.content().total())
              && sum.equals(request.total);
      findings.check(
          Promise.PRICE_AS_AGREED,
          known && agreed,
          "%s is of %s, its lines add up to %s, and the buyer agreed to %s",
          checkout.id(),
          checkout.content().total(),
          sum,
          request == null ? "nothing" : request.total);
    }
    for (SimulatedGateway.Charge charge : world.gateway().charges()) {
      for (Answers.Request request : answers.requests().values()) {
        if (request.token.equals(charge.token)) {
          findings.check(
              Promise.PRICE_AS_AGREED,
              request.total.equals(charge.amount),
              "%s was charged %s, but the buyer agreed to %s",
              charge.token,
              charge.amount,
              request.total);
        }
      }
    }
  }

  private void acknowledgements() {
    answers
        .requests()
        .forEach((attempt, request) -> {
          if (request.acknowledged) {
            findings.check(
                Promise.ACKNOWLEDGED_IS_KEPT,
                checkoutOf(attempt).isPresent(),
                "%s was acknowledged, but is not there",
                attempt);
          }
        });
    for (Answers.Moved moved : answers.movements()) {
      String key = MovementKey.recorded(moved.id()).value();
      long times =
          world.stocks().storedLedger(moved.sku()).stream()
              .filter(m -> m.key().value().equals(key) && m.onHand() == moved.delta())
              .count();
      findings.check(
          Promise.ACKNOWLEDGED_IS_KEPT,
          times == 1,
          "the movement of %d %s was acknowledged, but is in the ledger %d times",
          moved.delta(),
          moved.sku(),
          times);
    }
    for (Answers.Changed changed : answers.changes()) {
      Optional<Product> product = world.products().stored(changed.id());
      boolean kept =
          product
              .map(p ->
                  p.version().compareTo(changed.version()) > 0
                      || (p.version().equals(changed.version())
                          && p.details().equals(changed.details())))
              .orElseGet(() -> world.products().wasDeleted(changed.id()));
      findings.check(
          Promise.ACKNOWLEDGED_IS_KEPT,
          kept,
          "%s was acknowledged at version %s, but is %s",
          changed.id(),
          changed.version(),
          product);
    }
    for (ProductId id : answers.deleted()) {
      findings.check(
          Promise.ACKNOWLEDGED_IS_KEPT,
          world.products().stored(id).isEmpty(),
          "the deletion of %s was acknowledged, but it is there",
          id);
    }
  }

  private void numbers() {
    Map<String, TreeSet<Long>> series = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (Invoice invoice : world.invoices().stored()) {
      String name = invoice.number().series().toString();
      series.computeIfAbsent(name, s -> new TreeSet<>()).add(invoice.number().sequence());
      counts.merge(name, 1, Integer::sum);
    }
    series.forEach((name, numbers) ->
        findings.check(
            Promise.NUMBERS_WITHOUT_GAP,
            numbers.first() == 1
                && numbers.last() == numbers.size()
                && numbers.size() == counts.getOrDefault(name, 0),
            "the series %s has %s invoices with the numbers %s",
            name,
            counts.get(name),
            numbers));
  }

  private void ends() {
    Set<CheckoutId> lost = Losses.of(world);
    for (Checkout checkout : world.checkouts().stored()) {
      findings.check(
          Promise.FINAL_IS_FINAL,
          !(checkout instanceof Checkout.Refunded) || lost.contains(checkout.id()),
          "%s was completed, and then its goods were not there, though nobody lost them",
          checkout.id());
      findings.check(
          Promise.EVERY_CHECKOUT_ENDS,
          checkout instanceof Checkout.Closed && settled(checkout),
          "%s is %s, its reservation %s, its payment %s, its order %s",
          checkout.id(),
          checkout.getClass().getSimpleName(),
          world
              .reservations()
              .stored(checkout.id())
              .map(r -> r.state().getClass().getSimpleName())
              .orElse("missing"),
          world
              .payments()
              .stored(Payment.idOf(checkout.id()))
              .map(p -> p.getClass().getSimpleName())
              .orElse("missing"),
          world
              .orders()
              .stored(orderOf(checkout.id()))
              .map(o -> o.getClass().getSimpleName())
              .orElse("missing"));
    }
    for (Payment payment : world.payments().stored()) {
      findings.check(
          Promise.EVERY_CHECKOUT_ENDS,
          !(payment instanceof Payment.Unresolved) && !(payment instanceof Payment.NeedsDecision),
          "%s is left %s",
          payment.id(),
          payment.getClass().getSimpleName());
    }
    findings.check(
        Promise.EVERY_CHECKOUT_ENDS, !world.scheduler().exhausted(), "the shop never came to rest");
    world
        .deadLetters()
        .stored()
        .forEach(letter ->
            findings.check(
                Promise.EVERY_CHECKOUT_ENDS,
                false,
                "%s can never handle %s: %s",
                letter.group(),
                letter.type(),
                letter.cause().lines().findFirst().orElse("")));
    answers
        .failures()
        .forEach(failure -> findings.check(Promise.EVERY_CHECKOUT_ENDS, false, "%s", failure));
  }

  /** Whether all contexts ended the purchase in the same way. */
  private boolean settled(Checkout checkout) {
    Payment payment = world.payments().stored(Payment.idOf(checkout.id())).orElse(null);
    Order order = world.orders().stored(orderOf(checkout.id())).orElse(null);
    Reservation.State stock =
        world.reservations().stored(checkout.id()).map(Reservation::state).orElse(null);
    return switch (checkout) {
      case Checkout.Pending pending -> false;
      case Checkout.Completed completed ->
          payment instanceof Payment.Captured
              && order instanceof Order.Placed
              && stock instanceof Reservation.Sold;
      case Checkout.Declined declined ->
          isDeclined(payment) && order == null && stock instanceof Reservation.Released;
      case Checkout.Refused refused ->
          payment == null && order == null && stock instanceof Reservation.Refused;
      case Checkout.Refunded refunded ->
          payment instanceof Payment.Refunded
              && order instanceof Order.Cancelled
              && stock instanceof Reservation.FallenShort;
    };
  }

  /** Whether buyers may be told that it was declined. */
  static boolean isDeclined(@Nullable Payment payment) {
    return payment instanceof Payment.Declined
        || payment instanceof Payment.Expired
        || payment instanceof Payment.ChargedLate
        || payment instanceof Payment.GivenBack;
  }

  private void events() {
    for (Message message : world.journal().messages()) {
      for (int group = 0; group < world.groups().size(); group++) {
        if (message.isWantedBy(group)) {
          findings.check(
              Promise.EVENTS_ARRIVE,
              message.wasHandledBy(group),
              "%s of %s never reached %s",
              message,
              message.aggregate(),
              world.groups().get(group).group());
        }
      }
    }
    world
        .outboxes()
        .forEach((store, outbox) ->
            findings.check(
                Promise.EVENTS_ARRIVE,
                outbox.oldest() == null,
                "in the outbox of %s events are left",
                store));
    List<String> outOfOrder = world.broker().outOfOrder();
    findings.check(
        Promise.EVENTS_IN_ORDER,
        outOfOrder.isEmpty(),
        "%s",
        outOfOrder.isEmpty() ? "" : outOfOrder.getFirst());
  }

  private void baskets() {
    answers
        .baskets()
        .forEach((user, expected) -> {
          if (expected.isLost()) {
            return;
          }
          Map<Sku, Integer> bought = new HashMap<>();
          for (Checkout checkout : world.checkouts().stored()) {
            boolean paid =
                checkout instanceof Checkout.Completed || checkout instanceof Checkout.Refunded;
            if (paid
                && checkout.content().userId().equals(user)
                && !expected.isSettled(checkout.id())) {
              for (CheckoutLine line : checkout.content().lines()) {
                bought.merge(line.sku(), line.quantity().value(), Integer::sum);
              }
            }
          }
          Map<Sku, Integer> basket = world.baskets().stored(BasketOwner.user(user));
          Set<Sku> skus = new TreeSet<>(expected.lines().keySet());
          skus.addAll(basket.keySet());
          for (Sku sku : skus) {
            int[] range = Objects.requireNonNullElse(expected.lines().get(sku), new int[2]);
            int taken = bought.getOrDefault(sku, 0);
            int least = Math.max(0, range[0] - taken);
            int most = expected.isOverlapping() ? Integer.MAX_VALUE : Math.max(0, range[1] - taken);
            int pieces = basket.getOrDefault(sku, 0);
            findings.check(
                Promise.BASKETS_KEEP_LINES,
                least <= pieces && pieces <= most,
                "the basket of %s holds %d %s, but %d to %d were put in and %d bought",
                user,
                pieces,
                sku,
                range[0],
                range[1],
                taken);
          }
        });
  }

  private void told() {
    Set<CheckoutId> lost = Losses.of(world);
    answers.untrue().forEach(what -> findings.check(Promise.TOLD_IS_TRUE, false, "%s", what));
    for (Answers.Told told : answers.told()) {
      CheckoutView view = told.view();
      Checkout checkout = world.checkouts().stored(view.id()).orElse(null);
      findings.check(
          view.status() == CheckoutView.Status.PENDING
              ? Promise.TOLD_IS_TRUE
              : Promise.FINAL_IS_FINAL,
          checkout != null && follows(view, checkout, lost),
          "a buyer was told that %s is %s, but it ended %s",
          view.id(),
          view.status(),
          checkout == null ? "missing" : checkout.getClass().getSimpleName());
    }
    for (UserId user : answers.baskets().keySet()) {
      notices(user);
    }
    for (Stock stock : world.stocks().stored()) {
      int available = world.replica().storedAvailable(stock.id());
      findings.check(
          Promise.TOLD_IS_TRUE,
          available == stock.available(),
          "buyers see %d %s, but %d are available",
          available,
          stock.id(),
          stock.available());
    }
    for (Sku sku : world.offers().skus()) {
      findings.check(
          Promise.TOLD_IS_TRUE,
          world.offers().of(sku).getLast().product() != null
              || world.replica().stored(List.of(sku)).isEmpty(),
          "buyers see %s, but it is gone",
          sku);
    }
    for (Product product : world.products().stored()) {
      for (Variant variant : product.details().variants()) {
        ProductFacts facts = world.replica().stored(List.of(variant.sku())).get(variant.sku());
        findings.check(
            Promise.TOLD_IS_TRUE,
            facts != null
                && facts.unitPrice().equals(variant.price())
                && facts.taxRate().equals(variant.taxRate())
                && facts.productId().equals(product.id())
                && facts.title().equals(product.details().title())
                && facts.active() == product.details().active(),
            "buyers see %s, but it is %s",
            facts,
            product.details());
      }
    }
  }

  /** Whether what was told can have become what it ended as. */
  private static boolean follows(CheckoutView view, Checkout end, Set<CheckoutId> lost) {
    boolean same =
        view.total().equals(end.content().total()) && view.lines().equals(end.content().lines());
    return same
        && switch (view.status()) {
          case PENDING -> true;
          case COMPLETED ->
              end instanceof Checkout.Completed
                  || (end instanceof Checkout.Refunded && lost.contains(end.id()));
          case REFUSED -> end instanceof Checkout.Refused;
          case DECLINED -> end instanceof Checkout.Declined;
          case REFUNDED -> end instanceof Checkout.Refunded;
        };
  }

  private void notices(UserId user) {
    List<Notice> notices = world.feeds().stored(user);
    Set<UUID> ids = new HashSet<>();
    boolean placed = false;
    for (Notice notice : notices) {
      findings.check(
          Promise.TOLD_IS_TRUE,
          ids.add(notice.id()) && holds(notice),
          "%s was told %s %s, which is not so",
          user,
          notice.type(),
          notice.data());
      placed |= notice.type().equals("order-placed");
    }
    for (Order order : world.orders().stored()) {
      if (order.userId().equals(user)) {
        findings.check(
            Promise.TOLD_IS_TRUE, placed, "%s was never told of the order %s", user, order.id());
      }
    }
  }

  private boolean holds(Notice notice) {
    return switch (notice.type()) {
      case "checkout-started" -> world.checkouts().stored(checkout(notice)).isPresent();
      case "stock-reserved" ->
          world
              .reservations()
              .stored(checkout(notice))
              .filter(r -> !(r.state() instanceof Reservation.Refused))
              .isPresent();
      case "stock-refused" ->
          world
              .reservations()
              .stored(checkout(notice))
              .filter(r -> r.state() instanceof Reservation.Refused)
              .isPresent();
      case "payment-captured" ->
          payment(notice) instanceof Payment.Captured
              || payment(notice) instanceof Payment.Refunded;
      case "payment-declined" -> isDeclined(payment(notice));
      case "payment-refunded" -> payment(notice) instanceof Payment.Refunded;
      case "order-placed" -> order(notice) != null;
      case "order-cancelled" -> order(notice) instanceof Order.Cancelled;
      case "invoice-issued", "credit-note-issued" ->
          world.invoices().stored().stream()
              .anyMatch(i -> i.number().toString().equals(notice.data().get("number")));
      default -> false;
    };
  }

  private static CheckoutId checkout(Notice notice) {
    return new CheckoutId(id(notice, "checkoutId"));
  }

  private @Nullable Payment payment(Notice notice) {
    return world.payments().stored(new PaymentId(id(notice, "paymentId"))).orElse(null);
  }

  private @Nullable Order order(Notice notice) {
    return world.orders().stored(new OrderId(id(notice, "orderId"))).orElse(null);
  }

  private static UUID id(Notice notice, String field) {
    return UUID.fromString(String.valueOf(notice.data().get(field)));
  }

  private void refusals() {
    answers
        .requests()
        .forEach((attempt, request) -> {
          if (request.refused && request.sent == 1) {
            findings.check(
                Promise.REFUSED_LEAVES_NO_TRACE,
                checkoutOf(attempt).isEmpty(),
                "%s was refused, but left a trace",
                attempt);
          }
        });
    for (Reservation reservation : world.reservations().stored()) {
      findings.check(
          Promise.REFUSED_LEAVES_NO_TRACE,
          world.checkouts().stored(reservation.id()).isPresent(),
          "goods were reserved for %s, which is not there",
          reservation.id());
    }
    for (Checkout checkout : world.checkouts().stored()) {
      if (checkout instanceof Checkout.Refused) {
        findings.check(
            Promise.REFUSED_LEAVES_NO_TRACE,
            world.payments().stored(Payment.idOf(checkout.id())).isEmpty()
                && world.orders().stored(orderOf(checkout.id())).isEmpty()
                && heldNothing(checkout),
            "%s was refused, but something of it is left",
            checkout.id());
      }
    }
    for (UUID id : answers.refusedMovements()) {
      String key = MovementKey.recorded(id).value();
      boolean there =
          world.stocks().stored().stream()
              .anyMatch(stock ->
                  world.stocks().storedLedger(stock.id()).stream()
                      .anyMatch(m -> m.key().value().equals(key)));
      findings.check(
          Promise.REFUSED_LEAVES_NO_TRACE,
          !there,
          "the movement %s was refused, but is in the ledger",
          id);
    }
  }

  private Optional<Checkout> checkoutOf(Attempt attempt) {
    return world.checkouts().stored(attempt.user(), attempt.key());
  }

  private boolean heldNothing(Checkout checkout) {
    for (CheckoutLine line : checkout.content().lines()) {
      if (world.stocks().stored(line.sku()).holdOf(checkout.id()).isPresent()) {
        return false;
      }
    }
    return true;
  }
}
