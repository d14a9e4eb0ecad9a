package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link IdGenerator} does. */
public interface IdGeneratorContract {
  /** A generator that reads this clock. */
  IdGenerator generator(InstantSource clock);

  @Test
  default void givesVersion7() {
    UUID id = generator(() -> java.time.Instant.ofEpochMilli(1_700_000_000_000L)).next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_000L);
  }

  @Test
  default void growsAlsoWhenTheClockStandsOrGoesBack() {
    AtomicLong time = new AtomicLong(1_700_000_000_000L);
    IdGenerator ids = generator(() -> java.time.Instant.ofEpochMilli(time.get()));

    List<String> given =
        Stream.generate(
                () -> {
                  time.addAndGet(-1);
                  return ids.next().toString();
                })
            .limit(20_000)
            .toList();

    assertThat(given).isSorted().doesNotHaveDuplicates();
  }

  @Test
  default void givesNoIdTwiceToThreadsAtOnce() {
    IdGenerator ids = generator(InstantSource.system());
    Set<UUID> given = Collections.newSetFromMap(new ConcurrentHashMap<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.execute(() -> {
          for (int n = 0; n < 1_000; n++) {
            given.add(ids.next());
          }
        });
      }
    }
    assertThat(new HashSet<>(given)).hasSize(20_000);
  }
}
