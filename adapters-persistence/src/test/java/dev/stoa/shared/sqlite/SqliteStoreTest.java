package dev.stoa.shared.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stoa.shared.application.Fault;
import dev.stoa.shared.application.StoreRefused;
import dev.stoa.shared.application.StoreUnavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SqliteStoreTest {
  private static final SqliteMigration TABLE =
      new SqliteMigration(
          "test",
          1,
          """
          CREATE TABLE entry (n INTEGER PRIMARY KEY, text TEXT NOT NULL);
          """);

  private static final List<SqliteMigration> SCHEMA =
      List.of(TABLE, ReadinessProbe.MIGRATIONS.getFirst());

  @TempDir Path folder;

  private SqliteStore store;

  SqliteStoreTest() {}

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("test.db"), SCHEMA);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void showsAWriteToWhoeverReadsAfterIt() {
    put(1, "one");

    assertThat(texts()).containsExactly("one");
  }

  @Test
  void losesNoWriteOfManyAtOnce() throws Exception {
    put(0, "0");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 50; i++) {
                store.write(tx -> tx.update("UPDATE entry SET text = text + 1 WHERE n = ?", 0));
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(texts()).containsExactly("800");
  }

  @Test
  void letsEachWriteOfAGroupFailAlone() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Holds the writer, so that the next three wait and are committed as one group.
      Future<?> first = threads.submit(() -> store.write(tx -> hold(blocked, release)));
      blocked.await();
      Future<?> good = threads.submit(() -> put(1, "good"));
      Future<?> exception =
          threads.submit(() ->
              store.write(tx -> {
                tx.update("INSERT INTO entry VALUES (?, ?)", 2, "half");
                throw new IllegalStateException("refused");
              }));
      Future<?> error =
          threads.submit(() ->
              store.write(tx -> {
                tx.update("INSERT INTO entry VALUES (?, ?)", 3, "half");
                throw new AssertionError("broken");
              }));
      Future<?> constraint = threads.submit(() -> put(1, null));
      release.countDown();

      first.get();
      good.get();
      assertThatThrownBy(exception::get).hasRootCauseMessage("refused");
      assertThatThrownBy(error::get).hasRootCauseInstanceOf(AssertionError.class);
      assertThatThrownBy(constraint::get).hasCauseInstanceOf(StoreRefused.class);
    }
    assertThat(texts()).containsExactly("good");
  }

  @Test
  void theProbeFailsWhileTheDiskIsFull() {
    store.writeProbe();
    store.writeProbe();

    limitPages(1);
    assertThatThrownBy(
            () -> {
              for (int n = 2; n < 20; n++) {
                put(n, "x".repeat(4_000));
              }
            })
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(store::writeProbe).isInstanceOf(StoreUnavailable.class);
    assertThat(Fault.of(catchThrowable(store::writeProbe))).isEqualTo(Fault.TRANSIENT);
    limitPages(1_000_000);
    store.writeProbe();
  }

  @Test
  void refusesWritesOnAFullDiskAndTakesThemAgainWhenThereIsRoom() {
    put(1, "before");
    limitPages(1);
    int refused = 0;
    for (int n = 2; n < 20; n++) {
      int entry = n;
      try {
        put(entry, "x".repeat(4_000));
      } catch (StoreUnavailable full) {
        refused++;
      }
    }
    int kept = texts().size();
    assertThat(refused).isPositive();
    assertThat(kept).isEqualTo(1 + 18 - refused);

    limitPages(1_000_000);
    put(100, "after");

    assertThat(texts()).hasSize(kept + 1).contains("before", "after");
    assertThat(store.<String>read(s -> s.query("PRAGMA quick_check", r -> r.getString(1)).get(0)))
        .isEqualTo("ok");
  }

  @Test
  void livesOnWhenAListenerFails() {
    store.onCommit(() -> {
      throw new IllegalStateException("a listener's mistake");
    });
    AtomicInteger heard = new AtomicInteger();
    store.onCommit(heard::incrementAndGet);

    put(1, "one");
    put(2, "two");
    store.close();

    assertThat(heard).hasValue(2);
  }

  @Test
  void keepsTheWriteAheadLogShort() throws IOException {
    store.close();
    store = SqliteStore.open(folder.resolve("test.db"), SCHEMA, 1L << 20);
    for (int n = 0; n < 100; n++) {
      put(n, "x".repeat(50_000));
    }
    assertThat(Files.size(folder.resolve("test.db-wal"))).isLessThan(2L << 20);
  }

  @Test
  void refusesTheWrongNumberOfParameters() {
    put(1, "one");

    assertThatThrownBy(
            () -> store.read(s -> s.query("SELECT n FROM entry WHERE n = ?", r -> r.getInt(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsNoMoreStatementsThanItMust() {
    put(1, "one");
    for (int i = 0; i < 600; i++) {
      int shift = i;
      assertThat(
              store.<Integer>read(
                  s -> s.query("SELECT n + " + shift + " FROM entry", r -> r.getInt(1)).get(0)))
          .isEqualTo(1 + i);
    }
  }

  @Test
  void finishesWhatWaitsWhenClosedAndThenRefuses() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> running = threads.submit(() -> store.write(tx -> hold(blocked, release)));
      blocked.await();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
      release.countDown();
      closing.get();
      running.get();
    }
    assertThatThrownBy(() -> put(1, "late")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(this::texts).isInstanceOf(StoreUnavailable.class);
    store.close();
  }

  @Test
  void leavesTheStateBeforeAMigrationThatFails() {
    store.close();
    SqliteMigration broken =
        new SqliteMigration("test", 2, "CREATE TABLE half (n INTEGER);\nCREATE NONSENSE;\n");

    assertThatThrownBy(() ->
            SqliteStore.open(
                folder.resolve("test.db"),
                List.of(TABLE, ReadinessProbe.MIGRATIONS.getFirst(), broken)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("test 2");

    open();
    assertThat(
            store.<List<String>>read(
                s -> s.query("SELECT name FROM sqlite_schema", r -> r.getString(1))))
        .doesNotContain("half");
  }

  @Test
  void refusesADatabaseOfANewerVersion() {
    store.close();
    SqliteMigration newer = new SqliteMigration("test", 2, "CREATE TABLE more (n INTEGER);\n");
    SqliteStore.open(
            folder.resolve("test.db"), List.of(TABLE, ReadinessProbe.MIGRATIONS.getFirst(), newer))
        .close();

    assertThatThrownBy(() -> SqliteStore.open(folder.resolve("test.db"), SCHEMA))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("newer version");
    store =
        SqliteStore.open(
            folder.resolve("test.db"), List.of(TABLE, ReadinessProbe.MIGRATIONS.getFirst(), newer));
  }

  @Test
  void hasEveryAcknowledgedWriteAfterTheProcessWasKilled() throws Exception {
    Path file = folder.resolve("killed.db");
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Writers.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> acknowledged = new ArrayList<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged.add(Integer.valueOf(line));
        if (acknowledged.size() == 300) {
          // SIGKILL, by the handle: what it had printed by then can still be read.
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(300);
    try (SqliteStore killed = SqliteStore.open(file, SCHEMA)) {
      assertThat(killed.<List<Integer>>read(s -> s.query("SELECT n FROM entry", r -> r.getInt(1))))
          .containsAll(acknowledged);
    }
  }

  /** Writes for ever with several threads and prints the number of each write that returned. */
  static final class Writers {
    private Writers() {}

    public static void main(String[] args) {
      SqliteStore store = SqliteStore.open(Path.of(args[0]), SCHEMA);
      AtomicInteger numbers = new AtomicInteger();
      for (int t = 0; t < 8; t++) {
        Thread.ofPlatform()
            .start(() -> {
              while (true) {
                int n = numbers.incrementAndGet();
                store.write(tx -> tx.update("INSERT INTO entry VALUES (?, ?)", n, "text"));
                synchronized (store) {
                  System.out.println(n);
                  System.out.flush();
                }
              }
            });
      }
    }
  }

  private static int hold(CountDownLatch blocked, CountDownLatch release) {
    blocked.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 0;
  }

  private int put(int n, @org.jspecify.annotations.Nullable String text) {
    return store.write(tx -> tx.update("INSERT INTO entry VALUES (?, ?)", n, text));
  }

  private List<String> texts() {
    return store.read(s -> s.query("SELECT text FROM entry ORDER BY n", r -> r.getString(1)));
  }

  private void limitPages(int pages) {
    store.write(tx -> tx.query("PRAGMA max_page_count = " + pages, row -> row.getLong(1)));
  }
}
