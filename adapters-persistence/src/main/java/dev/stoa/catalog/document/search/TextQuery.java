package dev.stoa.catalog.document.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A buyer's text as clauses. No syntax is parsed, so no text can be wrong.
 *
 * <p>What a match is worth depends on the field and on how exact it is, never on how many other
 * products there are. Hence the order of two products is the same on every page, after every
 * refresh, in every process and in every engine, which is what lets a cursor continue a list by
 * relevance.
 */
public final class TextQuery {
  private static final int MOST_WORDS = 24;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_SKU = 100;
  private static final int SHORTEST_SKU_START = 3;
  private static final int SHORTEST_START = 2;
  private static final int SHORTEST_END = 5;

  private static final int WHOLE_SKU = 1_024;
  private static final int WHOLE_TITLE = 64;
  private static final int TITLE_PHRASE = 8;
  private static final int JOINED = 8;
  private static final int TITLE_START = 6;
  private static final int START = 4;
  private static final int SKU_START = 3;
  private static final int PHRASE_SLOP = 1;

  /**
   * Words that say how others belong together. They need not occur beside words that say what is
   * wanted.
   */
  private static final Set<String> SMALL =
      Set.of(
          "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
          "auf", "aus", "das", "dem", "den", "der", "des", "die", "ein", "eine", "einen", "einer",
          "fur", "im", "mit", "und", "vom", "von", "zum", "zur", "au", "aux", "avec", "de", "du",
          "en", "et", "la", "le", "les", "pour", "un", "une", "con", "del", "el", "las", "los",
          "para", "y");

  private final String text;
  private final List<Word> words;

  private TextQuery(String text, List<Word> words) {
    this.text = text;
    this.words = words;
  }

  /**
   * A word of the text.
   *
   * @param joined what it is together with its neighbours
   * @param pairs the pairs of letters of a word in a script without spaces; empty for others
   */
  record Word(String plain, String term, String exact, Set<String> joined, List<String> pairs) {
    boolean isDense() {
      return !pairs.isEmpty();
    }

    boolean isSmall() {
      return SMALL.contains(plain) && exact.equals(plain);
    }
  }

  /** The text's words; of a very long text only the first ones count. */
  public static TextQuery parse(String raw) {
    String text = WellFormed.text(Analysis.cut(raw, LONGEST_TEXT)).strip();
    List<Token> tokens = Analysis.tokens(text, MOST_WORDS);
    Map<String, Word> words = new LinkedHashMap<>();
    int from = 0;
    while (from < tokens.size()) {
      Token token = tokens.get(from);
      int to = from + 1;
      if (token.dense()) {
        while (to < tokens.size()
            && tokens.get(to).dense()
            && tokens.get(to).group() == token.group()) {
          to++;
        }
        List<String> pairs =
            tokens.subList(from, to).stream().map(Token::plain).distinct().toList();
        String run = String.join("", pairs);
        words.putIfAbsent(run, new Word(run, run, run, Set.of(), pairs));
      } else {
        words.putIfAbsent(token.exact(), word(tokens, from));
      }
      from = to;
    }
    return new TextQuery(text, List.copyOf(words.values()));
  }

  private static Word word(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    Set<String> joined = new LinkedHashSet<>(token.forms());
    joined.removeAll(List.of(token.term(), token.plain(), token.exact()));
    joined.removeAll(Analysis.parts(token.plain()));
    if (i > 0) {
      join(tokens.get(i - 1), token, joined);
    }
    if (i + 1 < tokens.size()) {
      join(token, tokens.get(i + 1), joined);
    }
    return new Word(token.plain(), token.term(), token.exact(), joined, List.of());
  }

  private static void join(Token first, Token second, Set<String> joined) {
    boolean numbers = (first.plain() + second.plain()).chars().noneMatch(Character::isLetter);
    if (!first.dense() && !second.dense() && !numbers) {
      joined.add(Analysis.singular(first.plain() + second.plain()));
    }
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  /**
   * For each word that may be mistyped, by its number, what matches the products in which it occurs
   * as it stands. Those that match nothing are taken for mistyped, one bit each. A cursor carries
   * the bits, so that a product added meanwhile does not turn the list into another one.
   */
  public Map<Integer, List<Clause>> occurrences() {
    Map<Integer, List<Clause>> occurrences = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (!word.isDense() && Typing.errors(word.term()) > 0) {
        occurrences.put(i, occurrences(i));
      }
    }
    return occurrences;
  }

  private List<Clause> occurrences(int i) {
    Word word = words.get(i);
    List<Clause> ways = new ArrayList<>();
    for (Field field : Field.searched()) {
      ways.add(new Clause.Term(field, word.term()));
    }
    if (Analysis.length(word.term()) >= SHORTEST_END) {
      ways.add(new Clause.Term(Field.ENDS, word.term()));
    }
    word.joined().forEach(joined -> ways.add(new Clause.Term(Field.WORDS, joined)));
    if (isLast(i)) {
      ways.add(new Clause.Prefix(Field.WORDS, word.plain()));
      if (mayBeSku()) {
        ways.add(new Clause.Prefix(Field.SKU_WHOLE, whole()));
        ways.add(new Clause.Prefix(Field.SKU_WHOLE, squeezed(whole())));
      }
    }
    return ways;
  }

