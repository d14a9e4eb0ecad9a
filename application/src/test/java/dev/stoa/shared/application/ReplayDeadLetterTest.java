package dev.stoa.shared.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.InMemoryDeadLetters;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayDeadLetterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final UserDeletedV1 EVENT =
      new UserDeletedV1(Derivation.of("user", 1).with(1).id(), 7, NOW.minusSeconds(60));

  private final InMemoryDeadLetters letters = new InMemoryDeadLetters();
  private final List<PublishedEvent> handled = new ArrayList<>();
  private final DeadLetter letter = letter("basket-checkout");

  ReplayDeadLetterTest() {
    letters.put(letter);
  }

  @Test
  void deliversTheEventToTheGroupThatFailed() {
    Subscription other =
        Subscription.group("ordering")
            .on(
                UserDeletedV1.class,
                event -> {
                  throw new AssertionError("not its letter");
                })
            .build();
    Subscription failed =
        Subscription.group("basket-checkout").on(UserDeletedV1.class, handled::add).build();

    ReplayDeadLetter.Result result = replay(letter, other, failed);

    assertThat(result).isEqualTo(new ReplayDeadLetter.Result.Replayed());
    assertThat(handled).containsExactly(EVENT);
    assertThat(letters.count()).isZero();
  }

  @Test
  void keepsTheLetterWithTheNewCauseWhenItFailsAgain() {
    Subscription failing =
        Subscription.group("basket-checkout")
            .on(
                UserDeletedV1.class,
                event -> {
                  throw new IllegalStateException("still broken");
                })
            .build();

    ReplayDeadLetter.Result result = replay(letter, failing);

    assertThat(result).isInstanceOf(ReplayDeadLetter.Result.FailedAgain.class);
    DeadLetter kept = letters.find(letter.id()).orElseThrow();
    assertThat(kept.cause()).contains("still broken");
    assertThat(kept.attempts()).isEqualTo(6);
    assertThat(kept.lastFailedAt()).isEqualTo(NOW);
    assertThat(kept.firstFailedAt()).isEqualTo(letter.firstFailedAt());
  }

  @Test
  void keepsTheLetterOfAGroupThatIsNoMore() {
    ReplayDeadLetter.Result result = replay(letter);

    assertThat(result).isInstanceOf(ReplayDeadLetter.Result.FailedAgain.class);
    assertThat(letters.find(letter.id()).orElseThrow().cause())
        .contains("there is no group basket-checkout any more");
  }

  @Test
  void knowsNoLetterThatIsGone() {
    assertThat(replay(letter("ordering"))).isEqualTo(new ReplayDeadLetter.Result.NotFound());
  }

  private ReplayDeadLetter.Result replay(DeadLetter which, Subscription... subscriptions) {
    return new ReplayDeadLetter(
            letters, new OneEvent(), List.of(subscriptions), InstantSource.fixed(NOW))
        .handle(new ReplayDeadLetter.Command(which.id()));
  }

  private static DeadLetter letter(String group) {
    LoggedEvent logged =
        new LoggedEvent(
            3,
            Derivation.of("event", 1).with(1).id(),
            "dev.stoa.identity.user-deleted.v1",
            "u",
            "{}",
            EVENT);
    return DeadLetter.of(
        group,
        logged,
        new IllegalStateException("broken"),
        5,
        NOW.minusSeconds(20),
        NOW.minusSeconds(10));
  }

  private static final class OneEvent implements EventCodec {
    @Override
    public String encode(PublishedEvent event) {
      return "{}";
    }

    @Override
    public PublishedEvent decode(String typeName, String json) {
      if (!typeName.equals("dev.stoa.identity.user-deleted.v1")) {
        throw new UnreadableEvent("not " + UserCreatedV1.class);
      }
      return EVENT;
    }
  }
}
