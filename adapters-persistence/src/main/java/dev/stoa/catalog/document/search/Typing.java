package dev.stoa.catalog.document.search;

import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/**
 * Which typing errors are forgiven: one in four to seven letters, two in longer words, an exchange
 * of neighbours counting as one; never in the first letter. A word of more than forty letters is
 * none, and would be expensive to compare.
 */
public final class Typing {
  private static final int SHORTEST = 4;
  private static final int SHORTEST_TWO_ERRORS = 8;
  private static final int LONGEST = 40;

  /** Of an unfinished word: its pattern grows with the square of its length. */
  private static final int LONGEST_UNFINISHED = 20;

  private Typing() {}

  /** How many errors may be in a word: none, one or two. */
  static int errors(String word) {
    int length = Analysis.length(word);
    if (length < SHORTEST || length > LONGEST) {
      return 0;
    }
    return length < SHORTEST_TWO_ERRORS ? 1 : 2;
  }

  /** Whether an error in the beginning of a word is forgiven. */
  static boolean forgivesUnfinished(String start) {
    return errors(start) > 0 && Analysis.length(start) <= LONGEST_UNFINISHED;
  }

  /** What has at most so many errors. */
  public static Automaton near(String word, int errors) {
    int first = word.offsetByCodePoints(0, 1);
    return Operations.determinize(
        new LevenshteinAutomata(word.substring(first), true)
            .toAutomaton(errors, word.substring(0, first)),
        Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
  }

  /** What begins with something that has at most one error. */
  public static Automaton beginsNear(String start) {
    return Operations.determinize(
        Operations.concatenate(List.of(near(start, 1), Automata.makeAnyString())),
        Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
  }

  /** The same as a regular expression, for engines that take no automaton. */
  public static String beginsNearPattern(String start) {
    List<String> letters =
        start.codePoints().mapToObj(letter -> literal(Character.toString(letter))).toList();
    StringBuilder pattern = new StringBuilder(letters.getFirst()).append('(');
    for (int i = 1; i < letters.size(); i++) {
      String rest = String.join("", letters.subList(i + 1, letters.size()));
      pattern.append(String.join("", letters.subList(1, i)));
      // Another letter before this one, instead of it, or none; an exchange with the next.
      pattern.append("(.?").append(letters.get(i)).append('?').append(rest);
      if (i + 1 < letters.size()) {
        pattern.append('|').append(letters.get(i + 1)).append(letters.get(i));
        pattern.append(String.join("", letters.subList(i + 2, letters.size())));
      }
      pattern.append(")|");
    }
    return pattern
        .append(String.join("", letters.subList(1, letters.size())))
        .append(").*")
        .toString();
  }

  private static String literal(String letter) {
    return Character.isLetterOrDigit(letter.codePointAt(0)) ? letter : "\\" + letter;
  }
}