  /** The clause that finds and ranks, with these words taken for mistyped. */
  public Clause toClause(int mistyped) {
    if (isEmpty()) {
      return new Clause.Everything();
    }
    boolean allSmall = words.stream().allMatch(Word::isSmall);
    List<Clause> needed = new ArrayList<>();
    List<Clause> bonus = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean free = words.get(i).isSmall() && !allSmall;
      (free ? bonus : needed).add(word(i, isMistyped(mistyped, i)));
    }
    List<Clause> found = new ArrayList<>();
    found.add(new Clause.AtLeast(required(needed.size()), needed));
    if (mayBeSku()) {
      String squeezed = squeezed(whole());
      found.add(
          new Clause.Worth(
              Clause.any(
                  List.of(
                      new Clause.Term(Field.SKU_WHOLE, whole()),
                      new Clause.Term(Field.SKU_WHOLE, squeezed))),
              WHOLE_SKU));
      if (squeezed.length() >= SHORTEST_SKU_START) {
        found.add(
            new Clause.Worth(
                Clause.any(
                    List.of(
                        new Clause.Prefix(Field.SKU_WHOLE, whole()),
                        new Clause.Prefix(Field.SKU_WHOLE, squeezed))),
                SKU_START));
      }
    }
    bonus.add(
        new Clause.Worth(new Clause.Term(Field.TITLE_KEY, Analysis.titleKey(text)), WHOLE_TITLE));
    List<String> phrase = phrase();
    if (phrase.size() > 1) {
      bonus.add(
          new Clause.Worth(
              new Clause.Phrase(Field.TITLE_PHRASE, phrase, PHRASE_SLOP), TITLE_PHRASE));
    }
    return new Clause.Ranked(Clause.any(found), bonus);
  }

  /** Of one or two words all, of more three quarters. */
  private static int required(int words) {
    return words <= 2 ? words : (words * 3 + 3) / 4;
  }

  private List<String> phrase() {
    List<String> terms = new ArrayList<>();
    for (Word word : words) {
      if (word.isDense()) {
        terms.addAll(word.pairs());
      } else {
        terms.add(word.term());
      }
    }
    return terms;
  }

  private Clause word(int i, boolean mistyped) {
    Word word = words.get(i);
    List<Clause> ways = new ArrayList<>();
    for (Field field : Field.searched()) {
      if (word.isDense()) {
        List<Clause> pairs = new ArrayList<>();
        word.pairs().forEach(pair -> pairs.add(new Clause.Term(field, pair)));
        ways.add(
            new Clause.Worth(
                new Clause.AtLeast(requiredPairs(pairs.size()), pairs), field.weight()));
        continue;
      }
      ways.add(new Clause.Worth(new Clause.Term(field, word.term()), field.weight()));
      if (!word.exact().equals(word.plain())) {
        ways.add(new Clause.Worth(new Clause.Term(field, word.exact()), 2 * field.weight()));
      }
      if (mistyped && field.forgives()) {
        int half = field.weight() / 2;
        ways.add(new Clause.Worth(new Clause.Fuzzy(field, word.term(), 1), half));
        if (Typing.errors(word.term()) == 2) {
          ways.add(
              new Clause.Worth(new Clause.Fuzzy(field, word.term(), 2), Math.max(1, half / 2)));
        }
      }
    }
    if (!word.isDense()) {
      if (Analysis.length(word.term()) >= SHORTEST_END) {
        ways.add(new Clause.Worth(new Clause.Term(Field.ENDS, word.term()), Field.ENDS.weight()));
      }
      for (String joined : word.joined()) {
        ways.add(new Clause.Worth(new Clause.Term(Field.WORDS, joined), JOINED));
      }
      if (isLast(i) && Analysis.length(word.plain()) >= SHORTEST_START) {
        ways.add(new Clause.Worth(new Clause.Prefix(Field.TITLE, word.plain()), TITLE_START));
        ways.add(new Clause.Worth(new Clause.Prefix(Field.WORDS, word.plain()), START));
      }
    }
    return new Clause.Best(ways);
  }

  private static int requiredPairs(int pairs) {
    return pairs <= 3 ? pairs : (pairs * 3 + 3) / 4;
  }

  /** The words that are marked in a text. */
  Marks toMarks(int mistyped) {
    Set<String> terms = new LinkedHashSet<>();
    List<Marks.Near> near = new ArrayList<>();
    String start = null;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.isDense()) {
        terms.addAll(word.pairs());
        continue;
      }
      terms.add(word.exact().equals(word.plain()) ? word.term() : word.exact());
      terms.addAll(word.joined());
      if (isMistyped(mistyped, i)) {
        near.add(new Marks.Near(word.term(), Typing.errors(word.term())));
      }
      if (isLast(i) && Analysis.length(word.plain()) >= SHORTEST_START) {
        start = word.plain();
      }
    }
    return new Marks(terms, near, start);
  }

  private boolean isMistyped(int mistyped, int i) {
    return (mistyped & (1 << i)) != 0 && Typing.errors(words.get(i).term()) > 0;
  }

  private boolean isLast(int i) {
    return i == words.size() - 1;
  }

  /** The whole text in lower case, as a SKU would be written. */
  private String whole() {
    return text.toLowerCase(Locale.ROOT);
  }

  private boolean mayBeSku() {
    return text.length() <= LONGEST_SKU && !squeezed(whole()).isEmpty();
  }

  /** A SKU without what divides it. */
  static String squeezed(String whole) {
    StringBuilder squeezed = new StringBuilder();
    whole.codePoints().filter(Character::isLetterOrDigit).forEach(squeezed::appendCodePoint);
    return squeezed.toString();
  }
}
