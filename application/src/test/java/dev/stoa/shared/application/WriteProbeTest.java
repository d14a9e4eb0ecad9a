package dev.stoa.shared.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WriteProbeTest {
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void writesAtMostOnceASecond() {
    WriteProbe probe = new WriteProbe("the store", writes::incrementAndGet, nanos::get);

    assertThat(probe.get()).isEmpty();
    nanos.addAndGet(999_999_999);
    assertThat(probe.get()).isEmpty();
    assertThat(writes).hasValue(1);

    nanos.addAndGet(1);
    assertThat(probe.get()).isEmpty();
    assertThat(writes).hasValue(2);
  }

  @Test
  void namesTheStoreThatTakesNoWriteAndRecovers() {
    WriteProbe probe =
        new WriteProbe(
            "the store",
            () -> {
              if (writes.incrementAndGet() == 1) {
                throw new StoreUnavailable("the disk is full", new IllegalStateException());
              }
            },
            nanos::get);

    assertThat(probe.get()).contains("the store takes no writes");
    nanos.addAndGet(1_000_000_000);
    assertThat(probe.get()).isEmpty();
  }

  @Test
  void aWriteThatHangsIsAProblemAndIsNotRepeatedMeanwhile() {
    CountDownLatch go = new CountDownLatch(1);
    WriteProbe probe =
        new WriteProbe(
            "the store",
            () -> {
              writes.incrementAndGet();
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            nanos::get);

    assertThat(probe.get()).contains("the store has not taken a write for 2 seconds");
    nanos.addAndGet(5_000_000_000L);
    assertThat(probe.get()).isPresent();
    assertThat(writes).hasValue(1);

    go.countDown();
    while (probe.get().isPresent()) {
      Thread.onSpinWait();
    }
  }
}
