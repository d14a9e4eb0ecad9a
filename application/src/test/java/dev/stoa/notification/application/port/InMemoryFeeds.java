package dev.stoa.notification.application.port;

import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Feeds in memory, for tests. */
public final class InMemoryFeeds implements Feeds {
  private final Map<UserId, Feed> feeds = new HashMap<>();
  private final InstantSource clock;

  public InMemoryFeeds(InstantSource clock) {
    this.clock = clock;
  }

  private record Kept(long number, Instant at, Notice notice) {
    Entry entry() {
      return new Entry(new Position(Long.toString(number)), notice);
    }
  }

  private static final class Feed {
    private final List<Kept> kept = new ArrayList<>();
    private final Set<UUID> had = new HashSet<>();
    private long last;
    private long dropped;

    void trim(Instant before) {
      while (!kept.isEmpty() && (kept.size() > KEPT || !kept.getFirst().at().isAfter(before))) {
        dropped = kept.removeFirst().number();
      }
    }
  }

  @Override
  public synchronized void append(UserId user, List<Notice> notices) {
    Feed feed = feed(user);
    for (Notice notice : notices) {
      if (feed.had.add(notice.id())) {
        feed.last++;
        feed.kept.add(new Kept(feed.last, clock.instant(), notice));
      }
    }
    feed.trim(clock.instant().minus(KEPT_FOR));
  }

  @Override
  public synchronized Optional<List<Entry>> after(UserId user, Position position, int limit) {
    Feed feed = feed(user);
    long number;
    try {
      number = Long.parseLong(position.token());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (number < feed.dropped || number > feed.last) {
      return Optional.empty();
    }
    return Optional.of(
        feed.kept.stream()
            .filter(kept -> kept.number() > number)
            .limit(limit)
            .map(Kept::entry)
            .toList());
  }

  @Override
  public synchronized Newest newest(UserId user, int limit) {
    Feed feed = feed(user);
    return new Newest(
        feed.kept.stream().skip(Math.max(0, feed.kept.size() - limit)).map(Kept::entry).toList(),
        new Position(Long.toString(feed.last)));
  }

  @Override
  public synchronized void forget(UserId user) {
    feeds.remove(user);
  }

  private Feed feed(UserId user) {
    Feed feed = feeds.computeIfAbsent(user, id -> new Feed());
    feed.trim(clock.instant().minus(KEPT_FOR));
    return feed;
  }
}
