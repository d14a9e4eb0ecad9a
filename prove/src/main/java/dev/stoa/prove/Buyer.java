package dev.stoa.prove;

import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.CheckoutView;
import dev.stoa.basket.application.ClearBasket;
import dev.stoa.basket.application.ReadBasket;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.RemoveFromBasket;
import dev.stoa.basket.application.SetQuantity;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.PricedBasket;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.ordering.domain.Order;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who buys: fills a basket, starts a checkout, asks again when no answer comes, waits for
 * the end, and writes down what was answered.
 */
final class Buyer implements Runnable {
  private static final List<PostalAddress> CITIES =
      List.of(
          new PostalAddress("Somebody", "1 Hill Street", null, "10115", "Berlin", null, "DE"),
          new PostalAddress(
              "Somebody", "2 Long Lane", "third floor", "EC1A 9HF", "London", null, "GB"),
          new PostalAddress("Somebody", "3 Main Street", null, "62701", "Springfield", "IL", "US"),
          new PostalAddress("Somebody", "4 Harbour Road", "Flat 4", null, "Hong Kong", null, "HK"));

  private static final long[] POLLS = {
    200, 500, 1_000, 3_000, 10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000
  };

  private final World world;
  private final Desk desk;
  private final Chance chance;
  private final String name;
  private final UserId user;
  private final BasketOwner owner;
  private final List<Sku> skus;
  private final int purchases;
  private final IntPredicate made;
  private final Answers.Expected basket;
  private final BasketViews view;
  private int keys;
  private boolean mayChange = true;
  private boolean sentTwice;

  /**
   * A buyer who has not come yet.
   *
   * @param purchases how many purchases the buyer has in mind
   * @param made which of these, counted from 0, the buyer makes
   */
  Buyer(World world, Chance chance, int number, List<Sku> skus, int purchases, IntPredicate made) {
    this.world = world;
    this.desk = new Desk(world);
    this.chance = chance;
    this.name = "buyer-" + number;
    this.user = new UserId(Derivation.of("prove-buyer", 1).with(number).id());
    this.owner = BasketOwner.user(user);
    this.skus = skus;
    this.purchases = purchases;
    this.made = made;
    this.basket = world.answers().basket(user);
    this.view = new BasketViews(world, name);
    world.trace().name(user.value(), name);
  }

  String name() {
    return name;
  }

  @Override
  public void run() {
    pause(chance.percent(50) ? 50 : 60_000);
    for (int i = 0; i < purchases; i++) {
      for (int attempt = 1; attempt <= 3 && made.test(i); attempt++) {
        fillBasket();
        if (buy()) {
          break;
        }
      }
      pause(20_000);
    }
  }

  private void fillBasket() {
    int lines = chance.between(1, 3);
    for (int i = 0; i < lines; i++) {
      add(chance.pick(skus), chance.percent(70) ? 1 : chance.between(2, 3));
    }
    if (mayChange && chance.percent(15)) {
      set(chance.pick(skus), chance.between(1, 3));
    }
    if (mayChange && chance.percent(10)) {
      remove(chance.pick(skus));
    }
    if (mayChange && chance.percent(2)) {
      clear();
    }
  }

  private void add(Sku sku, int pieces) {
    AddToBasket.Command command =
        new AddToBasket.Command(owner, sku, Quantity.of(pieces), Optional.of(nextKey()));
    String what = "adds " + pieces + " " + sku + " to the basket";
    twice(
        what,
        () -> {
          basket.asked(sku, pieces, true);
          desk.ask(Node.Part.BASKET, what, addition(command));
        });
    boolean first = !sentTwice;
    for (int attempt = 1; attempt <= 5; attempt++) {
      basket.asked(sku, pieces, attempt > 1);
      AddToBasket.Result result = desk.ask(Node.Part.BASKET, what, addition(command));
      switch (result) {
        case null -> {
          first = false;
          pause(2_000);
        }
        case AddToBasket.Result.Added added -> {
          world.answers().count();
          basket.added(sku, pieces, true);
          return;
        }
        case AddToBasket.Result.UnknownProduct no -> {
          notAdded(sku, pieces, first);
          return;
        }
        case AddToBasket.Result.NotEnoughStock no -> {
          notAdded(sku, pieces, first);
          return;
        }
        case AddToBasket.Result.TooManyOfOne no -> {
          notAdded(sku, pieces, first);
          return;
        }
        case AddToBasket.Result.BasketFull no -> {
          notAdded(sku, pieces, first);
          return;
        }
        case AddToBasket.Result.KeyReused no -> {
          world
              .answers()
              .untrue(name + " was told that a key was used for another addition, which is not so");
          return;
        }
      }
    }
    basket.added(sku, pieces, false);
    mayChange = false;
  }

