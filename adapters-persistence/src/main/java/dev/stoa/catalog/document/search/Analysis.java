package dev.stoa.catalog.document.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Cuts a text into words: Unicode word boundaries, lower case, accents off ({@code ü} is {@code u},
 * {@code ß} is {@code ss}), possessive off. Light on purpose: names of products are not prose, and
 * a hard stemmer would put "oranges" and "organs" together.
 *
 * <ul>
 *   <li>A word has its English singular beside it.
 *   <li>Words that one sign divides also count as one: {@code T-Shirt} has {@code t}, {@code shirt}
 *       and {@code tshirt}. Numbers alone are not joined.
 *   <li>Letters and digits that touch also count apart: {@code iPhone14} has {@code iphone} and
 *       {@code 14}. A number behind a word also counts as one with it: {@code iPhone 14} has {@code
 *       iphone14}.
 *   <li>A plus or a hash behind a word also counts: {@code C++} has {@code c} and {@code c++}.
 *   <li>Scripts that put no spaces between words (Chinese, Japanese, Korean, Thai and their
 *       neighbours) are cut into letters and pairs of letters.
 * </ul>
 */
final class Analysis {
  private static final Set<String> DENSE_TYPES =
      Set.of(
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL]);
  private static final int MOST_JOINED = 4;
  private static final int MOST_PARTS = 4;
  private static final int MOST_SIGNS = 3;
  private static final int MOST_TITLE_WORDS = 50;
  private static final int TITLE_KEY_LENGTH = 200;

  private static final Analyzer WORDS =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          StandardTokenizer source = new StandardTokenizer();
          return new TokenStreamComponents(
              source,
              new ASCIIFoldingFilter(new LowerCaseFilter(new EnglishPossessiveFilter(source))));
        }
      };

  private Analysis() {}

  private record Raw(int start, int end, String text, boolean dense) {}

  /** The first words of a text that have a letter or a digit. */
  static List<Token> tokens(String text, int limit) {
    List<Raw> raw = raw(text, limit);
    List<Token> tokens = new ArrayList<>(raw.size());
    int from = 0;
    while (from < raw.size()) {
      int to = from + 1;
      while (to < raw.size() && isNeighbour(text, raw.get(to - 1), raw.get(to))) {
        to++;
      }
      List<Raw> group = raw.subList(from, to);
      if (group.getFirst().dense()) {
        pairs(text, group, from, limit, tokens);
      } else {
        for (int i = 0; i < group.size(); i++) {
          tokens.add(token(text, group, i, from));
        }
      }
      from = to;
    }
    return tokens.size() > limit ? tokens.subList(0, limit) : tokens;
  }

  /** All terms of a text. */
  static Set<String> forms(String text) {
    Set<String> forms = new LinkedHashSet<>();
    for (Token token : tokens(text, Integer.MAX_VALUE)) {
      forms.addAll(token.forms());
    }
    return forms;
  }

  private static List<Raw> raw(String text, int limit) {
    List<Raw> words = new ArrayList<>();
    try (TokenStream stream = WORDS.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      TypeAttribute type = stream.addAttribute(TypeAttribute.class);
      stream.reset();
      while (words.size() < limit && stream.incrementToken()) {
        String word = term.toString();
        if (word.codePoints().anyMatch(Character::isLetterOrDigit)) {
          words.add(
              new Raw(
                  offset.startOffset(),
                  offset.endOffset(),
                  word,
                  DENSE_TYPES.contains(type.type())));
        }
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string cannot fail", e);
    }
    return words;
  }

  private static boolean isNeighbour(String text, Raw before, Raw after) {
    if (before.dense() || after.dense()) {
      return before.dense() && after.dense() && before.end() == after.start();
    }
    if (after.start() - before.end() != 1) {
      return false;
    }
    char between = text.charAt(before.end());
    if (between == ' ') {
      return Character.isLetter(before.text().charAt(before.text().length() - 1))
          && Character.isDigit(after.text().charAt(0));
    }
    return "-./_'\u2019&+*\u00b7\u2010\u2011\u2012\u2013".indexOf(between) >= 0;
  }

  private static Token token(String text, List<Raw> group, int i, int number) {
    Raw raw = group.get(i);
    String plain = raw.text();
    String term = singular(plain);
    String signs = signs(text, raw.end());
    String exact = signs.isEmpty() ? plain : plain + signs;
    Set<String> forms = new LinkedHashSet<>();
    forms.add(term);
    forms.add(plain);
    forms.add(exact);
    forms.addAll(parts(plain));
    if (group.size() > 1) {
      forms.addAll(joined(group, i));
    }
    return new Token(
        raw.start(), raw.end() + signs.length(), plain, term, exact, number, false, forms);
  }

  /** What a word is together with its neighbours. */
  private static Set<String> joined(List<Raw> group, int i) {
    Set<String> joined = new LinkedHashSet<>();
    for (int from = Math.max(0, i - MOST_JOINED + 1); from <= i; from++) {
      StringBuilder whole = new StringBuilder(group.get(from).text());
      for (int to = from + 1; to < group.size() && to < from + MOST_JOINED; to++) {
        whole.append(group.get(to).text());
        if (to >= i && whole.chars().anyMatch(Character::isLetter)) {
          joined.add(whole.toString());
          joined.add(singular(whole.toString()));
        }
      }
    }
    return joined;
  }

  /** The letters and the digits of a word that has both; empty for other words. */
  static List<String> parts(String word) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < word.length(); i++) {
      char before = word.charAt(i - 1);
      char here = word.charAt(i);
      if ((Character.isDigit(before) && Character.isLetter(here))
          || (Character.isLetter(before) && Character.isDigit(here))) {
        parts.add(word.substring(from, i));
        from = i;
      }
    }
    parts.add(word.substring(from));
    return parts.size() < 2 || parts.size() > MOST_PARTS ? List.of() : parts;
  }

  private static String signs(String text, int end) {
    int to = end;
    while (to < text.length() && (text.charAt(to) == '+' || text.charAt(to) == '#')) {
      to++;
    }
    boolean goesOn = to < text.length() && Character.isLetterOrDigit(text.codePointAt(to));
    return goesOn || to - end > MOST_SIGNS ? "" : text.substring(end, to);
  }

  /** The letters of a run, each together with the next one. */
  private static void pairs(String text, List<Raw> run, int number, int limit, List<Token> into) {
    int end = run.getLast().end();
    int start = run.getFirst().start();
    int at = start;
    while (at < end && into.size() < limit) {
      int next = at + Character.charCount(text.codePointAt(at));
      String letter = folded(text.substring(at, next));
      int after = next < end ? next + Character.charCount(text.codePointAt(next)) : next;
      String pair = letter + folded(text.substring(next, after));
      if (next < end || at == start) {
        into.add(
            new Token(
                at,
                after,
                pair,
                pair,
                pair,
                number,
                true,
                new LinkedHashSet<>(List.of(pair, letter))));
      } else {
        into.getLast().forms().add(letter);
      }
      at = next;
    }
  }

  private static String folded(String letter) {
    return Normalizer.normalize(letter, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** An English word in the singular, as far as its last letters tell: Harman's S stemmer. */
  static String singular(String word) {
    int length = word.length();
    if (length < 3 || word.charAt(length - 1) != 's') {
      return word;
    }
    char before = word.charAt(length - 2);
    if (before == 'u' || before == 's') {
      return word;
    }
    if (before == 'e') {
      char third = word.charAt(length - 3);
      if (length > 3 && third == 'i') {
        char fourth = word.charAt(length - 4);
        if (fourth != 'a' && fourth != 'e') {
          return word.substring(0, length - 3) + "y";
        }
      }
      if (third == 'i' || third == 'a' || third == 'o' || third == 'e') {
        return word;
      }
    }
    return word.substring(0, length - 1);
  }

  /** The title as plain words, cut to a length that cursors carry. */
  static String titleKey(String title) {
    StringBuilder key = new StringBuilder();
    int group = -1;
    for (Token token : tokens(title, MOST_TITLE_WORDS)) {
      boolean goesOn = token.dense() && token.group() == group;
      if (!key.isEmpty() && !goesOn) {
        key.append(' ');
      }
      int shared = goesOn ? Character.charCount(token.plain().codePointAt(0)) : 0;
      key.append(token.plain(), Math.min(shared, token.plain().length()), token.plain().length());
      group = token.group();
    }
    return cut(key.isEmpty() ? title.replace('\n', ' ') : key.toString(), TITLE_KEY_LENGTH);
  }

  /** The beginning of a text, without half a character at its end. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  /** How many letters a word has. */
  static int length(String word) {
    return word.codePointCount(0, word.length());
  }
}
