package dev.stoa.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What a run measured, by operation. Safe for many threads. */
final class Figures {
  private static final long LONGEST_MICROS = 60_000_000L;

  private final ConcurrentMap<String, Histogram> done = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> errors = new ConcurrentHashMap<>();

  /** Figures of an operation; times in milliseconds. */
  record Line(
      String operation,
      long count,
      double perSecond,
      double p50,
      double p95,
      double p99,
      double max) {}

  void done(String operation, long nanos) {
    Histogram times =
        done.computeIfAbsent(operation, o -> new ConcurrentHistogram(LONGEST_MICROS, 3));
    times.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1_000)));
  }

  void failed(String kind) {
    errors.computeIfAbsent(kind, k -> new LongAdder()).increment();
  }

  Map<String, Line> lines(double seconds) {
    Map<String, Line> lines = new TreeMap<>();
    done.forEach((operation, times) ->
        lines.put(
            operation,
            new Line(
                operation,
                times.getTotalCount(),
                times.getTotalCount() / seconds,
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(95) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3)));
    return lines;
  }

  Map<String, Long> errors() {
    Map<String, Long> counts = new TreeMap<>();
    errors.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  /** The figures as text, a line each. */
  String text(double seconds) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-14s %9s %9s %9s %9s %9s %9s%n",
            "operation",
            "count",
            "per s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "max ms"));
    for (Line line : lines(seconds).values()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %9d %9.1f %9.1f %9.1f %9.1f %9.1f%n",
              line.operation(),
              line.count(),
              line.perSecond(),
              line.p50(),
              line.p95(),
              line.p99(),
              line.max()));
    }
    errors()
        .forEach((kind, count) ->
            text.append("error ").append(kind).append(": ").append(count).append('\n'));
    return text.toString();
  }
}
