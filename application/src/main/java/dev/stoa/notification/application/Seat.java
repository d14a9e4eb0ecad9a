package dev.stoa.notification.application;

import dev.stoa.notification.application.Outlet.End;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connected client in the {@link Audience}. Notices are read from the feed, from
 * where the client stands; messages of the moment wait in a queue with a bound. Both reach the
 * outlet from one thread, which exists only while there is something to do: an idle client costs
 * memory alone.
 */
public final class Seat {
  private static final int BATCH = 50;

  private final Audience audience;
  private final Audience.Member member;
  private final Outlet outlet;
  private final Feeds feeds;
  private final Executor threads;
  private final int mostWaiting;

  private final ReentrantLock lock = new ReentrantLock();
  // Below: guarded by the lock.
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Set<ProductId> watched = new HashSet<>();
  private boolean feedGrew = true;
  private boolean failed;
  private boolean running;
  private boolean ended;

  // Below: used by the one running thread.
  private boolean opened;
  private @Nullable Position position;

  Seat(
      Audience audience,
      Audience.Member member,
      Optional<Position> after,
      Outlet outlet,
      Feeds feeds,
      Executor threads,
      int mostWaiting) {
    this.audience = audience;
    this.member = member;
    this.position = after.orElse(null);
    this.outlet = outlet;
    this.feeds = feeds;
    this.threads = threads;
    this.mostWaiting = mostWaiting;
  }

  /** Whose place it is. */
  public Audience.Member member() {
    return member;
  }

  /**
   * Begins to tell the client about a product; what is told then is complete from the return on.
   * May wait for a store.
   *
   * @return false when the client watches as many products as it may, or has left
   */
  public boolean watch(ProductId product) {
    return audience.watch(this, product);
  }

  /** Tells the client no more about a product. */
  public void unwatch(ProductId product) {
    audience.unwatch(this, product);
  }

  /** The client has left; nothing happens when the seat has ended already. */
  public void leave() {
    end(End.LEFT);
  }

  /** There may be something new in the feed. */
  void look() {
    lock.lock();
    try {
      feedGrew = true;
      startUnlessRunning();
    } finally {
      lock.unlock();
    }
  }

  /** Looks again when the last look failed. */
  void retry() {
    lock.lock();
    try {
      if (failed) {
        failed = false;
        startUnlessRunning();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Queues a message of the moment; a client with too many of them waiting is let go. */
  void push(Message message) {
    boolean tooSlow;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      tooSlow = waiting.size() >= mostWaiting;
      if (!tooSlow) {
        waiting.add(message);
        startUnlessRunning();
      }
    } finally {
      lock.unlock();
    }
    if (tooSlow) {
      end(End.TOO_SLOW);
    }
  }

  void end(End why) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
    audience.left(this);
    outlet.ended(why);
  }

  /** Notes that the product is watched; false when there are enough, or the seat has ended. */
  boolean addWatched(ProductId product, int atMost) {
    lock.lock();
    try {
      return !ended
          && (watched.contains(product) || (watched.size() < atMost && watched.add(product)));
    } finally {
      lock.unlock();
    }
  }

  void removeWatched(ProductId product) {
    lock.lock();
    try {
      watched.remove(product);
    } finally {
      lock.unlock();
    }
  }

  Set<ProductId> watched() {
    lock.lock();
    try {
      return Set.copyOf(watched);
    } finally {
      lock.unlock();
    }
  }

  private void startUnlessRunning() {
    if (!running && !ended && (!failed || !waiting.isEmpty())) {
      running = true;
      threads.execute(this::run);
    }
  }

  private void run() {
    boolean orderly = false;
    try {
      while (next()) {
        // each turn tells one message, or what is new in the feed
      }
      orderly = true;
    } finally {
      if (!orderly) {
        end(End.FAILED);
      }
    }
  }

  /** Does one thing; false when there is nothing to do, and then the thread has ended. */
  private boolean next() {
    Message message = null;
    lock.lock();
    try {
      if (ended) {
        running = false;
        return false;
      }
      if (feedGrew && !failed) {
        feedGrew = false;
      } else {
        // Before the client was told that it hears everything, the queue waits too.
        message = opened ? waiting.poll() : null;
        if (message == null) {
          running = false;
          return false;
        }
      }
    } finally {
      lock.unlock();
    }
    if (message != null) {
      return tell(message);
    }
    try {
      return opened ? catchUp() : open();
    } catch (StoreUnavailable e) {
      lock.lock();
      try {
        feedGrew = true;
        failed = true; // the audience's clock lets it try again
      } finally {
        lock.unlock();
      }
      return true;
    }
  }

  /** From here on the client hears everything. */
  private boolean open() {
    audience.readBasket(member.user());
    Position from = position;
    Feeds.Newest end = from == null ? feeds.newest(member.user(), 0) : null;
    Optional<List<Feeds.Entry>> missed =
        from == null ? Optional.of(List.of()) : feeds.after(member.user(), from, BATCH);
    if (end != null) {
      from = end.end();
      position = from;
    }
    boolean told = tell(Message.ready(missed.isPresent() ? from : null));
    opened = true;
    return told && (missed.isPresent() ? tellAll(missed.get()) && catchUp() : reset());
  }

  private boolean catchUp() {
    while (true) {
      Position from = position;
      if (from == null) {
        throw new IllegalStateException("a seat that is open has a position");
      }
      Optional<List<Feeds.Entry>> entries = feeds.after(member.user(), from, BATCH);
      if (entries.isEmpty()) {
        return reset();
      }
      if (!tellAll(entries.get())) {
        return false;
      }
      if (entries.get().size() < BATCH) {
        return true;
      }
    }
  }

  private boolean reset() {
    Feeds.Newest newest = feeds.newest(member.user(), BATCH);
    boolean told = tell(Message.reset(newest.entries().isEmpty() ? newest.end() : null));
    position = newest.end();
    for (Feeds.Entry entry : newest.entries()) {
      told = told && tell(Message.of(entry.position(), entry.notice()));
    }
    return told;
  }

  private boolean tellAll(List<Feeds.Entry> entries) {
    for (Feeds.Entry entry : entries) {
      if (!tell(Message.of(entry.position(), entry.notice()))) {
        return false;
      }
      position = entry.position();
    }
    return true;
  }

  private boolean tell(Message message) {
    lock.lock();
    try {
      if (ended) {
        running = false;
        return false;
      }
    } finally {
      lock.unlock();
    }
    if (outlet.deliver(message)) {
      return true;
    }
    end(End.TOO_SLOW);
    lock.lock();
    try {
      running = false;
    } finally {
      lock.unlock();
    }
    return false;
  }
}
