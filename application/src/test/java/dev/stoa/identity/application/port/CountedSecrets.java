package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.RefreshSecret;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** Secrets that a test can tell apart and repeat. */
public final class CountedSecrets implements Secrets {
  private final AtomicLong count = new AtomicLong();

  @Override
  public RefreshSecret nextRefreshSecret() {
    return RefreshSecret.of(
        ByteBuffer.allocate(RefreshSecret.BYTES).putLong(count.incrementAndGet()).array());
  }
}
