package dev.stoa.shared.application.port;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Aggregates that are records, in a map under one lock: what ordinary stores in memory have in
 * common.
 *
 * <ul>
 *   <li>A save is accepted only from the version that was loaded; the others are {@link
 *       StaleAggregate} and change nothing.
 *   <li>The state and its events appear together or not at all.
 * </ul>
 *
 * @param <I> the id
 * @param <A> the aggregate
 */
public final class InMemoryAggregates<I, A extends Aggregate<I>> {
  private final Map<I, A> all = new HashMap<>();
  private final List<PublishedEvent> events = new ArrayList<>();

  private final BiFunction<A, Version, A> at;

  /** Empty; for records of which the version is a component. */
  public InMemoryAggregates() {
    this(InMemoryAggregates::copied);
  }

  /**
   * Empty.
   *
   * @param at the same aggregate at another version
   */
  public InMemoryAggregates(BiFunction<A, Version, A> at) {
    this.at = at;
  }

  /** The aggregate as it was saved last. */
  public synchronized Optional<A> find(I id) {
    return Optional.ofNullable(all.get(id));
  }

  /** All, in no order. */
  public synchronized List<A> all() {
    return List.copyOf(all.values());
  }

  /** What was published, in the order of the commits. */
  public synchronized List<PublishedEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Stores the aggregate with its events in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when another save came first
   */
  public synchronized Version save(A aggregate, List<? extends PublishedEvent> published) {
    A stored = all.get(aggregate.id());
    Version current = stored == null ? Version.NEW : stored.version();
    if (!current.equals(aggregate.version())) {
      throw new StaleAggregate(aggregate.id(), aggregate.version());
    }
    A next = at.apply(aggregate, current.next());
    events.addAll(List.copyOf(published));
    all.put(aggregate.id(), next);
    return next.version();
  }

  /** The same record with another version. */
  @SuppressWarnings("unchecked") // The constructor is that of the aggregate's own class.
  private static <A> A copied(A aggregate, Version version) {
    RecordComponent[] components = aggregate.getClass().getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException("no record: " + aggregate.getClass().getName());
    }
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            components[i].getType() == Version.class
                ? version
                : components[i].getAccessor().invoke(aggregate);
      }
      Class<?>[] types =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return (A) aggregate.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalStateException("cannot copy " + aggregate, e);
    } catch (NoSuchMethodException | InstantiationException e) {
      throw new LinkageError("a record without its own constructor", e);
    }
  }

  /**
   * A part of a list whose order does not change while it is read.
   *
   * @param key of an item, different for all items, and in the order of the list
   * @param form of every key; a cursor of another form was not given out
   * @throws InvalidCursor when it was not
   */
  public static <T> Page<T> page(
      List<T> items,
      PageRequest page,
      Function<T, String> key,
      Comparator<String> order,
      String form) {
    String after = page.after().map(Cursor::token).orElse(null);
    if (after != null && !after.matches(form)) {
      throw new InvalidCursor();
    }
    List<T> left =
        items.stream()
            .filter(item -> after == null || order.compare(key.apply(item), after) > 0)
            .sorted(Comparator.comparing(key, order))
            .limit(page.limit() + 1L)
            .toList();
    if (left.size() <= page.limit()) {
      return new Page<>(left, Optional.empty());
    }
    List<T> found = left.subList(0, page.limit());
    return new Page<>(found, Optional.of(new Cursor(key.apply(found.getLast()))));
  }

  /** What amounts add up to, one sum for each currency, in the order of their codes. */
  public static List<Money> sums(Stream<Money> amounts) {
    Map<String, Money> sums = new TreeMap<>();
    amounts.forEach(amount -> sums.merge(amount.currency().getCurrencyCode(), amount, Money::plus));
    return List.copyOf(sums.values());
  }
}
