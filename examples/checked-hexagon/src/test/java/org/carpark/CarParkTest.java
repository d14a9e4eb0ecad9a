package org.carpark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.carpark.model.billing.Tariff;
import org.carpark.start.CarPark;
import org.junit.jupiter.api.Test;

class CarParkTest {
  @Test
  void chargesEachHourThatHasBegun() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T08:00:00Z"));
    CarPark park = new CarPark(now::get, new Tariff(250));

    park.enters("ST 0A 1");
    now.set(Instant.parse("2026-11-28T10:00:01Z"));
    park.leaves("ST 0A 1");
    park.leaves("never seen");

    assertThat(park.owes("ST 0A 1")).isEqualTo(750);
    assertThat(park.owes("never seen")).isZero();
  }
}
