package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.port.IdGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, a 12-bit counter for ids of
 * the same millisecond (method 1 of section 6.2), 62 random bits. The ids of one generator grow
 * strictly, also when the clock stands still or goes back.
 */
final class TimeOrderedIds implements IdGenerator {
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private long milliseconds;
  private int counter;

  TimeOrderedIds(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public UUID next() {
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high(), low);
  }

  private synchronized long high() {
    long now = clock.millis();
    if (now > milliseconds) {
      milliseconds = now;
      counter = 0;
    } else if (++counter > 0xFFF) {
      milliseconds++;
      counter = 0;
    }
    return (milliseconds << 16) | 0x7000L | counter;
  }
}
