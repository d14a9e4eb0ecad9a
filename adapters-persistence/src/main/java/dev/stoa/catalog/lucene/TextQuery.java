package dev.stoa.catalog.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * A buyer's text as queries. No syntax is parsed, so no text can be wrong.
 *
 * <p>Every clause has a constant score: what a match is worth depends on the field and on how exact
 * it is, never on how many other products there are. Hence the order of two products is the same on
 * every page, after every refresh and in every process, which is what lets a cursor continue a list
 * by relevance; and the same scores can be had from another engine.
 */
final class TextQuery {
  private static final int MAX_WORDS = 24;
  private static final int MAX_LENGTH = 2_000;
  private static final int SHORTEST_FUZZY = 4;
  private static final int SHORTEST_TWO_EDITS = 8;
  private static final int WHOLE_SKU = 1_024;
  private static final int SKU_PREFIX = 3;
  private static final int WHOLE_TITLE = 64;
  private static final int TITLE_PHRASE = 8;
  private static final int TITLE_PREFIX = 6;
  private static final int PREFIX = 4;

  private static final Analyzer SINGULAR = ProductAnalyzer.singular();
  private static final Analyzer PLAIN = ProductAnalyzer.plain();

  private final String text;
  private final List<String> terms;
  private final List<String> words;

  private TextQuery(String text, List<String> terms, List<String> words) {
    this.text = text;
    this.terms = terms;
    this.words = words;
  }

  static TextQuery parse(String raw) {
    String text = raw.substring(0, Math.min(raw.length(), MAX_LENGTH)).strip();
    List<String> words =
        ProductAnalyzer.words(PLAIN, text, MAX_WORDS).stream()
            .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
            .distinct()
            .toList();
    List<String> terms = new ArrayList<>(words.size());
    for (String word : words) {
      List<String> term = ProductAnalyzer.words(SINGULAR, word, 1);
      terms.add(term.isEmpty() ? word : term.getFirst());
    }
    return new TextQuery(text, terms, words);
  }

  boolean isEmpty() {
    return terms.isEmpty();
  }

  /**
   * Which words occur nowhere and are therefore taken for mistyped, one bit each. A cursor carries
   * the answer, so that a product added meanwhile does not turn the list into another one.
   */
  int mistyped(IndexReader reader) throws IOException {
    int bits = 0;
    for (int i = 0; i < terms.size(); i++) {
      if (length(terms.get(i)) >= SHORTEST_FUZZY && !occurs(reader, i)) {
        bits |= 1 << i;
      }
    }
    return bits;
  }

  private boolean occurs(IndexReader reader, int i) throws IOException {
    for (Fields.Weighted searched : Fields.SEARCHED) {
      if (reader.docFreq(new Term(searched.field(), terms.get(i))) > 0) {
        return true;
      }
    }
    return isLast(i)
        && (hasPrefix(reader, Fields.WORDS, words.get(i))
            || hasPrefix(reader, Fields.SKU_WHOLE, whole()));
  }

  private static boolean hasPrefix(IndexReader reader, String field, String prefix)
      throws IOException {
    BytesRef wanted = new BytesRef(prefix);
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms all = leaf.reader().terms(field);
      if (all != null) {
        TermsEnum each = all.iterator();
        if (each.seekCeil(wanted) != TermsEnum.SeekStatus.END
            && StringHelper.startsWith(each.term(), wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The query that finds and ranks. */
  Query toQuery(int mistyped) {
    if (isEmpty()) {
      return MatchAllDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (int i = 0; i < terms.size(); i++) {
      all.add(word(i, (mistyped & (1 << i)) != 0), Occur.SHOULD);
    }
    all.setMinimumNumberShouldMatch(terms.size() <= 2 ? terms.size() : (terms.size() * 3 + 3) / 4);
    BooleanQuery.Builder ranked = new BooleanQuery.Builder();
    ranked.add(all.build(), Occur.SHOULD);
    ranked.add(worth(new TermQuery(new Term(Fields.SKU_WHOLE, whole())), WHOLE_SKU), Occur.SHOULD);
    if (whole().length() >= 3) {
      ranked.add(
          worth(new PrefixQuery(new Term(Fields.SKU_WHOLE, whole())), SKU_PREFIX), Occur.SHOULD);
    }
    BooleanQuery found = ranked.build();
    BooleanQuery.Builder bonus = new BooleanQuery.Builder().add(found, Occur.MUST);
    bonus.add(
        worth(
            new TermQuery(new Term(Fields.TITLE_KEY, ProductDocuments.titleKey(text))),
            WHOLE_TITLE),
        Occur.SHOULD);
    if (terms.size() > 1) {
      PhraseQuery phrase = new PhraseQuery(1, Fields.TITLE, terms.toArray(String[]::new));
      bonus.add(worth(phrase, TITLE_PHRASE), Occur.SHOULD);
    }
    return bonus.build();
  }

  private Query word(int i, boolean mistyped) {
    String term = terms.get(i);
    List<Query> ways = new ArrayList<>();
    for (Fields.Weighted searched : Fields.SEARCHED) {
      ways.add(worth(new TermQuery(new Term(searched.field(), term)), searched.weight()));
      if (mistyped && !searched.field().equals(Fields.SKU_PARTS)) {
        int half = searched.weight() / 2;
        ways.add(worth(fuzzy(searched.field(), term, 1), half));
        if (length(term) >= SHORTEST_TWO_EDITS) {
          ways.add(worth(fuzzy(searched.field(), term, 2), Math.max(1, half / 2)));
        }
      }
    }
    if (isLast(i) && length(words.get(i)) >= 2) {
      ways.add(worth(new PrefixQuery(new Term(Fields.TITLE_WORDS, words.get(i))), TITLE_PREFIX));
      ways.add(worth(new PrefixQuery(new Term(Fields.WORDS, words.get(i))), PREFIX));
    }
    return new DisjunctionMaxQuery(ways, 0);
  }

  /** The query whose matches are marked in title and description. */
  Query toHighlight(int mistyped) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String field : List.of(Fields.TITLE, Fields.DESCRIPTION)) {
      for (int i = 0; i < terms.size(); i++) {
        String term = terms.get(i);
        any.add(new TermQuery(new Term(field, term)), Occur.SHOULD);
        if ((mistyped & (1 << i)) != 0) {
          int edits = length(term) >= SHORTEST_TWO_EDITS ? 2 : 1;
          any.add(fuzzy(field, term, edits), Occur.SHOULD);
        }
        if (isLast(i) && length(words.get(i)) >= 2) {
          any.add(new PrefixQuery(new Term(field, words.get(i))), Occur.SHOULD);
        }
      }
    }
    return any.build();
  }

  /** The whole text in lower case, as a SKU would be written. */
  private String whole() {
    return text.toLowerCase(Locale.ROOT);
  }

  private boolean isLast(int i) {
    return i == terms.size() - 1;
  }

  private static Query fuzzy(String field, String term, int edits) {
    return new FuzzyQuery(
        new Term(field, term),
        edits,
        1,
        FuzzyQuery.defaultMaxExpansions,
        true,
        MultiTermQuery.CONSTANT_SCORE_BLENDED_REWRITE);
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }

  private static Query worth(Query query, int weight) {
    return new BoostQuery(new ConstantScoreQuery(query), weight);
  }
}
