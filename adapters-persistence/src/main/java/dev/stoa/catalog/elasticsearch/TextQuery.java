package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A buyer's text as queries. No syntax is parsed, so no text can be wrong.
 *
 * <p>Every clause has a constant score: what a match is worth depends on the field and on how exact
 * it is, never on how many other products there are. Hence the order of two products is the same on
 * every page, on every shard and after every refresh, and the same as Lucene's: weights are whole
 * numbers, whose sums are exact in any order of adding.
 */
final class TextQuery {
  private static final int MAX_WORDS = 24;
  private static final int MAX_LENGTH = 2_000;
  private static final int SHORTEST_FUZZY = 4;
  private static final int LONGEST_FUZZY = 40;
  private static final int SHORTEST_TWO_EDITS = 8;
  private static final int WHOLE_SKU = 1_024;
  private static final int SKU_PREFIX = 3;
  private static final int LONGEST_SKU = 100;
  private static final int WHOLE_TITLE = 64;
  private static final int TITLE_PHRASE = 8;
  private static final int TITLE_PREFIX = 6;
  private static final int PREFIX = 4;

  private static final List<Weighted> SEARCHED =
      List.of(
          new Weighted(Documents.TITLE, 16),
          new Weighted(Documents.SKUS, 8),
          new Weighted(Documents.TAGS, 8),
          new Weighted(Documents.CATEGORIES, 8),
          new Weighted(Documents.OPTIONS, 8),
          new Weighted(Documents.VENDOR, 8),
          new Weighted(Documents.DESCRIPTION, 2));

  private record Weighted(String field, int weight) {}

  private final String text;
  private final List<String> terms;
  private final List<String> words;

  private TextQuery(String text, List<String> terms, List<String> words) {
    this.text = text;
    this.terms = terms;
    this.words = words;
  }

  static TextQuery parse(String raw) {
    String text = Words.cut(raw, MAX_LENGTH).strip();
    List<String> words = Words.plain(text, MAX_WORDS).stream().distinct().toList();
    return new TextQuery(text, words.stream().map(Words::singular).toList(), words);
  }

  boolean isEmpty() {
    return terms.isEmpty();
  }

  /**
   * For each word that may be mistyped, by its number, the query for products in which it occurs as
   * it stands.
   */
  ObjectNode occurrences() {
    ObjectNode each = Dsl.object();
    for (int i = 0; i < terms.size(); i++) {
      if (mayBeMistyped(terms.get(i))) {
        List<JsonNode> ways = new ArrayList<>();
        for (Weighted searched : SEARCHED) {
          ways.add(Dsl.term(searched.field(), terms.get(i)));
        }
        if (isLast(i)) {
          ways.add(Dsl.prefix(Documents.WORDS, words.get(i)));
          if (mayBeginSku()) {
            ways.add(Dsl.prefix(Documents.SKU_WHOLE, whole()));
          }
        }
        each.set(Integer.toString(i), Dsl.any(ways, 1));
      }
    }
    return each;
  }

  /** The query that finds and ranks, with these words taken for mistyped, one bit each. */
  ObjectNode toQuery(int mistyped) {
    if (isEmpty()) {
      return Dsl.all();
    }
    List<JsonNode> each = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      each.add(word(i, (mistyped & (1 << i)) != 0));
    }
    List<JsonNode> found = new ArrayList<>();
    found.add(Dsl.any(each, terms.size() <= 2 ? terms.size() : (terms.size() * 3 + 3) / 4));
    found.add(Dsl.worth(Dsl.term(Documents.SKU_WHOLE, whole()), WHOLE_SKU));
    if (whole().length() >= 3 && mayBeginSku()) {
      found.add(Dsl.worth(Dsl.prefix(Documents.SKU_WHOLE, whole()), SKU_PREFIX));
    }
    List<JsonNode> bonus = new ArrayList<>();
    bonus.add(Dsl.worth(Dsl.term(Documents.TITLE_KEY, Words.titleKey(text)), WHOLE_TITLE));
    if (terms.size() > 1) {
      ObjectNode phrase =
          Dsl.object()
              .put("query", String.join(" ", terms))
              .put("analyzer", "whitespace")
              .put("slop", 1);
      bonus.add(Dsl.worth(Dsl.of("match_phrase", Dsl.of(Documents.TITLE, phrase)), TITLE_PHRASE));
    }
    ObjectNode bool = Dsl.object();
    bool.set("must", Dsl.any(found, 1));
    bool.set("should", Dsl.array(bonus));
    bool.put("minimum_should_match", 0);
    return Dsl.of("bool", bool);
  }

  private JsonNode word(int i, boolean mistyped) {
    String term = terms.get(i);
    List<JsonNode> ways = new ArrayList<>();
    for (Weighted searched : SEARCHED) {
      ways.add(Dsl.worth(Dsl.term(searched.field(), term), searched.weight()));
      if (mistyped && !searched.field().equals(Documents.SKUS)) {
        int half = searched.weight() / 2;
        ways.add(Dsl.worth(Dsl.fuzzy(searched.field(), term, 1), half));
        if (Words.length(term) >= SHORTEST_TWO_EDITS) {
          ways.add(Dsl.worth(Dsl.fuzzy(searched.field(), term, 2), Math.max(1, half / 2)));
        }
      }
    }
    if (isLast(i) && Words.length(words.get(i)) >= 2) {
      ways.add(Dsl.worth(Dsl.prefix(Documents.TITLE_WORDS, words.get(i)), TITLE_PREFIX));
      ways.add(Dsl.worth(Dsl.prefix(Documents.WORDS, words.get(i)), PREFIX));
    }
    return Dsl.best(ways);
  }

  /** What marks the matches in title and description. */
  ObjectNode toHighlight(int mistyped) {
    ObjectNode fields = Dsl.object();
    for (String field : List.of(Documents.TITLE, Documents.DESCRIPTION)) {
      ObjectNode marked = Dsl.object();
      marked.set("highlight_query", marked(field, mistyped));
      if (field.equals(Documents.TITLE)) {
        marked.put("number_of_fragments", 0);
      } else {
        marked.put("number_of_fragments", 1).put("fragment_size", 160).put("order", "score");
      }
      fields.set(field, marked);
    }
    ObjectNode highlight = Dsl.object();
    highlight.put("type", "unified").put("encoder", "html");
    highlight.set("pre_tags", Dsl.strings(List.of("<mark>")));
    highlight.set("post_tags", Dsl.strings(List.of("</mark>")));
    highlight.set("fields", fields);
    return highlight;
  }

  private ObjectNode marked(String field, int mistyped) {
    List<JsonNode> any = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      String term = terms.get(i);
      any.add(Dsl.term(field, term));
      if ((mistyped & (1 << i)) != 0) {
        any.add(Dsl.fuzzy(field, term, Words.length(term) >= SHORTEST_TWO_EDITS ? 2 : 1));
      }
      if (isLast(i) && Words.length(words.get(i)) >= 2) {
        any.add(Dsl.prefix(field, words.get(i)));
      }
    }
    return Dsl.any(any, 1);
  }

  /** The whole text in lower case, as a SKU would be written. */
  private String whole() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A longer word is none, and takes the server hundreds of megabytes to compare inexactly. */
  private static boolean mayBeMistyped(String term) {
    int length = Words.length(term);
    return length >= SHORTEST_FUZZY && length <= LONGEST_FUZZY;
  }

  /** The server refuses prefixes that are longer than any SKU. */
  private boolean mayBeginSku() {
    return whole().length() <= LONGEST_SKU;
  }

  private boolean isLast(int i) {
    return i == terms.size() - 1;
  }
}
