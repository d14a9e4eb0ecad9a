package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryEventsTest {
  InMemoryEventsTest() {}

  private static UserDeletedV1 deleted(int number) {
    return new UserDeletedV1(new UUID(0, number), 1, Instant.EPOCH);
  }

  @Test
  void deliversInOrderWhatReactionsCommitToo() {
    List<PublishedEvent> first = new ArrayList<>(List.of(deleted(1), deleted(2)));
    List<PublishedEvent> second = new ArrayList<>();
    List<PublishedEvent> heard = new ArrayList<>();
    Subscription echo =
        Subscription.group("echo")
            .on(
                UserDeletedV1.class,
                event -> {
                  heard.add(event);
                  if (heard.size() == 1) {
                    second.add(deleted(3));
                  }
                })
            .build();
    InMemoryEvents events =
        new InMemoryEvents().from(() -> first).from(() -> second).to(List.of(echo));

    assertThat(events.deliverAll()).isEqualTo(3);
    assertThat(heard).containsExactly(deleted(1), deleted(2), deleted(3));
    assertThat(events.deliverAll()).isZero();
  }

  @Test
  void deliversAgainWhatAReactionDidNotTake() {
    List<PublishedEvent> heard = new ArrayList<>();
    Subscription fails =
        Subscription.group("fails")
            .on(
                UserDeletedV1.class,
                event -> {
                  heard.add(event);
                  if (heard.size() == 1) {
                    throw new IllegalStateException("not now");
                  }
                })
            .build();
    InMemoryEvents events = new InMemoryEvents().from(() -> List.of(deleted(1))).to(List.of(fails));

    assertThatThrownBy(events::deliverAll).hasMessage("not now");
    assertThat(events.deliverAll()).isEqualTo(1);
    assertThat(heard).containsExactly(deleted(1), deleted(1));
  }
}
