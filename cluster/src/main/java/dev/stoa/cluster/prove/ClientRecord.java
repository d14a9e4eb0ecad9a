package dev.stoa.cluster.prove;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a shop were told, in memory and in a file with one line of JSON each. Only
 * what was answered is a promise; what was merely asked is kept beside it, because it may have
 * happened as well. Amounts are cents. Safe for many threads.
 */
public final class ClientRecord implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** What can be acknowledged. */
  public enum Kind {
    REGISTRATION("registrations"),
    BASKET_LINE("basket lines"),
    CHECKOUT("checkouts accepted"),
    OUTCOME("outcomes of checkouts"),
    REPETITION("repeated keys"),
    STOCK("stock movements"),
    PRICE("price changes");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As people read it. */
    public String label() {
      return label;
    }
  }

  /** How a checkout ended, as its buyer was told. */
  public record Outcome(String status, String order, String payment) {}

  /**
   * A wish to buy under one key.
   *
   * @param total in cents, as the buyer confirmed it last
   * @param pieces by SKU
   * @param checkouts the ids that were answered under the key; more than one breaks the promise
   * @param refusal the problem that was answered instead of an acceptance
   */
  public record Attempt(
      String buyer,
      String key,
      long total,
      SortedMap<String, Integer> pieces,
      Set<String> checkouts,
      @Nullable Outcome outcome,
      @Nullable String refusal) {
    /** Whether the buyer knows how it ended. */
    public boolean isOpen() {
      return outcome == null && refusal == null;
    }
  }

  /**
   * All of it at one moment.
   *
   * @param baskets by buyer: pieces by SKU
   * @param received by SKU, the pieces that came into stock
   * @param prices by SKU, as last acknowledged
   * @param asked by SKU, every price that was ever asked for
   * @param contradictions what contradicted the record while it was made
   */
  public record Told(
      Set<String> accounts,
      Map<String, SortedMap<String, Integer>> baskets,
      List<Attempt> attempts,
      SortedMap<String, Long> received,
      SortedMap<String, Long> prices,
      Map<String, Set<Long>> asked,
      List<String> contradictions) {}

  private final Path file;
  private final Writer lines;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Set<String> accounts = new TreeSet<>();
  private final Map<String, SortedMap<String, Integer>> baskets = new TreeMap<>();
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private final SortedMap<String, Long> received = new TreeMap<>();
  private final SortedMap<String, Long> prices = new TreeMap<>();
  private final Map<String, Set<Long>> asked = new TreeMap<>();
  private final List<String> contradictions = new ArrayList<>();

  private ClientRecord(Path file, Writer lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Begins a record in a new file. */
  public static ClientRecord begin(Path file) {
    try {
      return new ClientRecord(
          file,
          Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** An account was made. */
  public synchronized void registered(String buyer) {
    accounts.add(buyer);
    baskets.computeIfAbsent(buyer, b -> new TreeMap<>());
    acknowledged(Kind.REGISTRATION, "buyer", buyer);
  }

  /** A line of a basket is so many pieces now; 0 when it is not there. */
  public synchronized void basketLine(String buyer, String sku, int quantity) {
    SortedMap<String, Integer> basket = baskets.computeIfAbsent(buyer, b -> new TreeMap<>());
    if (quantity == 0) {
      basket.remove(sku);
    } else {
      basket.put(sku, quantity);
    }
    acknowledged(Kind.BASKET_LINE, "buyer", buyer, "sku", sku, "quantity", quantity);
  }

  /** A purchase took its pieces out of the basket, as it should. */
  public synchronized void bought(String buyer) {
    baskets.computeIfAbsent(buyer, b -> new TreeMap<>()).clear();
  }

  /** What the basket of a buyer holds by all that was acknowledged. */
  public synchronized SortedMap<String, Integer> basket(String buyer) {
    return new TreeMap<>(baskets.getOrDefault(buyer, new TreeMap<>()));
  }

  /** A checkout is about to be asked for; again under the same key when the total was another. */
  public synchronized void asked(
      String buyer, String key, long total, Map<String, Integer> pieces) {
    change(buyer, key, new Attempt(buyer, key, total, new TreeMap<>(pieces), Set.of(), null, null));
    write("asked", "buyer", buyer, "key", key, "total", total, "pieces", pieces);
  }

  /** A checkout was accepted. */
  public synchronized void accepted(String buyer, String key, String checkout) {
    Attempt before = attempt(buyer, key);
    Set<String> ids = new TreeSet<>(before.checkouts());
    Kind kind = ids.isEmpty() ? Kind.CHECKOUT : Kind.REPETITION;
    ids.add(checkout);
    change(
        buyer,
        key,
        new Attempt(
            buyer, key, before.total(), before.pieces(), ids, before.outcome(), before.refusal()));
    acknowledged(kind, "buyer", buyer, "key", key, "checkout", checkout);
  }

  /** The end of a checkout was told; once told, another one contradicts it. */
  public synchronized void ended(String buyer, String key, Outcome outcome) {
    Attempt before = attempt(buyer, key);
    Outcome told = before.outcome();
    if (told != null) {
      if (!told.equals(outcome)) {
        contradiction(
            "the purchase %s of %s ended as %s, and then as %s"
                .formatted(key, buyer, told, outcome));
      }
      return;
    }
    change(
        buyer,
        key,
        new Attempt(
            buyer, key, before.total(), before.pieces(), before.checkouts(), outcome, null));
    acknowledged(
        Kind.OUTCOME,
        "buyer",
        buyer,
        "key",
        key,
        "status",
        outcome.status(),
        "order",
        outcome.order(),
        "payment",
        outcome.payment());
  }

  /** A checkout was refused at once: nothing began under its key. */
  public synchronized void refused(String buyer, String key, String problem) {
    Attempt before = attempt(buyer, key);
    if (!before.checkouts().isEmpty()) {
      contradiction(
          "the purchase %s of %s was accepted, and then refused as %s"
              .formatted(key, buyer, problem));
      return;
    }
    change(
        buyer,
        key,
        new Attempt(buyer, key, before.total(), before.pieces(), Set.of(), null, problem));
    write("refused", "buyer", buyer, "key", key, "problem", problem);
  }

  /** Goods came in. */
  public synchronized void stock(String sku, int delta) {
    received.merge(sku, (long) delta, Long::sum);
    acknowledged(Kind.STOCK, "sku", sku, "delta", delta);
  }

  /** A price is about to be asked for. */
  public synchronized void priceAsked(String sku, long cents) {
    asked.computeIfAbsent(sku, s -> new TreeSet<>()).add(cents);
    write("price-asked", "sku", sku, "cents", cents);
  }

  /** A price is in effect. */
  public synchronized void price(String sku, long cents) {
    prices.put(sku, cents);
    acknowledged(Kind.PRICE, "sku", sku, "cents", cents);
  }

  /** Something seen on the way contradicts the record. */
  public synchronized void contradiction(String sentence) {
    contradictions.add(sentence);
    write("contradiction", "sentence", sentence);
  }

  /** How much was acknowledged, by kind. */
  public synchronized Map<Kind, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** How much was acknowledged. */
  public synchronized long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many outcomes of checkouts were told. */
  public synchronized long outcomes() {
    return counts.getOrDefault(Kind.OUTCOME, 0L);
  }

  /** How many purchases have no end yet. */
  public synchronized long open() {
    return attempts.values().stream().filter(Attempt::isOpen).count();
  }

  /** All of it as it is now. */
  public synchronized Told told() {
    Map<String, SortedMap<String, Integer>> filled = new TreeMap<>();
    baskets.forEach((buyer, basket) -> filled.put(buyer, new TreeMap<>(basket)));
    Map<String, Set<Long>> everAsked = new TreeMap<>();
    asked.forEach((sku, cents) -> everAsked.put(sku, Set.copyOf(cents)));
    return new Told(
        Set.copyOf(accounts),
        filled,
        List.copyOf(attempts.values()),
        new TreeMap<>(received),
        new TreeMap<>(prices),
        everAsked,
        List.copyOf(contradictions));
  }

  @Override
  public synchronized void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Attempt attempt(String buyer, String key) {
    Attempt attempt = attempts.get(buyer + " " + key);
    if (attempt == null) {
      throw new IllegalArgumentException("nobody asked for " + key + " of " + buyer);
    }
    return attempt;
  }

  private void change(String buyer, String key, Attempt attempt) {
    attempts.put(buyer + " " + key, attempt);
  }

  private void acknowledged(Kind kind, Object... fields) {
    counts.merge(kind, 1L, Long::sum);
    write(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), fields);
  }

  private void write(String what, Object... fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", Instant.now().toString());
    line.put("what", what);
    for (int i = 0; i < fields.length; i += 2) {
      line.put(String.valueOf(fields[i]), fields[i + 1]);
    }
    try {
      lines.write(JSON.writeValueAsString(line));
      lines.write('\n');
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
