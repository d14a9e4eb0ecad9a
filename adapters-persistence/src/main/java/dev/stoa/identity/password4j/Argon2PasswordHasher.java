package dev.stoa.identity.password4j;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id on a few platform threads of its own. On the virtual threads of requests it would hold
 * their carriers for its whole time, and with them every other request; and however many log in at
 * once, memory is that of the few.
 */
final class Argon2PasswordHasher implements PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int PATIENCE_SECONDS = 10;
  private static final Pattern COST =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})\\$.*");

  private final Argon2Options options;
  private final Argon2Function function;
  private final SecureRandom random = new SecureRandom();
  private final ThreadPoolExecutor threads;
  private final PasswordHash decoy;

  Argon2PasswordHasher(Argon2Options options) {
    this.options = options;
    this.function =
        Argon2Function.getInstance(
            options.memoryKib(),
            options.iterations(),
            options.parallelism(),
            HASH_BYTES,
            Argon2.ID);
    this.threads =
        new ThreadPoolExecutor(
            options.atOnce(),
            options.atOnce(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(options.waiting()),
            Thread.ofPlatform().daemon().name("stoa-password-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    this.decoy =
        new PasswordHash(
            "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                    options.memoryKib(),
                    options.iterations(),
                    options.parallelism(),
                    base64(randomBytes(SALT_BYTES)),
                    base64(randomBytes(HASH_BYTES))));
  }

  @Override
  public PasswordHash hash(Password password) {
    byte[] plain = password.text().getBytes(StandardCharsets.UTF_8);
    byte[] salt = randomBytes(SALT_BYTES);
    return inTurn(() -> new PasswordHash(function.hash(plain, salt).getResult()));
  }

  @Override
  public boolean matches(PasswordAttempt attempt, PasswordHash hash) {
    byte[] plain = attempt.text().getBytes(StandardCharsets.UTF_8);
    byte[] phc = hash.phc().getBytes(StandardCharsets.US_ASCII);
    return inTurn(() -> Argon2Function.getInstanceFromHash(hash.phc()).check(plain, phc));
  }

  @Override
  public PasswordHash decoy() {
    return decoy;
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    Matcher cost = COST.matcher(hash.phc());
    return !cost.matches()
        || Integer.parseInt(cost.group(1)) < options.memoryKib()
        || Integer.parseInt(cost.group(2)) < options.iterations()
        || Integer.parseInt(cost.group(3)) < options.parallelism();
  }

  private <R> R inTurn(Callable<R> work) {
    Future<R> result;
    try {
      result = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new Busy(e);
    }
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      result.cancel(false); // if it has not begun, it never will
      throw new Busy(e);
    } catch (InterruptedException e) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw new Busy(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
