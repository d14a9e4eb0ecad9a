package dev.stoa.prove;

import java.util.Set;

/** A process that may crash and come back. What it had in memory is then gone. */
final class Node {
  /** The parts of the shop, as a process may run them. */
  enum Part {
    CATALOG,
    BASKET,
    PAYMENT,
    ORDERING,
    INVOICING,
    NOTIFICATION
  }

  private final String name;
  private final Set<Part> parts;
  private boolean up = true;
  private int life = 1;

  Node(String name, Set<Part> parts) {
    this.name = name;
    this.parts = parts;
  }

  String name() {
    return name;
  }

  boolean runs(Part part) {
    return parts.contains(part);
  }

  boolean isUp() {
    return up;
  }

  /** Counts its starts: whoever entered in another life is dead. */
  int life() {
    return life;
  }

  void crash() {
    up = false;
    life++;
  }

  void restart() {
    up = true;
  }

  @Override
  public String toString() {
    return name;
  }
}
