package dev.stoa.shared.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.stoa.servers.mongo.MongoServerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An index changes how fast an answer comes, never the answer. The server of these tests has
 * indexes of its own making, so what the adapters ask is asked here with and without them.
 */
class MongoQueriesTest {
  private final String database = MongoServerProcess.database();
  private MongoClient client;
  private MongoCollection<Document> plain;
  private MongoCollection<Document> indexed;

  /** A query, and what it says in other words. */
  private record Question(Bson query, Predicate<Document> meaning) {}

  @BeforeEach
  void open() {
    client = MongoClients.create(MongoServerProcess.testUri());
    plain = client.getDatabase(database).getCollection("plain");
    indexed = client.getDatabase(database).getCollection("indexed");
    IndexOptions sparse = new IndexOptions().sparse(true);
    indexed.createIndex(Indexes.ascending("state.due"), sparse);
    indexed.createIndex(Indexes.ascending("moves.key"), sparse);
    indexed.createIndex(
        Indexes.compoundIndex(
            Indexes.ascending("state.user"),
            Indexes.descending("state.sort"),
            Indexes.descending("_id")));
    indexed.createIndex(
        Indexes.ascending("state.series", "state.sequence"),
        new IndexOptions().unique(true).sparse(true));
    for (int i = 0; i < 120; i++) {
      plain.insertOne(document(i));
      indexed.insertOne(document(i));
    }
    for (MongoCollection<Document> each : List.of(plain, indexed)) {
      each.updateMany(in("_id", "d3", "d30", "d60"), Updates.unset("state.due"));
      each.updateMany(eq("state.user", "u2"), Updates.set("state.user", "u9"));
      each.updateOne(
          and(eq("_id", "d5"), eq("version", 1L)),
          Updates.combine(Updates.set("state.due", 9_999L), Updates.inc("version", 1L)));
      each.updateOne(and(eq("_id", "d6"), eq("version", 7L)), Updates.set("state.due", 1L));
      each.updateOne(eq("_id", "d7"), Updates.push("moves", new Document("key", "late")));
      each.deleteMany(in("_id", "d10", "d11"));
    }
  }

  @AfterEach
  void close() {
    client.getDatabase(database).drop();
    client.close();
  }

  @Test
  void answerIsTheSameWithAndWithoutAnIndex() {
    List<Document> all = plain.find().into(new ArrayList<>());
    assertThat(all).hasSize(118);
    questions()
        .forEach((name, question) -> {
          List<String> meant = ids(all.stream().filter(question.meaning()).toList());
          assertThat(ids(plain.find(question.query()).into(new ArrayList<>())))
              .as("%s, no index", name)
              .containsExactlyInAnyOrderElementsOf(meant);
          assertThat(ids(indexed.find(question.query()).into(new ArrayList<>())))
              .as("%s, index", name)
              .containsExactlyInAnyOrderElementsOf(meant);
          Bson order = Sorts.orderBy(Sorts.descending("state.sort"), Sorts.ascending("_id"));
          assertThat(
                  ids(indexed.find(question.query()).sort(order).limit(7).into(new ArrayList<>())))
              .as("%s, the first seven", name)
              .isEqualTo(
                  ids(plain.find(question.query()).sort(order).limit(7).into(new ArrayList<>())));
        });
  }

  private static Map<String, Question> questions() {
    Map<String, Question> all = new LinkedHashMap<>();
    all.put("one id", new Question(and(eq("_id", "d7"), exists("state")), d -> id(d).equals("d7")));
    all.put(
        "an id at another version",
        new Question(and(eq("_id", "d5"), eq("version", 1L)), d -> false));
    all.put("no such id", new Question(and(eq("_id", "none"), exists("state")), d -> false));
    all.put(
        "several ids",
        new Question(
            and(in("_id", "d1", "d10", "d2", "none"), exists("state")),
            d -> List.of("d1", "d2").contains(id(d))));
    all.put("due", new Question(lte("state.due", 40L), d -> due(d) != null && due(d) <= 40));
    all.put(
        "due in a while",
        new Question(
            and(gt("state.due", 40L), lt("state.due", 60L)),
            d -> due(d) != null && due(d) > 40 && due(d) < 60));
    all.put(
        "due or of a user",
        new Question(
            or(lte("state.due", 10L), eq("state.user", "u1")),
            d -> (due(d) != null && due(d) <= 10) || user(d).equals("u1")));
    all.put(
        "of a user, not the newest",
        new Question(
            and(
                eq("state.user", "u9"),
                lte("state.sort", 50L),
                or(lt("state.sort", 50L), lt("_id", "d5"))),
            d ->
                user(d).equals("u9")
                    && (sort(d) < 50 || (sort(d) == 50 && id(d).compareTo("d5") < 0))));
    all.put("of nobody", new Question(eq("state.user", "u2"), d -> false));
    all.put(
        "a key of a list",
        new Question(
            eq("moves.key", "m3"),
            d ->
                d.getList("moves", Document.class).stream()
                    .anyMatch(move -> Objects.equals(move.get("key"), "m3"))));
    all.put(
        "a key that came later", new Question(eq("moves.key", "late"), d -> id(d).equals("d7")));
    all.put(
        "a number of a series",
        new Question(
            and(eq("state.series", "s1"), eq("state.sequence", 21L)), d -> id(d).equals("d21")));
    all.put(
        "the end of a series",
        new Question(
            and(eq("state.series", "s1"), gte("state.sequence", 100L)),
            d -> number(d) % 2 == 1 && number(d) >= 100));
    return all;
  }

  private static Document document(int i) {
    Map<String, Object> state = new TreeMap<>();
    state.put("user", "u" + i % 5);
    state.put("sort", (long) (i * 7 % 90));
    state.put("series", "s" + i % 2);
    state.put("sequence", (long) i);
    if (i % 3 == 0) {
      state.put("due", (long) i);
    }
    return new Document("_id", "d" + i)
        .append("version", 1L)
        .append("state", new Document(state))
        .append(
            "moves",
            IntStream.of(i % 4, i % 6).mapToObj(m -> new Document("key", "m" + m)).toList());
  }

  private static List<String> ids(List<Document> documents) {
    return documents.stream().map(MongoQueriesTest::id).toList();
  }

  private static String id(Document document) {
    return document.getString("_id");
  }

  private static int number(Document document) {
    return Integer.parseInt(id(document).substring(1));
  }

  private static Long due(Document document) {
    return document.get("state", Document.class).getLong("due");
  }

  private static long sort(Document document) {
    return document.get("state", Document.class).getLong("sort");
  }

  private static String user(Document document) {
    return document.get("state", Document.class).getString("user");
  }
}
