package dev.stoa.identity.jwt;

import dev.stoa.shared.application.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the identity service, read over HTTP and kept in memory.
 *
 * <ul>
 *   <li>A known key is found without asking anybody, also while the service is away.
 *   <li>An unknown one is asked for, but not more often than the options allow; if the last reading
 *       failed, whether the key exists is not known, and that is said instead of refusing a token
 *       that may be good.
 *   <li>Keys that have become old are read again in the background; what the service does not name
 *       any more is forgotten then.
 * </ul>
 */
final class RemoteKeys implements VerifyingKeys, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
  private static final int MOST_BYTES = 64 * 1024;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final JwksOptions options;
  private final InstantSource clock;
  private final HttpClient http;
  private final ReentrantLock reading = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What was read last; null before the first good reading. Replaced as a whole. */
  private volatile @Nullable KeySet known;

  /** Why the last reading failed; null when it did not. */
  private volatile @Nullable Failure failure;

  RemoteKeys(JwksOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.timeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** One reading; no record, for two readings are never the same. */
  private static final class KeySet {
    private final Map<String, ECPublicKey> keys;
    private final Instant readAt;

    KeySet(Map<String, ECPublicKey> keys, Instant readAt) {
      this.keys = keys;
      this.readAt = readAt;
    }

    Map<String, ECPublicKey> keys() {
      return keys;
    }

    Instant readAt() {
      return readAt;
    }
  }

  private record Failure(Exception cause, Instant at) {}

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    KeySet now = known;
    if (now != null && now.keys().containsKey(keyId)) {
      if (isOlder(now.readAt(), options.freshness()) && !failedJustNow()) {
        Thread.ofVirtual().name("stoa-jwks").start(() -> readUnlessSomebodyDoes(now));
      }
      return Optional.ofNullable(now.keys().get(keyId));
    }
    KeySet fresh = readSince(now);
    return Optional.ofNullable(fresh.keys().get(keyId));
  }

  /** Why tokens cannot be verified at the moment; empty when they can. */
  Optional<String> problem() {
    return known != null
        ? Optional.empty()
        : Optional.of("the keys of the identity service were not read yet");
  }

  /** Reads the keys as soon as the service answers, so that the first token need not wait. */
  void fetchInBackground() {
    Thread.ofVirtual()
        .name("stoa-jwks")
        .start(() -> {
          Duration pause = Duration.ofMillis(100);
          while (known == null && closed.getCount() > 0) {
            try {
              readSince(null);
            } catch (StoreUnavailable e) {
              pause = pause.multipliedBy(2);
              pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
              if (endsWithin(pause)) {
                return;
              }
            }
          }
        });
  }

  private boolean endsWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Keys that are newer than those, or the same when they were read just now.
   *
   * @throws StoreUnavailable when the service does not answer, or did not just now
   */
  private KeySet readSince(@Nullable KeySet seen) {
    // Whoever comes while another reads waits for it, and takes what it has read.
    reading.lock();
    try {
      KeySet now = known;
      if (now != null && now != seen) {
        return now;
      }
      if (now != null && !isOlder(now.readAt(), options.patience()) && failure == null) {
        return now;
      }
      Failure last = failure;
      if (last != null && failedJustNow()) {
        throw away(last.cause());
      }
      return read();
    } finally {
      reading.unlock();
    }
  }

  private void readUnlessSomebodyDoes(KeySet seen) {
    if (known != seen || !reading.tryLock()) {
      return;
    }
    try {
      if (known == seen && !failedJustNow()) {
        read();
      }
    } catch (StoreUnavailable e) {
      LOG.debug("Keeping the keys read at {}", seen.readAt(), e);
    } finally {
      reading.unlock();
    }
  }

  private KeySet read() {
    try {
      KeySet fresh = new KeySet(Jwks.parse(fetched()), clock.instant());
      if (known == null || failure != null) {
        LOG.info("Read {} key(s) of the identity service", fresh.keys().size());
      }
      known = fresh;
      failure = null;
      return fresh;
    } catch (IOException e) {
      if (failure == null) {
        LOG.warn(
            "The identity service does not tell its keys at {}: {}", options.keySet(), sentence(e));
      }
      failure = new Failure(e, clock.instant());
      throw away(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(e);
    }
  }

  /** What happened, in words: an exception that was wrapped says it with the names of classes. */
  private static String sentence(Throwable failure) {
    Throwable shown = failure;
    while (shown.getCause() != null && !(shown instanceof ConnectException)) {
      shown = shown.getCause();
    }
    return switch (shown) {
      case ConnectException refused -> "nothing answers there";
      case UnresolvedAddressException unknown -> "the host is not known";
      case TimeoutException late -> "it does not answer in time";
      default -> shown.getMessage() == null ? "it does not say why" : shown.getMessage();
    };
  }

  private byte[] fetched() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(options.keySet()).header("Accept", "application/json").build();
    // The request's own time limit ends with the head of the answer; this one includes the body.
    Future<byte[]> body =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(RemoteKeys::body, http.executor().orElseThrow());
    try {
      return body.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + options.timeout(), e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      body.cancel(true);
    }
  }

  private static byte[] body(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("it answered " + answer.statusCode());
      }
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalStateException("it answered more than " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoreUnavailable away(Exception cause) {
    return new StoreUnavailable(
        "the keys that verify access tokens cannot be read at " + options.keySet(), cause);
  }

  private boolean failedJustNow() {
    Failure last = failure;
    return last != null && !isOlder(last.at(), options.patience());
  }

  private boolean isOlder(Instant time, Duration age) {
    return clock.instant().isAfter(time.plus(age));
  }

  @Override
  public void close() {
    closed.countDown();
    http.shutdownNow();
  }
}
