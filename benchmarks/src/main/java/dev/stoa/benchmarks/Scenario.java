package dev.stoa.benchmarks;

/** What the buyers do. */
enum Scenario {
  READS,
  SEARCH,
  BASKET,
  PURCHASES,
  MIXED
}