  private Supplier<AddToBasket.Result> addition(AddToBasket.Command command) {
    return () -> world.shop().addToBasket.handle(command);
  }

  /** A refusal after a request without an answer leaves open whether that one was carried out. */
  private void notAdded(Sku sku, int pieces, boolean first) {
    if (!first) {
      basket.added(sku, pieces, false);
      mayChange = false;
    }
  }

  private void set(Sku sku, int pieces) {
    SetQuantity.Command command = new SetQuantity.Command(owner, sku, Quantity.of(pieces));
    boolean first = true;
    for (int attempt = 1; attempt <= 5; attempt++) {
      basket.asked(sku, pieces, false);
      SetQuantity.Result result =
          desk.ask(
              Node.Part.BASKET,
              "sets " + sku + " to " + pieces,
              () -> world.shop().setQuantity.handle(command));
      if (result instanceof SetQuantity.Result.Changed) {
        world.answers().count();
        basket.set(sku, pieces, true);
        return;
      }
      if (result != null) {
        if (!first) {
          basket.set(sku, pieces, false);
        }
        return;
      }
      first = false;
      pause(2_000);
    }
    basket.set(sku, pieces, false);
  }

  private void remove(Sku sku) {
    for (int attempt = 1; attempt <= 5; attempt++) {
      RemoveFromBasket.Result result =
          desk.ask(
              Node.Part.BASKET,
              "removes " + sku,
              () -> world.shop().removeFromBasket.handle(new RemoveFromBasket.Command(owner, sku)));
      if (result != null) {
        world.answers().count();
        basket.set(sku, 0, true);
        return;
      }
      pause(2_000);
    }
    basket.set(sku, 0, false);
  }

  private void clear() {
    for (int attempt = 1; attempt <= 5; attempt++) {
      String done =
          desk.ask(
              Node.Part.BASKET,
              "clears the basket",
              () -> {
                world.shop().clearBasket.handle(new ClearBasket.Command(owner));
                return "done";
              });
      if (done != null) {
        world.answers().count();
        skus.forEach(sku -> basket.set(sku, 0, true));
        return;
      }
      pause(2_000);
    }
    skus.forEach(sku -> basket.set(sku, 0, false));
  }

