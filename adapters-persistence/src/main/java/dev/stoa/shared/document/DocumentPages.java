package dev.stoa.shared.document;

import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.UnreadableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * Pages over documents, with cursors that mean something to their own list only.
 *
 * @param <D> the stored form
 * @param <A> the aggregate
 */
public final class DocumentPages<D, A> {
  private final Documents<D> documents;
  private final Function<Stored<D>, A> aggregate;
  private final Function<A, String> id;

  public DocumentPages(
      Documents<D> documents, Function<Stored<D>, A> aggregate, Function<A, String> id) {
    this.documents = documents;
    this.aggregate = aggregate;
    this.id = id;
  }

  /**
   * A page of a list that is newest first.
   *
   * @param list the name of the list, without a space
   * @param equal fields with the text they must have
   * @param number the field with the number that falls
   * @param numberOf what is in that field
   * @throws InvalidCursor when the cursor is not of this list
   */
  public Page<A> newestFirst(
      String list,
      Map<String, String> equal,
      String number,
      ToLongFunction<A> numberOf,
      PageRequest page) {
    KeysetCursor after =
        page.after().map(c -> KeysetCursor.decode(list, c)).orElse(KeysetCursor.TOP);
    return page(
        readable(limit -> documents.newestFirst(equal, number, after, limit), page.limit() + 1),
        list,
        numberOf,
        page);
  }

  /**
   * A page of all documents in the order of their ids.
   *
   * @throws InvalidCursor when the cursor is not of this list
   */
  public Page<A> byId(String list, PageRequest page) {
    String after = page.after().map(c -> KeysetCursor.decode(list, c).id()).orElse("");
    return page(
        readable(limit -> documents.byId(after, limit), page.limit() + 1), list, a -> 0, page);
  }

  /**
   * The first so many that the domain accepts. What it refuses keeps nobody from the others: it is
   * left out, and told by the readiness and the log.
   */
  private List<A> readable(IntFunction<List<Stored<D>>> read, int wanted) {
    int asked = wanted;
    while (true) {
      List<Stored<D>> found = read.apply(asked);
      List<A> accepted = new ArrayList<>();
      for (Stored<D> stored : found) {
        try {
          accepted.add(aggregate.apply(stored));
        } catch (UnreadableState told) {
          // As said above.
        }
      }
      if (found.size() < asked || accepted.size() >= wanted) {
        return accepted.subList(0, Math.min(wanted, accepted.size()));
      }
      asked = wanted + found.size() - accepted.size();
    }
  }

  private Page<A> page(List<A> found, String list, ToLongFunction<A> numberOf, PageRequest page) {
    List<A> shown = found.stream().limit(page.limit()).toList();
    if (found.size() <= page.limit()) {
      return new Page<>(shown, Optional.empty());
    }
    A last = shown.getLast();
    return new Page<>(
        shown,
        Optional.of(new KeysetCursor(numberOf.applyAsLong(last), id.apply(last)).encode(list)));
  }
}
