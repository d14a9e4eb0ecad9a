package dev.stoa.catalog.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into words as the analysers {@code product_plain} and {@code product_singular} of the
 * index do, so that a query can say of each word what it is worth without asking the server first.
 */
final class Words {
  private static final int TITLE_KEY_LENGTH = 200;
  private static final Analyzer SINGULAR = analyzer(true);
  private static final Analyzer PLAIN = analyzer(false);

  private Words() {}

  private static Analyzer analyzer(boolean singular) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer source = new StandardTokenizer();
        TokenStream words =
            new ASCIIFoldingFilter(new LowerCaseFilter(new EnglishPossessiveFilter(source)));
        return new TokenStreamComponents(
            source, singular ? new EnglishMinimalStemFilter(words) : words);
      }
    };
  }

  /** The first words of a text that have a letter or a digit. */
  static List<String> plain(String text, int limit) {
    return words(PLAIN, text, limit).stream()
        .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
        .toList();
  }

  /** A word in the singular. */
  static String singular(String word) {
    List<String> terms = words(SINGULAR, word, 1);
    return terms.isEmpty() ? word : terms.getFirst();
  }

  /** The title as plain words in lower case without accents, cut to a length that cursors carry. */
  static String titleKey(String title) {
    String key = String.join(" ", words(PLAIN, title, 50));
    return cut(key.isEmpty() ? title : key, TITLE_KEY_LENGTH);
  }

  /** The beginning of a text, without half characters. */
  static String cut(String text, int length) {
    String cut = text.substring(0, Math.min(text.length(), length));
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  static int length(String word) {
    return word.codePointCount(0, word.length());
  }

  private static List<String> words(Analyzer analyzer, String text, int limit) {
    List<String> words = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (words.size() < limit && stream.incrementToken()) {
        words.add(term.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string cannot fail", e);
    }
    return words;
  }
}