  /** Buys what is in the basket, looking again when something is in the way; whether it began. */
  private boolean buy() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      PricedBasket seen = look();
      if (seen == null || seen.isEmpty()) {
        return false;
      }
      if (!seen.unavailable().isEmpty()) {
        if (!mayChange) {
          return false;
        }
        seen.unavailable().stream().map(PricedLine::sku).forEach(this::remove);
        continue;
      }
      Money total = seen.total().orElse(null);
      if (total == null) {
        return false;
      }
      // Sometimes a client lies about the price, and must fail.
      boolean lies = chance.percent(4);
      Money offered = lies ? total.minus(Money.ofMinor(1, "EUR")) : total;
      if (chance.percent(5)) {
        meddle(chance.pick(seen.lines()).sku());
      }
      // Some clients say which basket the buyer saw, and some do not.
      Version version = chance.percent(50) ? seen.version() : null;
      if (chance.percent(25)) {
        anotherTab(total, version);
      }
      CheckoutView started = start(offered, version);
      if (started != null) {
        follow(started);
        return true;
      }
    }
    return false;
  }

  /** Right now somebody changes what this buyer is about to buy. */
  private void meddle(Sku sku) {
    Admin admin = new Admin(world, new Chance(chance.next(), "meddle"), 9, skus, 0);
    world.scheduler().spawn(admin.name(), null, () -> admin.meddle(sku));
  }

  private @Nullable PricedBasket look() {
    for (int attempt = 1; attempt <= 5; attempt++) {
      PricedBasket seen =
          desk.ask(
              Node.Part.BASKET,
              "looks into the basket",
              () -> world.shop().readBasket.handle(new ReadBasket.Query(owner)));
      if (seen != null) {
        view.check(seen);
        return seen;
      }
      pause(3_000);
    }
    return null;
  }

  /**
   * The buyer has the shop open twice, and buys in both tabs: the other one has a key of its own,
   * as it knows nothing of this one. It asks once or twice and is closed then.
   */
  private void anotherTab(Money total, @Nullable Version version) {
    IdempotencyKey key = nextKey();
    String token = card(key);
    dev.stoa.basket.domain.Buyer person = person();
    Answers.Request request =
        world.answers().request(new Attempt(user, key.value()), total, token, person);
    StartCheckout.Command command =
        new StartCheckout.Command(user, key, total, version, token, person);
    String what = "starts the checkout " + key.value() + " of " + total + " in another tab";
    long after = chance.between(0, chance.percent(50) ? 100 : 30_000) * 1_000L;
    int times = chance.between(1, 2);
    overlap();
    world
        .scheduler()
        .spawn(
            name + "-tab",
            null,
            () -> {
              world.scheduler().sleep(after);
              for (int i = 0; i < times; i++) {
                request.sent++;
                StartCheckout.Result result = askToStart(what, command);
                if (result instanceof StartCheckout.Result.Started started) {
                  acknowledged(request, started.checkout(), key);
                } else if (result instanceof StartCheckout.Result.Repeated repeated) {
                  acknowledged(request, repeated.checkout(), key);
                } else if (result instanceof StartCheckout.Result.CheckoutUnderWay other) {
                  told(other.checkout());
                } else if (result instanceof StartCheckout.Result.KeyReused) {
                  world.answers().untrue(name + " was told that a key was used before: not so");
                }
              }
            });
  }

  private String card(IdempotencyKey key) {
    int card = chance.below(100);
    String kind = card < 70 ? "good" : card < 80 ? "bad" : card < 92 ? "slow-good" : "slow-bad";
    return kind + "-" + name + "-" + key.value();
  }

  /**
   * Starts a checkout and returns it, or the one that is under way; null when it was refused or no
   * answer ever came.
   */
  private @Nullable CheckoutView start(Money total, @Nullable Version version) {
    IdempotencyKey key = nextKey();
    String token = card(key);
    dev.stoa.basket.domain.Buyer person = person();
    Answers.Request request =
        world.answers().request(new Attempt(user, key.value()), total, token, person);
    StartCheckout.Command command =
        new StartCheckout.Command(user, key, total, version, token, person);
    String what = "starts the checkout " + key.value() + " of " + total;
    twice(
        what,
        () -> {
          request.sent++;
          StartCheckout.Result result = askToStart(what, command);
          if (result instanceof StartCheckout.Result.Started started) {
            acknowledged(request, started.checkout(), key);
          } else if (result instanceof StartCheckout.Result.Repeated repeated) {
            acknowledged(request, repeated.checkout(), key);
          }
        });
    for (int attempt = 1; attempt <= 6; attempt++) {
      request.sent++;
      switch (askToStart(what, command)) {
        case null -> pause(4_000);
        case StartCheckout.Result.Started started -> {
          acknowledged(request, started.checkout(), key);
          return started.checkout();
        }
        case StartCheckout.Result.Repeated repeated -> {
          acknowledged(request, repeated.checkout(), key);
          return repeated.checkout();
        }
        case StartCheckout.Result.CheckoutUnderWay other -> {
          refused(request);
          told(other.checkout());
          return other.checkout();
        }
        case StartCheckout.Result.EmptyBasket no -> {
          return refused(request);
        }
        case StartCheckout.Result.BasketChanged no -> {
          return refused(request);
        }
        case StartCheckout.Result.PriceChanged no -> {
          return refused(request);
        }
        case StartCheckout.Result.LinesUnavailable no -> {
          return refused(request);
        }
        case StartCheckout.Result.KeyReused no -> {
          world
              .answers()
              .untrue(name + " was told that a key was used for another checkout: not so");
          return null;
        }
        case StartCheckout.Result.InvalidPaymentMethod no -> {
          world.answers().untrue(name + " was told that " + token + " is no payment method");
          return null;
        }
      }
    }
    // Gave up without an answer: it may have been started, and may still take things out.
    overlap();
    return null;
  }

  /** Everybody lives somewhere else, and some send the goods or the invoice somewhere else. */
  private dev.stoa.basket.domain.Buyer person() {
    PostalAddress shipping = address("");
    return new dev.stoa.basket.domain.Buyer(
        new EmailAddress(name + "-" + keys + "@example.com"),
        shipping,
        chance.percent(60) ? address(" and Sons") : shipping);
  }

  private PostalAddress address(String suffix) {
    PostalAddress city = chance.pick(CITIES);
    return new PostalAddress(
        name + suffix,
        city.street(),
        city.addition(),
        city.postalCode(),
        city.city(),
        city.region(),
        city.country());
  }

  private StartCheckout.@Nullable Result askToStart(String what, StartCheckout.Command command) {
    return desk.ask(Node.Part.BASKET, what, () -> world.start(command));
  }

  private void acknowledged(Answers.Request request, CheckoutView view, IdempotencyKey key) {
    name(view.id(), key);
    world.answers().count();
    request.acknowledged = true;
    told(view);
  }

  private @Nullable CheckoutView refused(Answers.Request request) {
    request.refused = true;
    if (request.sent > 1 || sentTwice) {
      overlap();
    }
    return null;
  }

  /** Looks at the checkout again and again until it has ended, or patience has. */
  private void follow(CheckoutView started) {
    CheckoutView last = started;
    for (long poll : POLLS) {
      if (last.isClosed()) {
        break;
      }
      world.scheduler().sleep(poll * 1_000);
      ReadCheckout.Result result =
          desk.ask(
              Node.Part.BASKET,
              "looks at the checkout",
              () -> world.shop().readCheckout.handle(new ReadCheckout.Query(user, started.id())));
      switch (result) {
        case null -> {}
        case ReadCheckout.Result.Found found -> {
          told(found.checkout());
          last = found.checkout();
        }
        case ReadCheckout.Result.NotFound gone ->
            world
                .answers()
                .untrue(name + " was told that the acknowledged " + started.id() + " is not there");
      }
    }
    if (last.status() == CheckoutView.Status.COMPLETED) {
      basket.bought(last);
    }
    if (!last.isClosed() || last.status() == CheckoutView.Status.REFUNDED) {
      overlap();
    }
  }

  /** What a buyer is told must be so at that moment. */
  private void told(CheckoutView view) {
    world.answers().told(view);
    OrderId orderId = view.orderId();
    if (orderId != null) {
      Order order = world.orders().stored(orderId).orElse(null);
      if (order == null || !order.userId().equals(user)) {
        world.answers().untrue(name + " was told of the order " + orderId + ", which is not there");
      }
    }
    PaymentId paymentId = view.paymentId();
    if (paymentId != null) {
      Payment payment = world.payments().stored(paymentId).orElse(null);
      boolean fits =
          switch (view.status()) {
            case COMPLETED ->
                payment instanceof Payment.Captured
                    || payment instanceof Payment.RefundRequested
                    || payment instanceof Payment.Refunded;
            case DECLINED -> Checks.isDeclined(payment);
            case REFUNDED -> payment instanceof Payment.Refunded;
            case PENDING, REFUSED -> false;
          };
      if (!fits) {
        world
            .answers()
            .untrue(
                name
                    + " was told that "
                    + view.id()
                    + " is "
                    + view.status()
                    + ", but: "
                    + payment);
      }
    }
  }

  /** Maybe the same request arrives a second time, from somewhere else. */
  private void twice(String what, Runnable request) {
    sentTwice = world.faults().happens(Fault.SENT_TWICE);
    if (sentTwice) {
      world.trace().fault("the request arrives twice: " + what);
      int delay = world.faults().between(0, 5_000);
      world
          .scheduler()
          .spawn(
              name + "-twin",
              null,
              () -> {
                world.scheduler().sleep(delay * 1_000L);
                request.run();
              });
    }
  }

  private void overlap() {
    basket.overlap();
    mayChange = false;
  }

  private void pause(int atMostMillis) {
    world.scheduler().sleep(chance.between(1, atMostMillis) * 1_000L);
  }

  private IdempotencyKey nextKey() {
    keys++;
    return new IdempotencyKey("key-" + keys);
  }

  private void name(CheckoutId id, IdempotencyKey key) {
    if (world.trace().isWanted()) {
      String of = name + "/" + key.value();
      PaymentId payment = Payment.idOf(id);
      world.trace().name(id.value(), "checkout(" + of + ")");
      world.trace().name(payment.value(), "payment(" + of + ")");
      world.trace().name(OrderId.of(id).value(), "order(" + of + ")");
      world.trace().name(Invoice.idOf(payment).value(), "invoice(" + of + ")");
      world.trace().name(Invoice.creditNoteIdOf(payment).value(), "credit-note(" + of + ")");
    }
  }
}
