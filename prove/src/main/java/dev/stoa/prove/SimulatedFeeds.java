package dev.stoa.prove;

import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What each user was told. */
final class SimulatedFeeds implements Feeds {
  private final Gate gate;
  private final InstantSource clock;
  private final Map<UserId, Feed> feeds = new LinkedHashMap<>();

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

  SimulatedFeeds(Gate gate, InstantSource clock) {
    this.gate = gate;
    this.clock = clock;
  }

  /** What a user was told, in order, without a call. */
  List<Notice> stored(UserId user) {
    Feed feed = feeds.get(user);
    return feed == null ? List.of() : feed.kept.stream().map(Kept::notice).toList();
  }

  /** Everybody who was told something, without a call. */
  Set<UserId> readers() {
    return feeds.keySet();
  }

  @Override
  public void append(UserId user, List<Notice> notices) {
    gate.write(
        "feeds.append",
        user,
        () -> {
          Feed feed = feed(user);
          for (Notice notice : notices) {
            if (feed.had.add(notice.id())) {
              feed.last++;
              feed.kept.add(new Kept(feed.last, clock.instant(), notice));
            }
          }
          feed.trim(clock.instant().minus(KEPT_FOR));
          return feed.last;
        });
  }

  @Override
  public Optional<List<Entry>> after(UserId user, Position position, int limit) {
    return gate.read(
        "feeds.after",
        user,
        () -> {
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
        });
  }

  @Override
  public Newest newest(UserId user, int limit) {
    return gate.read(
        "feeds.newest",
        user,
        () -> {
          Feed feed = feed(user);
          return new Newest(
              feed.kept.stream()
                  .skip(Math.max(0, feed.kept.size() - limit))
                  .map(Kept::entry)
                  .toList(),
              new Position(Long.toString(feed.last)));
        });
  }

  @Override
  public void forget(UserId user) {
    gate.write(
        "feeds.forget",
        user,
        () -> {
          feeds.remove(user);
          return "";
        });
  }

  private Feed feed(UserId user) {
    Feed feed = feeds.computeIfAbsent(user, id -> new Feed());
    feed.trim(clock.instant().minus(KEPT_FOR));
    return feed;
  }
}
