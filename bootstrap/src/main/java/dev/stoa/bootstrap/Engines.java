package dev.stoa.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which technology stands behind which ports. A profile names one of each; settings may name
 * another, as long as what belongs together stays together.
 *
 * @param aggregates users, products, stock, checkouts, payments, orders and invoices
 * @param sessions who is logged in
 * @param baskets baskets and what the basket knows of products
 * @param events how published events reach the reactions
 * @param search where buyers look for products
 */
record Engines(
    Aggregates aggregates, Sessions sessions, Baskets baskets, Events events, Search search) {
  /** A database of aggregates. */
  enum Aggregates implements Named {
    SQLITE,
    MONGO
  }

  /** A store of sessions. */
  enum Sessions implements Named {
    SQLITE,
    REDIS
  }

  /** A store of baskets. */
  enum Baskets implements Named {
    SQLITE,
    REDIS
  }

  /** A way of events. */
  enum Events implements Named {
    IN_PROCESS,
    KAFKA
  }

  /** A search engine. */
  enum Search implements Named {
    LUCENE,
    ELASTICSEARCH
  }

  /** One process with everything in itself. */
  static final Engines EMBEDDED =
      new Engines(
          Aggregates.SQLITE, Sessions.SQLITE, Baskets.SQLITE, Events.IN_PROCESS, Search.LUCENE);

  /** Services over servers. */
  static final Engines DISTRIBUTED =
      new Engines(
          Aggregates.MONGO, Sessions.REDIS, Baskets.REDIS, Events.KAFKA, Search.ELASTICSEARCH);

  /** Whether anything is kept in SQLite. */
  boolean needsDatabase() {
    return aggregates == Aggregates.SQLITE
        || sessions == Sessions.SQLITE
        || baskets == Baskets.SQLITE;
  }

  /** Why these cannot work together, a sentence for each reason; empty when they can. */
  List<String> contradictions(Set<Service> services) {
    List<String> reasons = new ArrayList<>();
    if (events == Events.IN_PROCESS) {
      String because =
          "engine.events is in-process, and it reads the event log of the one SQLite database";
      if (aggregates != Aggregates.SQLITE) {
        reasons.add("engine.aggregates is mongo, but " + because + ": set engine.events=kafka.");
      }
      if (baskets != Baskets.SQLITE) {
        reasons.add("engine.baskets is redis, but " + because + ": set engine.events=kafka.");
      }
      if (!services.equals(Service.all())) {
        reasons.add(
            "services is not all, but events stay in the process (engine.events is in-process): no"
                + " other process would hear of them.");
      }
    } else {
      String because = "engine.events is kafka, and what SQLite holds goes to no broker";
      if (aggregates == Aggregates.SQLITE) {
        reasons.add("engine.aggregates is sqlite, but " + because + ": set it to mongo.");
      }
      if (baskets == Baskets.SQLITE) {
        reasons.add("engine.baskets is sqlite, but " + because + ": set it to redis.");
      }
    }
    if (sessions == Sessions.SQLITE && aggregates != Aggregates.SQLITE) {
      reasons.add(
          "engine.sessions is sqlite, but the process has no SQLite database (engine.aggregates is"
              + " mongo): set it to redis.");
    }
    return reasons;
  }

  /** Names a choice as it is written in a setting. */
  interface Named {
    String name();

    default String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The choice of that name. */
  static <E extends Enum<E> & Named> E named(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(choice -> choice.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such choice: " + name));
  }
}
