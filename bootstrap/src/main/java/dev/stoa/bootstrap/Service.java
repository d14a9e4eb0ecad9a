package dev.stoa.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A part of the shop that a process can run alone: its routes, its reactions, its tasks. */
public enum Service {
  IDENTITY,
  CATALOG,
  BASKET,
  /** Tells buyers live what happens; looks into the baskets, but changes nothing there. */
  NOTIFICATION,
  PAYMENT,
  ORDER,
  INVOICE,
  /** Compares the books of all others; looks into their stores, but changes nothing. */
  BOOKS;

  private static final String ALL = "all";
  private static final String MONOLITH = "monolith";

  /** As it is written on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Everything in one process. */
  static Set<Service> all() {
    return EnumSet.allOf(Service.class);
  }

  /**
   * Reads a list such as {@code monolith} or {@code payment,order}; {@code monolith} is identity,
   * catalog and books.
   *
   * @throws IllegalArgumentException naming what is known, for any other name
   */
  static Set<Service> parse(String text) {
    Set<Service> services = EnumSet.noneOf(Service.class);
    for (String name : text.split(",", -1)) {
      services.addAll(named(name.strip()));
    }
    return services;
  }

  private static Set<Service> named(String name) {
    return switch (name) {
      case ALL -> all();
      case MONOLITH -> EnumSet.of(IDENTITY, CATALOG, BOOKS);
      default ->
          Arrays.stream(values())
              .filter(service -> service.label().equals(name))
              .findFirst()
              .map(Set::of)
              .orElseThrow(() -> new IllegalArgumentException("no service " + name));
    };
  }

  /** What {@link #parse} understands. */
  static List<String> names() {
    return new ArrayList<>(
        Stream.concat(Stream.of(ALL, MONOLITH), Arrays.stream(values()).map(Service::label))
            .toList());
  }
}
