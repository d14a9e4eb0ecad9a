package dev.stoa.prove;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does one thing after the other: a buyer, a reaction to an event, a recurring task.
 * Each has a virtual thread, but only the one that holds the baton runs, so the code of use cases
 * blocks as it does in production while every interleaving is the scheduler's choice.
 */
final class Actor {
  private final String name;
  private final int number;
  private final @Nullable Runnable body;
  private @Nullable Thread thread;
  private volatile boolean baton;
  private @Nullable Node node;
  private int life;
  private long begun;

  /** The one who runs the history; it has the thread that it is made on. */
  Actor(String name) {
    this.name = name;
    this.number = 0;
    this.body = null;
    this.thread = Thread.currentThread();
  }

  Actor(String name, int number, Runnable body) {
    this.name = name;
    this.number = number;
    this.body = body;
  }

  String name() {
    return name;
  }

  int number() {
    return number;
  }

  /** The process it runs in; null for one outside the shop. */
  @Nullable Node node() {
    return node;
  }

  /** From now on it lives and dies with that process. */
  void enter(Node process) {
    node = process;
    life = process.life();
  }

  /** It is outside the shop again. */
  void leave() {
    node = null;
  }

  /** It takes up something new at that time, in microseconds since the beginning. */
  void begin(long now) {
    begun = now;
  }

  /** When it took up what it is doing. */
  long begun() {
    return begun;
  }

  boolean isDead() {
    return node != null && node.life() != life;
  }

  /** Ends the actor when its process has crashed since it entered. */
  void requireAlive() {
    if (isDead()) {
      throw new Crash();
    }
  }

  /** Hands it the baton; called by the one who has it. */
  void resume() {
    baton = true;
    if (thread == null) {
      thread = Thread.ofVirtual().unstarted(this::run);
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  /** Waits for the baton; called on its own thread. */
  void await() {
    while (!baton) {
      LockSupport.park(this);
    }
    baton = false;
  }

  private void run() {
    await();
    if (body != null) {
      body.run();
    }
  }

  @Override
  public String toString() {
    return node == null ? name : name + "@" + node;
  }
}
