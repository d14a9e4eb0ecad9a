package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.application.port.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/**
 * Completes a text: every word but the last must occur, the last may be unfinished. Categories and
 * vendors come first, for they are few and lead to many products; what matches only with a typing
 * error comes last.
 */
final class Suggestions {
  private static final int SHORTEST_FUZZY = 4;
  private static final int MAX_WORDS = 8;

  /** As long as the longest beginning of a word in the index. */
  private static final int MAX_WORD = 20;

  private static final int MAX_LABELS = 3;
  private static final int LABELS_COUNTED = 50;

  private final List<String> words;

  private Suggestions(List<String> words) {
    this.words = words;
  }

  static Suggestions completing(String raw) {
    return new Suggestions(
        Words.plain(Words.cut(raw, 200), MAX_WORDS).stream().map(Suggestions::cut).toList());
  }

  private static String cut(String word) {
    return Words.length(word) <= MAX_WORD
        ? word
        : word.substring(0, word.offsetByCodePoints(0, MAX_WORD));
  }

  List<Suggestion> in(Connection server, Indexes indexes, int n) {
    Set<Suggestion> found = new LinkedHashSet<>();
    if (!words.isEmpty()) {
      read(server, indexes, false, n, found);
      if (found.size() < n && words.stream().anyMatch(Suggestions::mayBeWrong)) {
        read(server, indexes, true, n, found);
      }
    }
    return found.stream().limit(n).toList();
  }

  private void read(
      Connection server, Indexes indexes, boolean forgiving, int n, Set<Suggestion> found) {
    JsonNode answer =
        server.call("POST", "/" + indexes.products + "/_search", request(forgiving, n));
    List<CharacterRunAutomaton> wanted = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      wanted.add(matcher(words.get(i), i == words.size() - 1, forgiving));
    }
    labels(answer, "categories", wanted)
        .forEach(label -> found.add(new Suggestion(label, Suggestion.Kind.CATEGORY, null)));
    labels(answer, "vendors", wanted)
        .forEach(label -> found.add(new Suggestion(label, Suggestion.Kind.VENDOR, null)));
    for (JsonNode hit : answer.at("/hits/hits")) {
      JsonNode source = hit.path("_source");
      found.add(
          new Suggestion(
              source.path(Documents.TITLE).asText(),
              Suggestion.Kind.PRODUCT,
              source.path("handle").asText()));
    }
  }

  private ObjectNode request(boolean forgiving, int n) {
    ObjectNode request = Dsl.object();
    request.put("size", n);
    request.put("track_total_hits", false);
    request.set("_source", Dsl.strings(List.of(Documents.TITLE, "handle")));
    List<JsonNode> titles = new ArrayList<>();
    List<JsonNode> categories = new ArrayList<>();
    List<JsonNode> vendors = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean fuzzy = forgiving && mayBeWrong(words.get(i));
      String of = i == words.size() - 1 ? Documents.TITLE_STARTS : Documents.TITLE_WORDS;
      titles.add(word(of, words.get(i), fuzzy));
      categories.add(word(Documents.CATEGORY_STARTS, words.get(i), fuzzy));
      vendors.add(word(Documents.VENDOR_STARTS, words.get(i), fuzzy));
    }
    // The labels are counted over all products, the titles are what is listed.
    request.set("post_filter", Dsl.filter(titles));
    ObjectNode bool = Dsl.object();
    bool.set("filter", Dsl.term(Documents.KIND, Documents.PRODUCT));
    bool.set("should", Dsl.worth(Dsl.prefix(Documents.TITLE_KEY, String.join(" ", words)), 2));
    request.set("query", Dsl.of("bool", bool));
    request.set(
        "sort",
        Dsl.array(
            Stream.of("_score:desc", Documents.CREATED + ":desc", Documents.ID + ":asc")
                .map(key -> key.split(":", 2))
                .map(key -> Dsl.of(key[0], Dsl.object().put("order", key[1])))
                .toList()));
    ObjectNode labels = Dsl.object();
    labels.set("categories", labels(categories, Documents.CATEGORY_KEY));
    labels.set("vendors", labels(vendors, Documents.VENDOR_KEY));
    request.set("aggs", labels);
    return request;
  }

  private static ObjectNode word(String field, String word, boolean fuzzy) {
    return fuzzy ? Dsl.fuzzy(field, word, 1) : Dsl.term(field, word);
  }

  private static ObjectNode labels(List<JsonNode> conditions, String field) {
    ObjectNode under = Dsl.object();
    under.set("filter", Dsl.filter(conditions));
    under.set(
        "aggs",
        Dsl.of(
            "labels",
            Dsl.of("terms", Dsl.object().put("field", field).put("size", LABELS_COUNTED))));
    return under;
  }

  /** A product may have other labels beside those that match. */
  private static List<String> labels(
      JsonNode answer, String facet, List<CharacterRunAutomaton> wanted) {
    List<String> labels = new ArrayList<>();
    for (JsonNode bucket : answer.at("/aggregations/" + facet + "/labels/buckets")) {
      String label = bucket.path("key").asText();
      List<String> parts = Words.plain(label, MAX_WORDS);
      if (labels.size() < MAX_LABELS
          && wanted.stream().allMatch(word -> parts.stream().anyMatch(word::run))) {
        labels.add(label);
      }
    }
    return labels;
  }

  private static CharacterRunAutomaton matcher(
      String typed, boolean unfinished, boolean forgiving) {
    Automaton word =
        forgiving && mayBeWrong(typed) ? withOneError(typed) : Automata.makeString(typed);
    Automaton whole =
        unfinished ? Operations.concatenate(List.of(word, Automata.makeAnyString())) : word;
    return new CharacterRunAutomaton(
        Operations.determinize(whole, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT));
  }

  private static Automaton withOneError(String typed) {
    int first = typed.offsetByCodePoints(0, 1);
    return new LevenshteinAutomata(typed.substring(first), true)
        .toAutomaton(1, typed.substring(0, first));
  }

  private static boolean mayBeWrong(String word) {
    return Words.length(word) >= SHORTEST_FUZZY;
  }
}
