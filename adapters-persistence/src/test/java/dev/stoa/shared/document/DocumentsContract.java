package dev.stoa.shared.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.document.Documents.Figures;
import dev.stoa.shared.document.Documents.Group;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The laws of {@link Documents}; the number in a name is that of the sentence there. */
public interface DocumentsContract {
  /**
   * Something to be stored.
   *
   * @param name unique
   * @param due null for one that is never due
   */
  record Thing(String name, String owner, long sort, Part part, long amount, @Nullable Long due) {}

  /** A part of it. */
  record Part(String currency) {}

  /** How things are stored. */
  DocumentKind<Thing> KIND =
      new DocumentKind<>(
          "thing",
          "things",
          Thing.class,
          List.of(
              DocumentIndex.unique("name", DocumentIndex.text("name")),
              DocumentIndex.newestOf("owner", DocumentIndex.text("owner"), "sort"),
              DocumentIndex.plain("newest", DocumentIndex.newestFirst("sort")),
              DocumentIndex.sparse("due", DocumentIndex.number("due"))));

  /** An empty store of things. */
  Documents<Thing> documents();

  /** The same store after a restart. */
  Documents<Thing> restart();

  /** The subjects of the events that were committed, in order. */
  List<String> published();

  private static Thing thing(String name, String owner, long sort) {
    return new Thing(name, owner, sort, new Part("EUR"), 100, null);
  }

  private static Thing due(String name, long due) {
    return new Thing(name, "ada", 1, new Part("EUR"), 100, due);
  }

