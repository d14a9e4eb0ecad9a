package dev.stoa.shared.document;

import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The aggregates of one kind, each one versioned document, in whatever engine. Adapters of ordinary
 * aggregates are written once over it; an engine that implements it has all of them.
 *
 * <ol>
 *   <li>What was saved is found again, with the version that the save returned, also after a
 *       restart.
 *   <li>A save or a delete is accepted only from the stored version: of several one wins, the
 *       others get {@link StaleAggregate} and change nothing.
 *   <li>State and events of a commit appear together or not at all.
 *   <li>A deleted document is found no more and its unique keys are free; its id is never used
 *       again: a new document under it is {@link StaleAggregate}.
 *   <li>Two documents never have the same key of a unique index, however many are saved at once:
 *       {@link KeyTaken}. A refused save changes nothing.
 *   <li>A page goes on behind the place it is told, without gaps or repetitions among what was
 *       there all the time; a query reads no more documents than it returns, however many stand
 *       before.
 *   <li>Totals count and add up exactly what is stored at one moment.
 *   <li>A damaged document is {@link dev.stoa.shared.application.UnreadableState} for who asks for
 *       it. A list leaves it out, gives as many others as are wanted, and the {@link Damage} of the
 *       store names it.
 * </ol>
 *
 * <p>All methods throw {@link dev.stoa.shared.application.StoreUnavailable} when the engine cannot
 * be reached.
 *
 * @param <D> the record that is the stored form
 */
public interface Documents<D> {
  /** The document of that id. */
  Optional<Stored<D>> find(String id);

  /** A document that has that text in a field; for fields with an index that begins with them. */
  Optional<Stored<D>> findBy(String field, String value);

  /** Every document, in the order of a text field that has an index. For few documents. */
  List<Stored<D>> all(String field);

  /**
   * Documents behind a place, newest first: by a number in falling order, and by id in falling
   * order among equals.
   *
   * @param equal fields with the text they must have; with the number they need an index
   */
  List<Stored<D>> newestFirst(
      Map<String, String> equal, String number, KeysetCursor after, int limit);

  /** Documents behind an id, in the order of the ids. */
  List<Stored<D>> byId(String after, int limit);

  /** Documents whose number in that field is at most so much, the lowest first. */
  List<Stored<D>> upTo(String number, long most, int limit);

  /**
   * Counts and adds up.
   *
   * @param by fields with text, by which groups are made
   * @param numbers fields with a number, which are added up in each group
   * @return the groups in the order of what they have in common
   */
  List<Group> totals(List<String> by, List<String> numbers);

  /**
   * Documents that have something in common.
   *
   * @param by what they have in common
   * @param figures of each number, in the order they were asked for
   */
  record Group(List<String> by, long count, List<Figures> figures) {
    public Group {
      by = List.copyOf(by);
      figures = List.copyOf(figures);
    }
  }

  /** What numbers amount to. */
  record Figures(long sum, long least, long most) {}

  /**
   * Stores the document with the events in one commit.
   *
   * @param loaded the version the aggregate was loaded at
   * @return the version it now has
   * @throws StaleAggregate when the stored version is another, or the id was used before
   * @throws KeyTaken when a unique index refused it
   */
  Version save(String id, Version loaded, D document, List<? extends PublishedEvent> events);

  /**
   * Deletes the document and publishes the events, in one commit.
   *
   * @throws StaleAggregate when the stored version is another
   */
  void delete(String id, Version loaded, List<? extends PublishedEvent> events);
}
