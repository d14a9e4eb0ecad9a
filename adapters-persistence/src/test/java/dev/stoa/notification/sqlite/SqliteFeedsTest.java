package dev.stoa.notification.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.application.port.FeedsContract;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.sqlite.QueryPlans;
import dev.stoa.shared.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFeedsTest implements FeedsContract {
  private final SettableClock clock = new SettableClock();

  @TempDir Path folder;

  private SqliteStore store;

  SqliteFeedsTest() {}

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("stoa.db"), SqliteFeeds.MIGRATIONS);
  }

  @AfterEach
  void close() {
    QueryPlans.assertSeeking(store, "count(*)");
    store.close();
  }

  @Override
  public SqliteFeeds feeds() {
    return new SqliteFeeds(store, clock);
  }

  @Override
  public SettableClock clock() {
    return clock;
  }

  @Override
  public Feeds restart() {
    close();
    open();
    return feeds();
  }

  @Test
  void sweepsWhatIsTooOldAndStillKnowsThatItWasThere() {
    Position start = feeds().newest(ADA, 0).end();
    feeds().append(ADA, List.of(FeedsContract.notice(1), FeedsContract.notice(2)));
    Position end = feeds().newest(ADA, 0).end();
    clock.pass(Feeds.KEPT_FOR);

    feeds().sweep();

    int rows =
        store.read(session ->
            session.first("SELECT count(*) FROM notice", row -> row.getInt(1)).orElse(-1));
    assertThat(rows).isZero();
    assertThat(feeds().after(ADA, start, 10)).isEmpty();
    assertThat(feeds().after(ADA, end, 10)).contains(List.of());
  }
}
