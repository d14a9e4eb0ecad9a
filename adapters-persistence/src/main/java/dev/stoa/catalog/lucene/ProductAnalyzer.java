package dev.stoa.catalog.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts text into words: Unicode word boundaries, lower case, accents off ({@code ü} is {@code u},
 * {@code ß} is {@code ss}), possessive off and, where wanted, the English plural. Light on purpose:
 * names of products are not prose, and a hard stemmer would put "oranges" and "organs" together.
 */
final class ProductAnalyzer extends Analyzer {
  private final boolean singular;

  private ProductAnalyzer(boolean singular) {
    this.singular = singular;
  }

  /** Words in the singular. */
  static Analyzer singular() {
    return new ProductAnalyzer(true);
  }

  /** Words as they are. */
  static Analyzer plain() {
    return new ProductAnalyzer(false);
  }

  /** The analyzer of the index: words that typing completes stay as they are. */
  static Analyzer perField() {
    Analyzer plain = plain();
    return new PerFieldAnalyzerWrapper(
        singular(), Map.of(Fields.WORDS, plain, Fields.TITLE_WORDS, plain));
  }

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    StandardTokenizer source = new StandardTokenizer();
    TokenStream words =
        new ASCIIFoldingFilter(new LowerCaseFilter(new EnglishPossessiveFilter(source)));
    return new TokenStreamComponents(
        source, singular ? new EnglishMinimalStemFilter(words) : words);
  }

  /** The first words of a text, in order. */
  static List<String> words(Analyzer analyzer, String text, int limit) {
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
