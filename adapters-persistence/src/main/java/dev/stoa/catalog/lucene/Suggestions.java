package dev.stoa.catalog.lucene;

import dev.stoa.catalog.application.port.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
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
  private static final int MAX_WORD = 40;
  private static final int MAX_LABELS = 3;
  private static final Analyzer PLAIN = ProductAnalyzer.plain();

  private final List<String> words;
  private final String start;

  private Suggestions(List<String> words) {
    this.words = words;
    this.start = String.join(" ", words);
  }

  static Suggestions completing(String raw) {
    String text = raw.substring(0, Math.min(raw.length(), 200));
    return new Suggestions(
        ProductAnalyzer.words(PLAIN, text, MAX_WORDS).stream()
            .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
            .map(word -> word.length() > MAX_WORD ? cut(word) : word)
            .toList());
  }

  private static String cut(String word) {
    return word.substring(0, word.offsetByCodePoints(0, Math.min(MAX_WORD, codePoints(word))));
  }

  List<Suggestion> in(
      IndexSearcher searcher,
      Sort byRelevance,
      List<String> categories,
      List<String> vendors,
      int n)
      throws IOException {
    Set<Suggestion> found = new LinkedHashSet<>();
    if (words.isEmpty()) {
      return List.of();
    }
    for (boolean forgiving : new boolean[] {false, true}) {
      if (found.size() >= n || (forgiving && words.stream().noneMatch(Suggestions::mayBeWrong))) {
        break;
      }
      List<Word> wanted = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        wanted.add(Word.of(words.get(i), i == words.size() - 1, forgiving));
      }
      labels(wanted, categories)
          .forEach(label -> found.add(new Suggestion(label, Suggestion.Kind.CATEGORY, null)));
      labels(wanted, vendors)
          .forEach(label -> found.add(new Suggestion(label, Suggestion.Kind.VENDOR, null)));
      titles(wanted, searcher, byRelevance, n, found);
    }
    return found.stream().limit(n).toList();
  }

  private static List<String> labels(List<Word> wanted, List<String> labels) {
    return labels.stream()
        .filter(label -> {
          List<String> parts = ProductAnalyzer.words(PLAIN, label, MAX_WORDS);
          return wanted.stream().allMatch(word -> parts.stream().anyMatch(word::matches));
        })
        .limit(MAX_LABELS)
        .toList();
  }

  private void titles(
      List<Word> wanted, IndexSearcher searcher, Sort sort, int n, Set<Suggestion> found)
      throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(new TermQuery(new Term(Fields.KIND, Fields.PRODUCT)), Occur.FILTER);
    wanted.forEach(word -> query.add(word.toQuery(), Occur.FILTER));
    Query starting = new PrefixQuery(new Term(Fields.TITLE_KEY, start));
    query.add(new BoostQuery(new ConstantScoreQuery(starting), 2), Occur.SHOULD);
    for (ScoreDoc hit : searcher.search(query.build(), n, sort).scoreDocs) {
      ProductDocuments.Source product =
          ProductDocuments.source(searcher.storedFields().document(hit.doc, Set.of(Fields.SOURCE)));
      found.add(new Suggestion(product.title(), Suggestion.Kind.PRODUCT, product.handle()));
    }
  }

  private static boolean mayBeWrong(String word) {
    return codePoints(word) >= SHORTEST_FUZZY;
  }

  private static int codePoints(String word) {
    return word.codePointCount(0, word.length());
  }

  /** What a word of a title, a category or a vendor must look like. */
  private record Word(Automaton automaton, CharacterRunAutomaton matcher) {
    static Word of(String typed, boolean unfinished, boolean forgiving) {
      Automaton word =
          forgiving && mayBeWrong(typed) ? withOneError(typed) : Automata.makeString(typed);
      Automaton whole =
          unfinished ? Operations.concatenate(List.of(word, Automata.makeAnyString())) : word;
      Automaton ready = Operations.determinize(whole, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
      return new Word(ready, new CharacterRunAutomaton(ready));
    }

    private static Automaton withOneError(String typed) {
      int first = typed.offsetByCodePoints(0, 1);
      return new LevenshteinAutomata(typed.substring(first), true)
          .toAutomaton(1, typed.substring(0, first));
    }

    boolean matches(String word) {
      return matcher.run(word);
    }

    Query toQuery() {
      return new AutomatonQuery(new Term(Fields.TITLE_WORDS, ""), automaton);
    }
  }
}
