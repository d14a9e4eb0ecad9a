package dev.stoa.prove;

import dev.stoa.shared.application.StoreUnavailable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where clients come with their requests: finds a process, and brings back its answer, or none. */
final class Desk {
  private final World world;

  Desk(World world) {
    this.world = world;
  }

  /**
   * Asks once.
   *
   * @return the answer; null when none came, and nobody knows what was done
   */
  <R> @Nullable R ask(Node.Part part, String what, Supplier<R> request) {
    Actor client = world.scheduler().current();
    Node node = world.someNode(part);
    if (node == null) {
      world.trace().say(what + ": nobody is there");
      return null;
    }
    client.enter(node);
    client.begin(world.scheduler().now());
    R answer;
    try {
      world.trace().say(what);
      answer = request.get();
      client.requireAlive();
    } catch (Crash crash) {
      client.leave();
      if (world.scheduler().exhausted()) {
        throw crash;
      }
      return null;
    } catch (StoreUnavailable away) {
      client.leave();
      world.trace().say("  answered: try again later");
      return null;
    } catch (RuntimeException failure) {
      boolean dead = client.isDead();
      client.leave();
      if (!dead) {
        world.trace().say("  FAILS: " + failure);
        world.answers().failed(what + " failed: " + failure);
      }
      return null;
    }
    client.leave();
    if (world.faults().happens(Fault.ANSWER_LOST)) {
      world.trace().fault("the answer to the client is lost");
      return null;
    }
    world.trace().answer(answer);
    return answer;
  }
}
