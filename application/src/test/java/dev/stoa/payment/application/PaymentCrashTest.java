package dev.stoa.payment.application;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.checkout;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.events.StockLostV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Patience;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentNeedsDecisionV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever call a crash follows or prevents: charged once, told once, never one without other. */
class PaymentCrashTest {
  private static final int CALLS = 14;
  private static final Patience PATIENCE = new Patience(Duration.ofHours(2), 5);

  PaymentCrashTest() {}

  @ParameterizedTest
  @ValueSource(strings = {"ok", "lost-before", "lost-after", "delayed"})
  void chargesOnceWhateverCallACrashFollows(String token) {
    for (int n = 1; n <= CALLS; n++) {
      for (boolean before : new boolean[] {true, false}) {
        World world = new World();
        world.crashAt(n, before);
        for (int delivery = 0; delivery < 3; delivery++) {
          world.survive(() -> world.charge().on(reserved(token)));
        }
        world.settle();

        assertThat(world.chargeCount).as("%s crash at %s", token, n).isEqualTo(1);
        assertThat(world.events(PaymentCreatedV1.class)).as("crash at %s", n).hasSize(1);
        assertThat(world.payment()).isInstanceOf(Payment.Captured.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad"})
  void tellsOnceOfARefusal(String token) {
    for (int n = 1; n <= CALLS; n++) {
      World world = new World();
      world.crashAt(n, n % 2 == 0);
      world.survive(() -> world.charge().on(reserved(token)));
      world.survive(() -> world.charge().on(reserved(token)));
      world.settle();

      assertThat(world.chargeCount).isZero();
      assertThat(world.events(PaymentDeclinedV1.class)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refundsOnceWhateverCallACrashFollows(boolean before) {
    for (int n = 1; n <= CALLS; n++) {
      World world = new World();
      world.charge().on(reserved("ok"));
      world.crashAt(n, before);
      for (int delivery = 0; delivery < 3; delivery++) {
        world.survive(() -> world.refund().on(shortStock()));
      }
      world.settle();

      assertThat(world.refunds).as("crash at %s", n).hasSize(1);
      assertThat(world.events(PaymentRefundedV1.class)).as("crash at %s", n).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok", "lost-before", "lost-after", "delayed"})
  void twoInstancesAtOnceChargeOnce(String token) throws Exception {
    World world = new World();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        running.add(threads.submit(() -> world.charge().on(reserved(token))));
        running.add(threads.submit(world::settle));
      }
    }
    for (Future<?> future : running) {
      finished(future);
    }
    world.settle();

    assertThat(world.chargeCount).isEqualTo(1);
    assertThat(world.events(PaymentCreatedV1.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "uncancellable", "lost-before", "silent"})
  void endsAtItsDeadlineWhateverCallACrashFollows(String token) {
    for (int n = 1; n <= CALLS; n++) {
      for (boolean before : new boolean[] {true, false}) {
        World world = new World();
        world.survive(() -> world.charge().on(reserved(token)));
        world.pass(900);
        world.crashAt(n, before);
        world.survive(() -> world.charge().on(reserved(token)));
        world.settle();

        if (world.payment() instanceof Payment.Captured) {
          // The crash lost the first answer, and by the second it was charged: still undecided.
          assertThat(token).isEqualTo("uncancellable");
          assertThat(world.events(PaymentCreatedV1.class)).hasSize(1);
          assertThat(world.events(PaymentDeclinedV1.class)).isEmpty();
          continue;
        }
        assertThat(world.events(PaymentDeclinedV1.class))
            .as("%s crash at %s", token, n)
            .singleElement()
            .satisfies(declined -> assertThat(declined.reason()).isEqualTo("expired"));
        assertThat(world.events(PaymentCreatedV1.class)).isEmpty();
        if (token.equals("uncancellable")) {
          assertThat(world.payment()).isInstanceOf(Payment.GivenBack.class);
          assertThat(world.refunds).hasSize(1);
          assertThat(world.events(PaymentRefundedV1.class)).isEmpty();
        } else {
          assertThat(world.payment()).isInstanceOf(Payment.Declined.class);
          assertThat(world.chargeCount).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "lost-before", "silent"})
  void declinesOnceWhenTheGoodsAreLostWhateverCallACrashFollows(String token) {
    for (int n = 1; n <= CALLS; n++) {
      for (boolean before : new boolean[] {true, false}) {
        World world = new World();
        world.survive(() -> world.charge().on(reserved(token)));
        world.crashAt(n, before);
        for (int delivery = 0; delivery < 3; delivery++) {
          world.survive(() -> world.lost().on(lostStock()));
        }
        world.survive(() -> world.charge().on(reserved(token)));
        world.settle();

        assertThat(world.events(PaymentDeclinedV1.class))
            .as("%s crash at %s", token, n)
            .singleElement()
            .satisfies(declined -> assertThat(declined.reason()).isEqualTo("stock-short"));
        assertThat(world.payment()).isInstanceOf(Payment.Declined.class);
        assertThat(world.chargeCount).isZero();
        assertThat(world.events(PaymentCreatedV1.class)).isEmpty();
      }
    }
  }

  @Test
  void leavesLostGoodsThatArePaidToTheStock() {
    World world = new World();
    world.lost().on(lostStock());
    assertThat(world.stored).isEmpty();
    world.survive(() -> world.charge().on(reserved("unanswered")));
    assertThat(world.payment()).isInstanceOf(Payment.Requested.class);
    world.lost().on(lostStock());
    world.lost().on(lostStock());

    assertThat(world.payment()).isInstanceOf(Payment.Captured.class);
    assertThat(world.events(PaymentCreatedV1.class)).hasSize(1);
    assertThat(world.events(PaymentDeclinedV1.class)).isEmpty();
  }

  @Test
  void goesOnWhenTheGatewayCannotStopAChargeOfLostGoods() {
    World world = new World();
    world.survive(() -> world.charge().on(reserved("uncancellable")));
    world.lost().on(lostStock());
    assertThat(world.payment()).isInstanceOf(Payment.Requested.class);
    assertThat(world.events(PaymentDeclinedV1.class)).isEmpty();

    world.lost().on(lostStock());
    assertThat(world.payment()).isInstanceOf(Payment.Captured.class);
    assertThat(world.events(PaymentCreatedV1.class)).hasSize(1);
  }

  @Test
  void takesWhatTheGatewayHadChargedBeforeTheDeadline() {
    World world = new World();
    world.survive(() -> world.charge().on(reserved("unanswered")));
    world.pass(900);
    world.settle();

    assertThat(world.payment()).isInstanceOf(Payment.Captured.class);
    assertThat(world.events(PaymentCreatedV1.class)).hasSize(1);
    assertThat(world.events(PaymentDeclinedV1.class)).isEmpty();
  }

  @Test
  void declinesWhatComesAfterTheDeadlineWithoutACall() {
    World world = new World();
    world.pass(900);
    world.charge().on(reserved("ok"));
    world.charge().on(reserved("ok"));
    world.settle();

    assertThat(world.payment())
        .isInstanceOfSatisfying(
            Payment.Declined.class, d -> assertThat(d.reason()).isEqualTo(Payment.EXPIRED));
    assertThat(world.events(PaymentDeclinedV1.class)).hasSize(1);
    assertThat(world.answers).isEmpty();
  }

  @Test
  void endsAtItsDeadlineThoughTheGatewayIsAway() {
    World world = new World();
    world.survive(() -> world.charge().on(reserved("never")));
    world.away = true;
    world.pass(900);
    world.settle();
    assertThat(world.payment()).isInstanceOf(Payment.Expired.class);
    assertThat(world.events(PaymentDeclinedV1.class)).hasSize(1);

    world.away = false;
    world.settle();
    assertThat(world.payment()).isInstanceOf(Payment.Declined.class);
    assertThat(world.events(PaymentDeclinedV1.class)).hasSize(1);
  }

  @Test
  void asksAPersonWhenTheGatewayGoesOnRefusingToGiveBack() {
    World world = new World();
    world.charge().on(reserved("ok"));
    world.refuseRefunds = true;
    world.refund().on(shortStock());
    world.settle();
    world.settle();

    assertThat(world.payment())
        .isInstanceOfSatisfying(
            Payment.NeedsDecision.class,
            waiting -> {
              assertThat(waiting.why()).isEqualTo(new Reason("no-funds"));
              assertThat(waiting.open()).isInstanceOf(Payment.RefundRequested.class);
            });
    assertThat(world.refundCalls).isEqualTo(5);
    assertThat(world.events(PaymentNeedsDecisionV1.class))
        .singleElement()
        .satisfies(event -> assertThat(event.open()).isEqualTo("refund-requested"));
    world.refund().on(shortStock());
    assertThat(world.refundCalls).isEqualTo(5);

    world.refuseRefunds = false;
    assertThat(world.decide(new DecidePayment.Decision.Retry()))
        .isInstanceOf(DecidePayment.Result.Decided.class);
    world.settle();
    assertThat(world.payment()).isInstanceOf(Payment.Refunded.class);
    assertThat(world.events(PaymentRefundedV1.class)).hasSize(1);
    assertThat(world.decide(new DecidePayment.Decision.Retry()))
        .isEqualTo(new DecidePayment.Result.NothingToDecide());
  }

  @Test
  void aRefundThatWasSettledByHandIsARefundForEverybodyOnce() {
    World world = new World();
    world.charge().on(reserved("ok"));
    world.refuseRefunds = true;
    world.refund().on(shortStock());
    world.settle();
    DecidePayment.Decision settled = new DecidePayment.Decision.Settled("paid by bank transfer");
    assertThat(world.decide(settled)).isInstanceOf(DecidePayment.Result.Decided.class);
    assertThat(world.decide(settled)).isInstanceOf(DecidePayment.Result.Decided.class);
    world.settle();

    assertThat(world.payment())
        .isInstanceOfSatisfying(
            Payment.SettledByHand.class,
            p -> assertThat(p.note().text()).isEqualTo("paid by bank transfer"));
    assertThat(world.events(PaymentRefundedV1.class)).hasSize(1);
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void asksAPersonWhenTheGatewayNeverSaysWhatBecameOfAnExpiredCharge() {
    World world = new World();
    world.survive(() -> world.charge().on(reserved("never")));
    world.away = true;
    for (int i = 0; i < 20; i++) {
      world.settle();
    }

    assertThat(world.payment())
        .isInstanceOfSatisfying(
            Payment.NeedsDecision.class,
            waiting -> assertThat(waiting.why()).isEqualTo(new Reason("undecided")));
    assertThat(world.events(PaymentNeedsDecisionV1.class)).hasSize(1);
    assertThat(world.events(PaymentDeclinedV1.class)).hasSize(1);
    world.decide(new DecidePayment.Decision.Settled("the provider says that it was not charged"));
    assertThat(world.payment()).isInstanceOf(Payment.SettledByHand.class);
    assertThat(world.events(PaymentRefundedV1.class)).isEmpty();
  }

  private static void finished(Future<?> future) throws InterruptedException, ExecutionException {
    future.get();
  }

  private static StockReservedV1 reserved(String token) {
    return new StockReservedV1(checkout("a", "ada", token), NOW.plusSeconds(900), NOW);
  }

  private static StockShortV1 shortStock() {
    StockReservedV1 reserved = reserved("ok");
    return new StockShortV1(
        reserved.checkout().checkoutId(),
        reserved.checkout().userId(),
        Payment.idOf(new CheckoutId(reserved.checkout().checkoutId())).value(),
        List.of("LAMP-1"),
        NOW);
  }

  private static StockLostV1 lostStock() {
    return new StockLostV1("LAMP-1", List.of(reserved("ok").checkout().checkoutId()), NOW);
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A store and a gateway that outlive the crashes of the process that uses them. */
  private static final class World implements Payments, PaymentGateway {
    private final Map<PaymentId, Payment> stored = new HashMap<>();
    private final List<PublishedEvent> published = new ArrayList<>();
    private final Map<GatewayKey, FindAnswer> answers = new HashMap<>();
    private final Map<GatewayKey, String> tokens = new HashMap<>();
    private final Set<GatewayKey> lost = new HashSet<>();
    private final Set<GatewayKey> refunds = new HashSet<>();
    private Instant now = NOW;
    private int chargeCount;
    private int calls;
    private int cancels;
    private int crashAt = Integer.MAX_VALUE;
    private boolean crashBefore;
    private boolean away;
    private boolean refuseRefunds;
    private int refundCalls;

    ChargeCheckout charge() {
      return new ChargeCheckout(this, this, PATIENCE, this::now);
    }

    DeclineLost lost() {
      return new DeclineLost(this, this, PATIENCE, this::now);
    }

    RefundCheckout refund() {
      return new RefundCheckout(this, this, PATIENCE, this::now);
    }

    synchronized void crashAt(int call, boolean before) {
      calls = 0;
      crashAt = call;
      crashBefore = before;
    }

    void survive(Runnable work) {
      try {
        work.run();
      } catch (Crash crash) {
        assertThat(crash).isNotNull();
      }
    }

    DecidePayment.Result decide(DecidePayment.Decision decision) {
      return new DecidePayment(this, this::now)
          .handle(new DecidePayment.Command(payment().id(), decision, user("root"), null));
    }

    synchronized void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }

    /** Time passes, and the task runs now and then. */
    void settle() {
      for (int i = 0; i < 8; i++) {
        synchronized (this) {
          now = now.plusSeconds(100);
        }
        survive(() -> new ResolvePayments(this, this, PATIENCE, this::now).run());
      }
    }

    synchronized Payment payment() {
      return stored.values().iterator().next();
    }

    synchronized <E> List<E> events(Class<E> type) {
      return published.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private synchronized Instant now() {
      return now;
    }

    private synchronized <R> R call(Supplier<R> work) {
      calls++;
      if (calls == crashAt && crashBefore) {
        throw new Crash();
      }
      R result = work.get();
      if (calls == crashAt) {
        throw new Crash();
      }
      return result;
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
      return call(() -> Optional.ofNullable(stored.get(id)));
    }

    @Override
    public Version save(Payment payment, List<? extends PublishedEvent> events) {
      return call(() -> {
        Payment before = stored.get(payment.id());
        Version current = before == null ? Version.NEW : before.version();
        if (!current.equals(payment.version())) {
          throw new StaleAggregate(payment.id(), payment.version());
        }
        stored.put(payment.id(), payment.at(current.next()));
        published.addAll(events);
        return current.next();
      });
    }

    @Override
    public List<Payment.Unresolved> due(Instant time, int limit) {
      return call(() ->
          stored.values().stream()
              .filter(Payment.Unresolved.class::isInstance)
              .map(Payment.Unresolved.class::cast)
              .filter(p -> !p.plan().nextAttemptAt().isAfter(time))
              .sorted(Comparator.comparing(p -> p.plan().nextAttemptAt()))
              .limit(limit)
              .toList());
    }

    @Override
    public Page<Payment> list(PageRequest page) {
      return new Page<>(List.copyOf(stored.values()), Optional.empty());
    }

    @Override
    public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
      return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public long countNeedingDecision() {
      return 0;
    }

    @Override
    public Payments.Tally tally() {
      return new Payments.Tally(Map.of());
    }

    @Override
    public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod method) {
      return call(() -> {
        FindAnswer before = answers.get(key);
        if (before == null) {
          before = decide(key, method.token());
        } else if (before instanceof Pending) {
          before = settled(key);
        }
        return (ChargeAnswer) before;
      });
    }

    private FindAnswer decide(GatewayKey key, String token) {
      if ((token.equals("lost-before") && lost.add(key)) || token.equals("silent")) {
        throw new GatewayUnavailable("lost");
      }
      tokens.put(key, token);
      if (token.equals("never") || token.equals("uncancellable")) {
        answers.put(key, new Pending());
        return new Pending();
      }
      if (token.equals("bad")) {
        answers.put(key, new Refused(new Reason("expired-card")));
      } else {
        chargeCount++;
        answers.put(
            key,
            token.equals("delayed")
                ? new Pending()
                : new Charged(new ChargeReference("ref-" + key)));
      }
      if (token.equals("lost-after") || token.equals("unanswered")) {
        throw new GatewayUnavailable("lost");
      }
      return answers.getOrDefault(key, new Unknown());
    }

    private FindAnswer settled(GatewayKey key) {
      String token = tokens.getOrDefault(key, "");
      if (token.equals("never") || token.equals("uncancellable")) {
        return new Pending();
      }
      Charged charged = new Charged(new ChargeReference("ref-" + key));
      answers.put(key, charged);
      return charged;
    }

    @Override
    public CancelAnswer cancel(GatewayKey key) {
      return call(() -> {
        if (away) {
          throw new GatewayUnavailable("away");
        }
        FindAnswer answer = answers.getOrDefault(key, new Unknown());
        if (tokens.getOrDefault(key, "").equals("uncancellable")) {
          // The first time it can only say that it is too late to stop it.
          if (cancels++ == 0) {
            return new Pending();
          }
          if (answer instanceof Pending) {
            chargeCount++;
            answer = new Charged(new ChargeReference("ref-" + key));
            answers.put(key, answer);
          }
          return (CancelAnswer) answer;
        }
        if (answer instanceof Pending || answer instanceof Unknown) {
          answers.put(key, Refused.CANCELLED);
          return new Cancelled();
        }
        return answer.equals(Refused.CANCELLED) ? new Cancelled() : (CancelAnswer) answer;
      });
    }

    @Override
    public FindAnswer find(GatewayKey key) {
      return call(() -> {
        if (tokens.getOrDefault(key, "").equals("unanswered")) {
          throw new GatewayUnavailable("unanswered");
        }
        FindAnswer answer = answers.getOrDefault(key, new Unknown());
        return answer instanceof Pending ? settled(key) : answer;
      });
    }

    @Override
    public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
      return call(() -> {
        refundCalls++;
        if (refuseRefunds) {
          return new Refused(new Reason("no-funds"));
        }
        refunds.add(key);
        return new Refunded();
      });
    }
  }
}
