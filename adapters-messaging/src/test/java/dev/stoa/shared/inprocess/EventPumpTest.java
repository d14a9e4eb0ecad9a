package dev.stoa.shared.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreFailed;
import dev.stoa.shared.application.StoreRefused;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.EventReplay;
import dev.stoa.shared.application.port.InMemoryDeadLetters;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.application.port.SubscriberOffsets;
import dev.stoa.shared.delivery.DeliveryOptions;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventPumpTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final EventTypes TYPES = new EventTypes(IdentityEvents.all());

  private final Log log = new Log();
  private final Offsets offsets = new Offsets();
  private final InMemoryDeadLetters letters = new InMemoryDeadLetters();
  private final BlockingQueue<UserDeletedV1> handled = new LinkedBlockingQueue<>();

  @Test
  void deliversWhatWasThereBeforeAndWhatComesLater() throws InterruptedException {
    log.append(event("a", 1));
    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 1));

      log.append(event("a", 2));

      assertThat(handled.take()).isEqualTo(event("a", 2));
      assertThat(pump.states()).hasSize(1);
    }
    assertThat(offsets.of("test")).isEqualTo(2);
  }

  @Test
  void goesOnWhereItStopped() throws InterruptedException {
    log.append(event("a", 1));
    try (EventPump pump = start(handled::add)) {
      handled.take();
    }
    log.append(event("a", 2));
    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 2));
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void readsAgainFromWhereAGroupIsSetBackTo() throws InterruptedException {
    log.append(event("a", 1));
    log.append(event("a", 2));
    log.append(event("a", 3));
    try (EventPump pump = start(handled::add)) {
      handled.take();
      handled.take();
      handled.take();
      assertThat(replay(pump::isPumping).replay(Set.of("test"), Instant.EPOCH))
          .isEqualTo(new EventReplay.Result.StillRead(Set.of("test")));
    }
    EventReplay replay = replay(() -> false);
    assertThat(replay.replay(Set.of("nobody"), Instant.EPOCH))
        .isEqualTo(new EventReplay.Result.UnknownGroups(Set.of("nobody")));
    assertThat(replay.replay(Set.of("test"), NOON.plusSeconds(1)))
        .isEqualTo(new EventReplay.Result.Replayed(Map.of("test", 0L)));
    assertThat(replay.replay(Set.of("test"), NOON))
        .isEqualTo(new EventReplay.Result.Replayed(Map.of("test", 3L)));
    assertThat(replay.replay(Set.of("test"), Instant.EPOCH))
        .isEqualTo(new EventReplay.Result.Replayed(Map.of("test", 0L)));
    assertThat(replay.groups()).containsExactly(new EventReplay.Group("test", 3, false));

    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 1));
      assertThat(handled.take()).isEqualTo(event("a", 2));
      assertThat(handled.take()).isEqualTo(event("a", 3));
    }
  }

  private EventReplay replay(BooleanSupplier pumps) {
    return new InProcessEventReplay(
        log,
        offsets,
        Set.of(Subscription.group("test").on(UserDeletedV1.class, handled::add).build()),
        pumps);
  }

  @Test
  void putsAsideAtOnceWhatWillNeverWorkAndRepeatsWhatNobodyKnows() {
    log.append(event("damaged", 1));
    log.append(event("refused", 2));
    log.append(event("unknown", 3));
    Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    RuntimeException cause = new IllegalArgumentException("by the test");
    try (EventPump pump =
        start(event -> {
          int attempt =
              attempts.computeIfAbsent(event.subject(), s -> new AtomicInteger()).incrementAndGet();
          if (event.equals(event("damaged", 1))) {
            throw new UnreadableState("order 1", cause);
          }
          if (event.equals(event("refused", 2))) {
            throw new IllegalStateException(new StoreRefused("too large", cause));
          }
          throw new StoreFailed("attempt " + attempt, cause);
        })) {
      while (letters.count() < 3) {
        Thread.onSpinWait();
      }
      assertThat(pump.states().getFirst().retries()).isEqualTo(2);
    }
    assertThat(letters.list(PageRequest.first(10)).items())
        .extracting(DeadLetter::attempts)
        .containsExactlyInAnyOrder(1, 1, 3);
    assertThat(letters.list(PageRequest.first(10)).items())
        .anySatisfy(letter -> assertThat(letter.cause()).contains("order 1 cannot be read"));
    assertThat(attempts).hasSize(3);
  }

  @Test
  void retiresTheOffsetsOfGroupsThatThisVersionDoesNotHave() throws InterruptedException {
    log.append(event("a", 1));
    log.append(event("a", 2));
    offsets.store(Map.of("test", 1L, "removed-long-ago", 1L));

    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 2));
    }

    assertThat(offsets.positions).isEqualTo(Map.of("test", 2L));
  }

  @Test
  void readsNoMoreThanAGroupMayHoldInBytes() throws InterruptedException {
    long one =
        new LoggedEvent(1, Derivation.of("event", 1).with(1).id(), "t", "s", "{}", null).weight();
    CountDownLatch go = new CountDownLatch(1);
    for (int n = 1; n <= 5; n++) {
      log.append(event("s" + n, n));
      log.append("of-nobody", "s", null);
    }
    DeliveryOptions twoEvents = new DeliveryOptions(4, 1_000, 2 * one, List.of(SHORT));
    try (EventPump pump =
        new EventPump(
            new OneByOne(log),
            offsets,
            letters,
            List.of(
                Subscription.group("test")
                    .on(
                        UserDeletedV1.class,
                        event -> {
                          try {
                            go.await();
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          handled.add(event);
                        })
                    .build()),
            TYPES,
            InstantSource.system(),
            new PumpOptions(twoEvents, SHORT))) {
      pump.start();
      while (pump.states().getFirst().inFlight() < 2) {
        Thread.onSpinWait();
      }
      assertThat(pump.states().getFirst().inFlight()).isEqualTo(2);

      go.countDown();

      for (int n = 1; n <= 5; n++) {
        handled.take();
      }
    }
    assertThat(handled).isEmpty();
  }

  /** Gives one event at a time, as a log of heavy events does. */
  private record OneByOne(Log log) implements EventLog {
    @Override
    public List<LoggedEvent> after(long position, int limit) {
      return log.after(position, 1);
    }

    @Override
    public long lastPosition() {
      return log.lastPosition();
    }

    @Override
    public void onAppend(Runnable signal) {
      log.onAppend(signal);
    }
  }

  @Test
  void missesNothingThatIsCommittedWhileItReads() throws InterruptedException {
    try (EventPump pump = start(handled::add);
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int w = 0; w < 8; w++) {
        String subject = "s" + w;
        writers.execute(() -> {
          for (int n = 1; n <= 500; n++) {
            log.append(event(subject, n));
          }
        });
      }
      List<UserDeletedV1> all = new ArrayList<>();
      while (all.size() < 4_000) {
        all.add(handled.take());
      }
      for (int w = 0; w < 8; w++) {
        String subject = event("s" + w, 1).subject();
        assertThat(all.stream().filter(e -> e.subject().equals(subject)))
            .extracting(UserDeletedV1::version)
            .hasSize(500)
            .isSorted();
      }
    }
    assertThat(handled).isEmpty();
    assertThat(offsets.of("test")).isEqualTo(4_000);
  }

  @Test
  void letsNoSubjectWaitForAnother() throws InterruptedException {
    CountDownLatch otherHandled = new CountDownLatch(1);
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (event.subject().equals(event("slow", 1).subject())) {
            await(otherHandled);
          } else {
            otherHandled.countDown();
          }
          handled.add(event);
        };
    log.append(event("slow", 1));
    log.append(event("quick", 1));
    try (EventPump pump = start(reaction)) {
      assertThat(List.of(handled.take(), handled.take()))
          .containsExactly(event("quick", 1), event("slow", 1));
    }
  }

  @Test
  void runsNoMoreReactionsAtOnceThanAllowed() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch allowed = new CountDownLatch(4);
    for (int n = 0; n < 200; n++) {
      log.append(event("s" + n, 1));
    }
    Consumer<UserDeletedV1> reaction =
        event -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          allowed.countDown();
          await(allowed);
          running.decrementAndGet();
          handled.add(event);
        };
    try (EventPump pump = start(reaction)) {
      for (int n = 0; n < 200; n++) {
        handled.take();
      }
    }
    assertThat(most.get()).isEqualTo(4);
  }

  @Test
  void repeatsAReactionThatFails() throws InterruptedException {
    AtomicInteger attempts = new AtomicInteger();
    log.append(event("a", 1));
    log.append(event("a", 2));
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (event.version() == 1 && attempts.incrementAndGet() < 3) {
            throw new IllegalStateException("not yet");
          }
          handled.add(event);
        };
    try (EventPump pump = start(reaction)) {
      assertThat(handled.take()).isEqualTo(event("a", 1));
      assertThat(handled.take()).isEqualTo(event("a", 2));
      assertThat(pump.states().get(0).retries()).isEqualTo(2);
    }
    assertThat(letters.count()).isZero();
  }

  @Test
  void putsAsideWhatFailsForGoodAndGoesOnWithTheSubject() throws InterruptedException {
    log.append(event("a", 1));
    log.append(event("a", 2));
    AtomicInteger attempts = new AtomicInteger();
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (event.version() == 1) {
            attempts.incrementAndGet();
            throw new AssertionError("poison");
          }
          handled.add(event);
        };
    try (EventPump pump = start(reaction)) {
      assertThat(handled.take()).isEqualTo(event("a", 2));
    }
    assertThat(attempts).hasValue(3);
    DeadLetter letter =
        letters.list(dev.stoa.shared.application.PageRequest.first(9)).items().get(0);
    assertThat(letter.group()).isEqualTo("test");
    assertThat(letter.position()).isEqualTo(1);
    assertThat(letter.attempts()).isEqualTo(3);
    assertThat(letter.cause()).contains("poison").contains("EventPumpTest");
    assertThat(offsets.of("test")).isEqualTo(2);
  }

  @Test
  void putsAsideWhatThisVersionCannotRead() throws InterruptedException {
    // Of one subject: the second is handled when the first is put aside.
    log.append(IdentityEvents.USER_DELETED_V1.name(), event("a", 2).subject(), null);
    log.append(event("a", 2));
    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 2));
    }
    assertThat(letters.count()).isEqualTo(1);
  }

  @Test
  void leavesAloneWhatItCannotReadAndDoesNotWant() throws InterruptedException {
    log.append(IdentityEvents.USER_CREATED_V1.name(), "a", null);
    log.append("dev.stoa.identity.user-deleted.v2", "a", null);
    log.append(event("a", 2));
    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 2));
    }
    assertThat(letters.count()).isZero();
    assertThat(offsets.of("test")).isEqualTo(3);
  }

  @Test
  void losesNothingWhenALetterCannotBeKept() throws InterruptedException {
    AtomicBoolean full = new AtomicBoolean(true);
    CountDownLatch refused = new CountDownLatch(1);
    log.append(event("a", 1));
    Subscription subscription =
        Subscription.group("test")
            .on(
                UserDeletedV1.class,
                event -> {
                  throw new IllegalStateException("poison");
                })
            .build();
    dev.stoa.shared.application.port.DeadLetters refusing = new Refusing(letters, full, refused);
    EventPump pump =
        new EventPump(
            log,
            offsets,
            refusing,
            List.of(subscription),
            TYPES,
            InstantSource.fixed(NOON),
            options());
    pump.start();
    refused.await();
    pump.close();

    assertThat(letters.count()).isZero();
    assertThat(offsets.of("test")).isZero();
  }

  @Test
  void countsOnlyUpToTheFirstUnhandledEvent() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    log.append(event("slow", 1));
    log.append(event("quick", 1));
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (event.subject().equals(event("slow", 1).subject())) {
            await(release);
          }
          handled.add(event);
        };
    EventPump pump = start(reaction);
    assertThat(handled.take()).isEqualTo(event("quick", 1));

    assertThat(pump.states().get(0).lag()).isEqualTo(2);

    release.countDown();
    pump.close();
    assertThat(handled).containsExactly(event("slow", 1));
    assertThat(offsets.of("test")).isEqualTo(2);
  }

  @Test
  void passesOverWhatTheGroupDoesNotWant() throws InterruptedException {
    log.append(new UserCreatedV1(Derivation.of("user", 1).with("a").id(), 1, NOON));
    log.append(event("a", 2));
    try (EventPump pump = start(handled::add)) {
      assertThat(handled.take()).isEqualTo(event("a", 2));
    }
    assertThat(handled).isEmpty();
    assertThat(offsets.of("test")).isEqualTo(2);
  }

  private EventPump start(Consumer<UserDeletedV1> reaction) {
    Subscription subscription =
        Subscription.group("test").on(UserDeletedV1.class, reaction).build();
    EventPump pump =
        new EventPump(
            log,
            offsets,
            letters,
            List.of(subscription),
            TYPES,
            InstantSource.fixed(NOON),
            options());
    pump.start();
    return pump;
  }

  private static PumpOptions options() {
    return new PumpOptions(
        new DeliveryOptions(4, 1_000, DeliveryOptions.HEAVIEST, List.of(SHORT, SHORT)), SHORT);
  }

  private static UserDeletedV1 event(String subject, long n) {
    return new UserDeletedV1(Derivation.of("user", 1).with(subject).id(), n, NOON);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Log implements EventLog {
    private final List<LoggedEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<Runnable> signals = new CopyOnWriteArrayList<>();

    void append(PublishedEvent event) {
      append(TYPES.of(event).name(), event.subject(), event);
    }

    void append(String type, String subject, @Nullable PublishedEvent event) {
      synchronized (events) {
        long position = events.size() + 1L;
        events.add(
            new LoggedEvent(
                position,
                Derivation.of("event", 1).with(position).id(),
                type,
                subject,
                "{}",
                event));
      }
      signals.forEach(Runnable::run);
    }

    @Override
    public List<LoggedEvent> after(long position, int limit) {
      synchronized (events) {
        int to = (int) Math.min(events.size(), position + limit);
        return List.copyOf(events.subList((int) position, to));
      }
    }

    @Override
    public long lastPosition() {
      return events.size();
    }

    @Override
    public void onAppend(Runnable signal) {
      signals.add(signal);
    }
  }

  private static final class Offsets implements SubscriberOffsets {
    private final Map<String, Long> positions = new ConcurrentHashMap<>();

    @Override
    public long of(String group) {
      return positions.getOrDefault(group, 0L);
    }

    @Override
    public void store(Map<String, Long> moved) {
      positions.putAll(moved);
    }

    @Override
    public Map<String, Long> retireOthers(Set<String> groups) {
      Map<String, Long> others = new HashMap<>(positions);
      others.keySet().removeAll(groups);
      positions.keySet().retainAll(groups);
      return others;
    }
  }

  private record Refusing(InMemoryDeadLetters letters, AtomicBoolean full, CountDownLatch refused)
      implements dev.stoa.shared.application.port.DeadLetters {
    @Override
    public void put(DeadLetter letter) {
      if (full.get()) {
        refused.countDown();
        throw new IllegalStateException("the disk is full");
      }
      letters.put(letter);
    }

    @Override
    public java.util.Optional<DeadLetter> find(java.util.UUID id) {
      return letters.find(id);
    }

    @Override
    public dev.stoa.shared.application.Page<DeadLetter> list(
        dev.stoa.shared.application.PageRequest page) {
      return letters.list(page);
    }

    @Override
    public void remove(java.util.UUID id) {
      letters.remove(id);
    }

    @Override
    public long count() {
      return letters.count();
    }
  }
}