  private static PublishedEvent event(String subject) {
    return new UserDeletedV1(
        UUID.nameUUIDFromBytes(subject.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        2,
        Instant.parse("2026-11-28T10:00:00Z"));
  }

  private static List<String> names(List<Stored<Thing>> found) {
    return found.stream().map(stored -> stored.document().name()).toList();
  }

  @Test
  default void law1FindsWhatWasSavedAlsoAfterARestart() {
    Documents<Thing> documents = documents();
    Version first = documents.save("a", Version.NEW, thing("lamp", "ada", 7), List.of());
    Version second = documents.save("a", first, thing("light", "ada", 7), List.of());

    assertThat(second).isEqualTo(first.next());
    Stored<Thing> expected = new Stored<>(thing("light", "ada", 7), second);
    assertThat(documents.find("a")).contains(expected);
    assertThat(documents.findBy("name", "light")).contains(expected);
    assertThat(documents.findBy("name", "lamp")).isEmpty();
    assertThat(documents.find("b")).isEmpty();
    assertThat(restart().find("a")).contains(expected);
  }

  @Test
  default void law2RefusesAStaleCopyAndChangesNothing() {
    Documents<Thing> documents = documents();
    Version first = documents.save("a", Version.NEW, thing("lamp", "ada", 7), List.of());
    Version second = documents.save("a", first, thing("light", "ada", 7), List.of(event("one")));
    List<String> before = published();

    assertThatThrownBy(
            () -> documents.save("a", first, thing("stale", "bob", 8), List.of(event("two"))))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(
            () -> documents.save("a", Version.NEW, thing("stale", "bob", 8), List.of(event("two"))))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> documents.delete("a", first, List.of(event("two"))))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> documents.delete("b", first, List.of(event("two"))))
        .isInstanceOf(StaleAggregate.class);
    assertThat(documents.find("a")).contains(new Stored<>(thing("light", "ada", 7), second));
    assertThat(published()).isEqualTo(before).hasSize(1);
  }

  @Test
  default void law2LetsOneOfManyWin() throws Exception {
    Documents<Thing> documents = documents();
    Version first = documents.save("a", Version.NEW, thing("lamp", "ada", 7), List.of());

    List<Boolean> won =
        atOnce(
            16,
            i -> {
              try {
                documents.save("a", first, thing("n" + i, "ada", i), List.of(event("e" + i)));
                return true;
              } catch (StaleAggregate stale) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(published()).hasSize(1);
    assertThat(documents.find("a").orElseThrow().document().name())
        .isEqualTo("n" + won.indexOf(true));
  }

  @Test
  default void law3KeepsTheEventsOfACommitInOrder() {
    Documents<Thing> documents = documents();
    Version first =
        documents.save(
            "a", Version.NEW, thing("lamp", "ada", 7), List.of(event("one"), event("two")));
    documents.save("a", first, thing("lamp", "ada", 8), List.of(event("three")));

    List<String> expected =
        List.of(event("one").subject(), event("two").subject(), event("three").subject());
    assertThat(published()).isEqualTo(expected);
    restart();
    assertThat(published()).isEqualTo(expected);
  }

  @Test
  default void law4ForgetsWhatIsDeletedButNeverItsId() {
    Documents<Thing> documents = documents();
    Version first = documents.save("a", Version.NEW, thing("lamp", "ada", 7), List.of());
    documents.delete("a", first, List.of(event("gone")));

    assertThat(documents.find("a")).isEmpty();
    assertThat(documents.findBy("name", "lamp")).isEmpty();
    assertThat(documents.all("name")).isEmpty();
    assertThat(documents.byId("", 10)).isEmpty();
    assertThat(documents.newestFirst(Map.of(), "sort", KeysetCursor.TOP, 10)).isEmpty();
    assertThat(documents.totals(List.of("owner"), List.of("amount"))).isEmpty();
    assertThat(published()).containsExactly(event("gone").subject());
    assertThatThrownBy(() -> documents.save("a", Version.NEW, thing("again", "ada", 7), List.of()))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> documents.save("a", first, thing("again", "ada", 7), List.of()))
        .isInstanceOf(StaleAggregate.class);
    documents.save("b", Version.NEW, thing("lamp", "ada", 7), List.of());
    assertThat(documents.findBy("name", "lamp")).isPresent();
  }

  @Test
  default void law5GivesAKeyToOne() throws Exception {
    Documents<Thing> documents = documents();

    List<Boolean> won =
        atOnce(
            16,
            i -> {
              try {
                documents.save(
                    "id" + i, Version.NEW, thing("lamp", "owner" + i, i), List.of(event("e" + i)));
                return true;
              } catch (KeyTaken taken) {
                assertThat(taken.index()).isEqualTo("name");
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(published()).hasSize(1);
    assertThat(documents.byId("", 100)).hasSize(1);
    Version other = documents.save("x", Version.NEW, thing("other", "ada", 1), List.of());
    assertThatThrownBy(() -> documents.save("x", other, thing("lamp", "ada", 1), List.of()))
        .isInstanceOf(KeyTaken.class);
    assertThat(documents.find("x").orElseThrow().document().name()).isEqualTo("other");
  }

  @Test
  default void law6GoesThroughListsWithoutGapsOrRepetitions() {
    Documents<Thing> documents = documents();
    IntStream.range(0, 25)
        .forEach(i ->
            documents.save(
                "id%02d".formatted(i),
                Version.NEW,
                thing("n%02d".formatted(i), i % 5 == 0 ? "bob" : "ada", i / 3),
                List.of()));

    List<String> all = new ArrayList<>();
    KeysetCursor after = KeysetCursor.TOP;
    while (true) {
      List<Stored<Thing>> page = documents.newestFirst(Map.of(), "sort", after, 4);
      if (page.isEmpty()) {
        break;
      }
      all.addAll(names(page));
      Thing last = page.getLast().document();
      after = new KeysetCursor(last.sort(), last.name().replace("n", "id"));
    }
    assertThat(all)
        .isEqualTo(IntStream.range(0, 25).mapToObj(i -> "n%02d".formatted(24 - i)).toList());
    assertThat(names(documents.newestFirst(Map.of("owner", "bob"), "sort", KeysetCursor.TOP, 3)))
        .containsExactly("n20", "n15", "n10");
    assertThat(names(documents.byId("id21", 2))).containsExactly("n22", "n23");
    assertThat(names(documents.all("name"))).isSorted().hasSize(25);
  }

  @Test
  default void findsWhatIsDueTheLowestFirst() {
    Documents<Thing> documents = documents();
    documents.save("a", Version.NEW, due("late", 300), List.of());
    documents.save("b", Version.NEW, due("first", 100), List.of());
    documents.save("c", Version.NEW, due("second", 200), List.of());
    documents.save("d", Version.NEW, thing("never", "ada", 1), List.of());

    assertThat(names(documents.upTo("due", 200, 10))).containsExactly("first", "second");
    assertThat(names(documents.upTo("due", 300, 2))).containsExactly("first", "second");
    assertThat(documents.upTo("due", 99, 10)).isEmpty();
  }

  @Test
  default void law7CountsAndAddsUp() {
    Documents<Thing> documents = documents();
    documents.save("a", Version.NEW, amount("a", "ada", "EUR", 5), List.of());
    documents.save("b", Version.NEW, amount("b", "ada", "EUR", 7), List.of());
    documents.save("c", Version.NEW, amount("c", "ada", "JPY", 1), List.of());
    documents.save("d", Version.NEW, amount("d", "bob", "EUR", 4_000_000_000_000L), List.of());

    assertThat(documents.totals(List.of("owner", "part.currency"), List.of("amount", "sort")))
        .containsExactly(
            new Group(
                List.of("ada", "EUR"), 2, List.of(new Figures(12, 5, 7), new Figures(2, 1, 1))),
            new Group(
                List.of("ada", "JPY"), 1, List.of(new Figures(1, 1, 1), new Figures(1, 1, 1))),
            new Group(
                List.of("bob", "EUR"),
                1,
                List.of(
                    new Figures(4_000_000_000_000L, 4_000_000_000_000L, 4_000_000_000_000L),
                    new Figures(1, 1, 1))));
  }

  private static Thing amount(String name, String owner, String currency, long amount) {
    return new Thing(name, owner, 1, new Part(currency), amount, null);
  }

  /** Something done by several at once. */
  interface Attempt {
    boolean run(int number);
  }

  private static List<Boolean> atOnce(int many, Attempt attempt) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        int number = i;
        all.add(() -> attempt.run(number));
      }
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> each : threads.invokeAll(all)) {
        results.add(each.get());
      }
      return results;
    }
  }
}
